using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Infra.Engine.Behaviors;

/// <summary>Names for what the program left unnamed: the logical name and eight hexadecimal digits.</summary>
/// <remarks>Pulumi draws the digits; here they come from the resource's identity, so that the same program always renders the same.</remarks>
internal static class AutoName
{
    private const int Digits = 8;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Makes the name.</summary>
    /// <param name="logicalName">The resource's name in the program.</param>
    /// <param name="identity">What the digits come from: a URN, and for a successor the name before.</param>
    public static string For(string logicalName, string identity) =>
        $"{logicalName}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..Digits]}";

    /// <summary>Whether a name could have been made for that resource.</summary>
    public static bool CouldBe(string name, string logicalName) =>
        name.Length == logicalName.Length + 1 + Digits
        && name.StartsWith(logicalName + "-", StringComparison.Ordinal)
        && name.AsSpan(logicalName.Length + 1).IndexOfAnyExcept(Hexadecimal) < 0;
}
