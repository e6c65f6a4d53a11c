namespace Infra.Presentation;

/// <summary>How a value of an enumeration is written: as its name, with a small first letter.</summary>
internal static class EnumWord
{
    /// <summary>The word.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => $"{value}" is var word ? $"{char.ToLowerInvariant(word[0])}{word[1..]}" : "";
}
