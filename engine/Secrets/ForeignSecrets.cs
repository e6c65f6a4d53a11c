using System.Collections.Immutable;
using Infra.Engine.State;

namespace Infra.Engine.Secrets;

/// <summary>Secrets that something else than a passphrase protects, such as a cloud's key service: refused when one is needed, and only then.</summary>
/// <param name="provider">The stack file's <c>secretsprovider</c>.</param>
/// <param name="stackFile">The stack file, for messages.</param>
public sealed class ForeignSecrets(string provider, string stackFile) : ISecretsProvider
{
    /// <inheritdoc />
    public string Type => "cloud";

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> State => ImmutableSortedDictionary<string, string>.Empty;

    /// <inheritdoc />
    /// <exception cref="PassphraseException">Always.</exception>
    public string Encrypt(string plaintext) => throw Refusal();

    /// <inheritdoc />
    /// <exception cref="PassphraseException">Always.</exception>
    public string Decrypt(string ciphertext) => throw Refusal();

    private PassphraseException Refusal() => new(
        $"{stackFile}: its secrets are protected by '{provider}', which only the Pulumi CLI can ask. "
        + "Use the Pulumi CLI for this stack, or change it with `pulumi stack change-secrets-provider passphrase`.");
}
