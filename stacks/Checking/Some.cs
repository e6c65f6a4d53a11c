namespace Infra.Stacks.Checking;

/// <summary>Many names in the words of a message.</summary>
internal static class Some
{
    private const int Most = 5;

    /// <summary>The first few, and how many more there are.</summary>
    public static string Of(IReadOnlyCollection<string> names) =>
        names.Count <= Most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Most))} and {names.Count - Most} more";
}
