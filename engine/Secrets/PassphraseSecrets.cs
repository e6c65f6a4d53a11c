using System.Collections.Immutable;
using System.Security.Cryptography;
using Infra.Engine.State;

namespace Infra.Engine.Secrets;

/// <summary>Pulumi's passphrase scheme, so that what we encrypt the Pulumi CLI decrypts, and the other way round.</summary>
/// <remarks>The key is derived once, at the first secret.</remarks>
public sealed class PassphraseSecrets : ISecretsProvider, IDisposable
{
    private const string CheckText = "pulumi";

    private readonly PassphraseSource _source;
    private readonly string _stack;
    private readonly string _stackFile;
    private readonly Action<string> _keepNewSalt;
    private readonly Lock _lock = new();
    private string? _salt;
    private PassphraseCipher? _cipher;

    /// <summary>Makes a provider that has asked for nothing yet.</summary>
    /// <param name="source">Where the passphrase comes from.</param>
    /// <param name="stack">The stack, for messages.</param>
    /// <param name="stackFile">The file that holds the salt, for messages.</param>
    /// <param name="salt">The <c>encryptionsalt</c>; null to make one when something is first encrypted.</param>
    /// <param name="keepNewSalt">Told a salt that was made, before anything is encrypted under it.</param>
    public PassphraseSecrets(PassphraseSource source, string stack, string stackFile, string? salt, Action<string> keepNewSalt) =>
        (_source, _stack, _stackFile, _salt, _keepNewSalt) = (source, stack, stackFile, salt, keepNewSalt);

    /// <inheritdoc />
    public string Type => "passphrase";

    /// <summary>The salt; asking for it makes one when there is none yet.</summary>
    /// <exception cref="PassphraseException">One has to be made, and there is no passphrase.</exception>
    public IReadOnlyDictionary<string, string> State
    {
        get
        {
            lock (_lock)
            {
                if (_salt is null)
                    _ = Cipher();

                return ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("salt", _salt!);
            }
        }
    }

    /// <inheritdoc />
    /// <exception cref="PassphraseException">The passphrase is missing or wrong.</exception>
    public string Encrypt(string plaintext)
    {
        lock (_lock)
        {
            return Cipher().Encrypt(plaintext);
        }
    }

    /// <inheritdoc />
    /// <exception cref="PassphraseException">The passphrase is missing or wrong, or the text was not encrypted with it.</exception>
    public string Decrypt(string ciphertext)
    {
        lock (_lock)
        {
            return Decrypt(Cipher(), ciphertext);
        }
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _cipher?.Dispose();

    private string Decrypt(PassphraseCipher cipher, string ciphertext)
    {
        try
        {
            return cipher.Decrypt(ciphertext);
        }
        catch (FormatException e)
        {
            throw new PassphraseException($"Stack '{_stack}' has a secret that is damaged: {e.Message}.", e);
        }
        catch (CryptographicException e)
        {
            throw new PassphraseException(
                $"Stack '{_stack}' has a secret that its passphrase does not decrypt: it was changed, or encrypted under another encryptionsalt than that of {_stackFile}.", e);
        }
    }

    private PassphraseCipher Cipher() => _cipher ??= _salt is null ? WithNewSalt() : WithSalt(_salt);

    private PassphraseCipher WithNewSalt()
    {
        var passphrase = _source.Choose(_stack);
        var salt = RandomNumberGenerator.GetBytes(PassphraseCipher.SaltBytes);
        var cipher = PassphraseCipher.Derive(passphrase.Text, salt);
        var text = $"v1:{Convert.ToBase64String(salt)}:{cipher.Encrypt(CheckText)}";
        _keepNewSalt(text);
        _salt = text;
        return cipher;
    }

    private PassphraseCipher WithSalt(string text)
    {
        // v1:salt:v1:nonce:ciphertext; the tail is the check text under the key that the salt makes.
        var parts = text.Split(':', 3);
        byte[] salt;
        try
        {
            salt = parts is ["v1", _, _] ? Convert.FromBase64String(parts[1]) : throw new FormatException("it does not read 'v1:salt:v1:nonce:ciphertext'");
        }
        catch (FormatException e)
        {
            throw new PassphraseException($"{_stackFile}: the encryptionsalt is damaged: {e.Message}.", e);
        }

        var passphrase = _source.Read(_stack);
        var cipher = PassphraseCipher.Derive(passphrase.Text, salt);
        try
        {
            if (cipher.Decrypt(parts[2]) == CheckText)
                return cipher;
        }
        catch (CryptographicException)
        {
            // Told below: the usual reason is a wrong passphrase.
        }
        catch (FormatException e)
        {
            cipher.Dispose();
            throw new PassphraseException($"{_stackFile}: the encryptionsalt is damaged: {e.Message}.", e);
        }

        cipher.Dispose();
        throw new PassphraseException($"Incorrect passphrase for stack '{_stack}': {passphrase.Origin} does not match the encryptionsalt of {_stackFile}.");
    }
}
