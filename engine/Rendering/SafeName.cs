using System.Security.Cryptography;
using System.Text;

namespace Infra.Engine.Rendering;

/// <summary>Names for files and folders that every file system takes, and that no two different texts share.</summary>
internal static class SafeName
{
    private const int MaxLength = 120;
    private const int Digits = 8;

    /// <summary>The text itself when it is a safe name; otherwise what is left of it, and digits made of it.</summary>
    public static string For(string text)
    {
        var safe = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var letter in text.Take(MaxLength))
        {
            var lower = char.ToLowerInvariant(letter);
            safe.Append(char.IsAsciiLetterLower(lower) || char.IsAsciiDigit(lower) || (lower is '.' or '-' or '_' && safe.Length > 0) ? lower : '-');
        }

        while (safe.Length > 0 && safe[^1] is '.' or '-')
            safe.Length--;
        while (safe.Length > 0 && safe[0] is '-' or '.' or '_')
            safe.Remove(0, 1);

        var name = safe.ToString();
        return name == text && name.Length > 0 ? name : $"{(name.Length == 0 ? "x" : name)}-{Hash(text)}";
    }

    /// <summary>Eight hexadecimal digits made of a text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
}
