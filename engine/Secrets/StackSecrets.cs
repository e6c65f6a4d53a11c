using Infra.Engine.Projects;
using Infra.Engine.State;

namespace Infra.Engine.Secrets;

/// <summary>Picks what protects the secrets of a stack.</summary>
public static class StackSecrets
{
    /// <summary>What the stack file says: a passphrase unless it names another provider. Nothing is asked yet.</summary>
    /// <remarks>A stack file without an <c>encryptionsalt</c> gets one when something is first encrypted, before that is used.</remarks>
    public static ISecretsProvider For(StackFile file, PassphraseSource source)
    {
        var isPassphrase = file.SecretsProvider is null or "" or "passphrase" or "default" && file.EncryptedKey is null;
        return isPassphrase
            ? new PassphraseSecrets(source, file.Stack, file.DisplayPath, file.EncryptionSalt, file.SaveEncryptionSalt)
            : new ForeignSecrets(file.SecretsProvider ?? "encryptedkey", file.DisplayPath);
    }
}
