using System.Collections.Immutable;
using System.Text;
using Infra.Engine.State;

namespace Infra.Interop.Tests;

/// <summary>Encrypts the same text to the same text, so that states can be compared.</summary>
internal sealed class ReadableSecrets : ISecretsProvider
{
    public static readonly ReadableSecrets Instance = new();

    public string Type => "passphrase";

    public IReadOnlyDictionary<string, string> State => ImmutableDictionary<string, string>.Empty;

    public string Encrypt(string plaintext) => Convert.ToBase64String(Encoding.UTF8.GetBytes(plaintext));

    public string Decrypt(string ciphertext) => Encoding.UTF8.GetString(Convert.FromBase64String(ciphertext));
}
