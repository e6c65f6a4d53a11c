using System.Collections.Immutable;

namespace Infra.Presentation;

/// <summary>Text in columns that the eye goes down.</summary>
internal static class Columns
{
    /// <summary>What is between two columns.</summary>
    public const string Gap = "   ";

    /// <summary>How wide each column has to be; there is a row at least.</summary>
    public static int[] Widths(IReadOnlyList<string[]> rows) => [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];

    /// <summary>A row. A column of no width is left out.</summary>
    public static string Line(string[] cells, int[] widths) =>
        string.Join(Gap, cells.Zip(widths).Where(cell => cell.Second > 0).Select(cell => cell.First.PadRight(cell.Second))).TrimEnd();

    /// <summary>Rows that are nobody else's, so that they are as wide as they have to be.</summary>
    public static void Write(ConsoleOutput output, IReadOnlyList<string[]> rows, string indent)
    {
        var widths = Widths(rows);
        foreach (var row in rows)
            output.Line(indent + Line(row, widths));
    }

    /// <summary>How far a rollout is: a row for each wave, and one for the clusters that none has.</summary>
    /// <param name="clusters">Of each cluster the wave that has it, counted from 1; null where none does.</param>
    /// <param name="waves">How many waves there are.</param>
    /// <param name="reached">How many of them are reached.</param>
    /// <param name="done">What a wave that is reached has.</param>
    /// <param name="kept">What clusters without a wave have.</param>
    public static ImmutableArray<string[]> OfWaves(ImmutableArray<int?> clusters, int waves, int reached, string done, string kept) =>
    [
        .. Enumerable.Range(1, waves)
            .Select(wave => new[] { $"wave {wave}", Counted.Of(clusters.Count(each => each == wave), wave == 1 ? "cluster" : "more cluster"), wave <= reached ? done : "waits" }),
        ["no wave", Counted.Of(clusters.Count(wave => wave is null), "cluster"), kept],
    ];
}
