using System.Text;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>A secret as it stands in a record: what encrypted it, and into what.</summary>
internal sealed record RecordedSecret(ISecretsProvider Provider, string Ciphertext)
{
    /// <summary>Decrypts it.</summary>
    /// <exception cref="DeploymentFormatException">What was encrypted is not a value.</exception>
    public PropertyValue Open() => ValueJsonReader.Parse(Encoding.UTF8.GetBytes(Provider.Decrypt(Ciphertext)), "a decrypted secret", Provider);

    /// <summary>Whether the ciphertext can stay as it is in a record of that provider.</summary>
    public bool IsOf(ISecretsProvider provider) => ReferenceEquals(Provider, provider) || (Provider.Type == provider.Type && HasSameState(provider));

    private bool HasSameState(ISecretsProvider other) =>
        Provider.State.Count == other.State.Count
        && Provider.State.All(entry => other.State.TryGetValue(entry.Key, out var value) && value == entry.Value);
}
