namespace Infra.Engine.State;

/// <summary>Encrypts what is recorded and decrypts what was.</summary>
/// <remarks>Asked only when there is something secret, so that a stack without secrets needs no passphrase.</remarks>
public interface ISecretsProvider
{
    /// <summary>The <c>type</c> in the deployment's <c>secrets_providers</c>, such as <c>passphrase</c>.</summary>
    string Type { get; }

    /// <summary>The <c>state</c> in the deployment's <c>secrets_providers</c>: for a passphrase, its salt.</summary>
    IReadOnlyDictionary<string, string> State { get; }

    /// <summary>Encrypts one text into the form that is recorded.</summary>
    string Encrypt(string plaintext);

    /// <summary>Decrypts what <see cref="Encrypt"/> made.</summary>
    string Decrypt(string ciphertext);
}
