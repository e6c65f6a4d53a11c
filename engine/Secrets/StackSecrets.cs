using Infra.Engine.Projects;
using Infra.Engine.State;

namespace Infra.Engine.Secrets;

/// <summary>Picks what protects the secrets of a stack: its file says it, and a record says under which salt it was written.</summary>
/// <remarks>Nothing is asked before something is encrypted or decrypted, and each key is derived once.</remarks>
public sealed class StackSecrets : IDisposable
{
    private readonly PassphraseSource _source;
    private readonly StackFile _file;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PassphraseSecrets> _recorded = new(StringComparer.Ordinal);

    /// <summary>Makes the secrets of a stack.</summary>
    public StackSecrets(StackFile file, PassphraseSource source)
    {
        (_file, _source) = (file, source);
        var isPassphrase = file.SecretsProvider is null or "" or "passphrase" or "default" && file.EncryptedKey is null;
        Provider = isPassphrase
            ? new PassphraseSecrets(source, file.Stack, file.DisplayPath, file.EncryptionSalt, file.SaveEncryptionSalt)
            : new ForeignSecrets(file.SecretsProvider ?? "encryptedkey", file.DisplayPath);
    }

    /// <summary>What encrypts and decrypts: a passphrase unless the stack's file names something else.</summary>
    /// <remarks>A stack file without an <c>encryptionsalt</c> gets one when something is first encrypted, before that is used.</remarks>
    public ISecretsProvider Provider { get; }

    /// <summary>Finds what decrypts a record; it may have been written under another salt than the stack's present one.</summary>
    /// <returns>Null when the record's secrets are protected by something else than a passphrase.</returns>
    public ISecretsProvider? Find(string type, IReadOnlyDictionary<string, string> state)
    {
        if (type != "passphrase" || !state.TryGetValue("salt", out var salt))
            return type == Provider.Type ? Provider : null;
        if (salt == _file.EncryptionSalt)
            return Provider;

        lock (_lock)
        {
            if (!_recorded.TryGetValue(salt, out var recorded))
                _recorded[salt] = recorded = new PassphraseSecrets(_source, _file.Stack, $"the record of stack '{_file.Stack}'", salt, _ => { });

            return recorded;
        }
    }

    /// <summary>Forgets the keys.</summary>
    public void Dispose()
    {
        (Provider as IDisposable)?.Dispose();
        foreach (var recorded in _recorded.Values)
            recorded.Dispose();
    }
}
