using System.Collections.Concurrent;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Takes secret texts out of messages: SDKs log what they send, and programs log what they should not.</summary>
internal sealed class SecretMask
{
    // Masking "a" would make every message unreadable, and say nothing about the secret.
    private const int ShortestMasked = 3;

    private readonly ConcurrentDictionary<string, byte> _secrets = new(StringComparer.Ordinal);

    /// <summary>Learns every text of a value that is secret.</summary>
    public void Learn(PropertyValue value) => Learn(value, isSecret: false);

    /// <summary>Learns a text.</summary>
    public void Learn(string secret)
    {
        if (secret.Length < ShortestMasked)
            return;

        _secrets.TryAdd(secret, 0);

        // Messages often have one line of a key at a time, or the key as JSON.
        if (secret.Contains('\n', StringComparison.Ordinal))
        {
            foreach (var line in secret.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                Learn(line);
        }
    }

    /// <summary>The message without secrets.</summary>
    public string Apply(string message)
    {
        if (_secrets.IsEmpty)
            return message;

        // The longest first: one secret may be part of another.
        foreach (var secret in _secrets.Keys.OrderByDescending(secret => secret.Length).ThenBy(secret => secret, StringComparer.Ordinal))
            message = message.Replace(secret, ValueText.Secret, StringComparison.Ordinal);

        return message;
    }

    private void Learn(PropertyValue value, bool isSecret)
    {
        switch (value)
        {
            // One that was recorded is not opened for this: nobody has seen it in this run.
            case SecretValue { IsSealed: false, Value: var inner }:
                Learn(inner, isSecret: true);
                break;
            case StringValue { Value: var text } when isSecret:
                Learn(text);
                break;
            case PropertyMap map when isSecret || map.ContainsSecrets:
                foreach (var (_, item) in map)
                    Learn(item, isSecret);
                break;
            case ListValue list when isSecret || list.ContainsSecrets:
                foreach (var item in list.Items)
                    Learn(item, isSecret);
                break;
        }
    }
}
