using System.Security.Cryptography;
using System.Text;

namespace Infra.Engine.Secrets;

/// <summary>Pulumi's passphrase encryption under one key: AES-256-GCM, written <c>v1:nonce:ciphertext+tag</c> in base64.</summary>
internal sealed class PassphraseCipher : IDisposable
{
    private const string Version = "v1";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Iterations = 1_000_000;

    private readonly AesGcm _aes;

    private PassphraseCipher(AesGcm aes) => _aes = aes;

    /// <summary>How many bytes of salt a key is made with.</summary>
    public const int SaltBytes = 8;

    /// <summary>Derives the key. Slow on purpose: keep the result.</summary>
    public static PassphraseCipher Derive(string passphrase, ReadOnlySpan<byte> salt)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        var secret = Encoding.UTF8.GetBytes(passphrase);
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(secret, salt, key, Iterations, HashAlgorithmName.SHA256);
            return new PassphraseCipher(new AesGcm(key, TagBytes));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public string Encrypt(string plaintext)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var text = Encoding.UTF8.GetBytes(plaintext);
        var sealedText = new byte[text.Length + TagBytes];
        _aes.Encrypt(nonce, text, sealedText.AsSpan(0, text.Length), sealedText.AsSpan(text.Length));
        CryptographicOperations.ZeroMemory(text);
        return $"{Version}:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedText)}";
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> made.</summary>
    /// <exception cref="FormatException">It does not have the form of a ciphertext.</exception>
    /// <exception cref="CryptographicException">It was not encrypted with this key, or was changed since.</exception>
    public string Decrypt(string ciphertext)
    {
        var parts = ciphertext.Split(':');
        if (parts.Length != 3 || parts[0] != Version)
            throw new FormatException("it does not read 'v1:nonce:ciphertext'");

        var nonce = Convert.FromBase64String(parts[1]);
        var sealedText = Convert.FromBase64String(parts[2]);
        if (nonce.Length != NonceBytes || sealedText.Length < TagBytes)
            throw new FormatException("its nonce or its tag is too short");

        var text = new byte[sealedText.Length - TagBytes];
        _aes.Decrypt(nonce, sealedText.AsSpan(0, text.Length), sealedText.AsSpan(text.Length), text);
        var plaintext = Encoding.UTF8.GetString(text);
        CryptographicOperations.ZeroMemory(text);
        return plaintext;
    }

    public void Dispose() => _aes.Dispose();
}
