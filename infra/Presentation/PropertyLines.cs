using System.Globalization;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Infra.Engine.Planning;
using Infra.Engine.Values;

namespace Infra.Presentation;

/// <summary>The properties of a step, one line each, with secrets masked.</summary>
internal static class PropertyLines
{
    private const int LongestValue = 160;

    /// <summary>One property.</summary>
    /// <param name="Kind">Whether it is new, gone or changed; null for an unchanged line beside a change.</param>
    /// <param name="Text">Its path and values.</param>
    public sealed record Line(DifferenceKind? Kind, string Text);

    /// <summary>What changes: the differences of an update, every input of a new resource.</summary>
    public static IEnumerable<Line> Of(PlanStep step) => step.Kind switch
    {
        StepKind.Create or StepKind.Import => Leaves(PropertyPath.Root, step.New!.Inputs)
            .Select(leaf => new Line(DifferenceKind.Added, $"{leaf.Path}: {Shorten(leaf.Value)}")),
        StepKind.Delete or StepKind.Forget or StepKind.Same or StepKind.Read => [],
        _ => step.Differences.Where(difference => !difference.IsHidden).SelectMany(Describe),
    };

    /// <summary>What changes between two sets of stack outputs.</summary>
    public static IEnumerable<Line> OfOutputs(PropertyMap old, PropertyMap current)
    {
        foreach (var name in old.Names.Union(current.Names, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (before, after) = (old[name], current[name]);
            if (Equals(before, after))
                continue;

            var path = PropertyPath.Root.Then(name);
            foreach (var line in Describe(new PropertyDifference(path, KindOf(before, after), before, after)))
                yield return line;
        }
    }

    private static DifferenceKind KindOf(PropertyValue? before, PropertyValue? after) =>
        before is null ? DifferenceKind.Added : after is null ? DifferenceKind.Removed : DifferenceKind.Changed;

    private static IEnumerable<Line> Describe(PropertyDifference difference) =>
        difference is { Old: StringValue { Value: var old }, New: StringValue { Value: var current } } && (old.Contains('\n') || current.Contains('\n'))
            ? DescribeText(difference, old, current)
            : [DescribeValue(difference)];

    // A text of many lines, such as a file in a ConfigMap: the lines that change, each with the line before and after it.
    private static IEnumerable<Line> DescribeText(PropertyDifference difference, string old, string current)
    {
        yield return new Line(DifferenceKind.Changed, $"{difference.Path}:{ForcedOf(difference)}");
        var lines = InlineDiffBuilder.Diff(old, current).Lines;
        for (var index = 0; index < lines.Count; index++)
        {
            var isNearChange = Enumerable.Range(index - 1, 3).Any(near => near >= 0 && near < lines.Count && lines[near].Type != ChangeType.Unchanged);
            if (!isNearChange)
                continue;

            yield return lines[index].Type switch
            {
                ChangeType.Inserted => new Line(DifferenceKind.Added, $"  {lines[index].Text}"),
                ChangeType.Deleted => new Line(DifferenceKind.Removed, $"  {lines[index].Text}"),
                _ => new Line(Kind: null, $"  {lines[index].Text}"),
            };
        }
    }

    private static string ForcedOf(PropertyDifference difference) => difference.ForcesReplacement ? "   (forces replacement)" : "";

    private static Line DescribeValue(PropertyDifference difference)
    {
        var forced = ForcedOf(difference);
        return new Line(difference.Kind, difference.Kind switch
        {
            DifferenceKind.Added => $"{difference.Path}: {Shorten(difference.New!)}{forced}",
            DifferenceKind.Removed => $"{difference.Path}: {Shorten(difference.Old!)}{forced}",
            _ => $"{difference.Path}: {Shorten(difference.Old!)} => {Shorten(difference.New!)}{forced}",
        });
    }

    private static IEnumerable<(PropertyPath Path, PropertyValue Value)> Leaves(PropertyPath path, PropertyValue value) => value switch
    {
        PropertyMap { Count: > 0 } map => map.SelectMany(entry => Leaves(path.Then(entry.Key), entry.Value)),
        ListValue { Items.Length: > 0 } list => list.Items.SelectMany((item, index) => Leaves(path.Then(index), item)),
        PropertyMap when path.Segments.IsEmpty => [],
        _ => [(path, value)],
    };

    private static string Shorten(PropertyValue value)
    {
        var text = ValueText.Of(value);
        return text.Length <= LongestValue
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, LongestValue)}… ({text.Length} characters)");
    }
}
