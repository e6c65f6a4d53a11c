namespace Infra.Presentation;

/// <summary>Numbers of things, as people say them.</summary>
internal static class Counted
{
    /// <summary><c>1 cluster</c>, <c>2 clusters</c>.</summary>
    public static string Of(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
