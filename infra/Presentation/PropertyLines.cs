using System.Globalization;
using Infra.Engine.Planning;
using Infra.Engine.Values;

namespace Infra.Presentation;

/// <summary>The properties of a step, one line each, with secrets masked.</summary>
internal static class PropertyLines
{
    private const int LongestValue = 160;

    /// <summary>One property.</summary>
    /// <param name="Kind">Whether it is new, gone or changed.</param>
    /// <param name="Text">Its path and values.</param>
    public sealed record Line(DifferenceKind Kind, string Text);

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

    private static IEnumerable<Line> Describe(PropertyDifference difference)
    {
        var forced = difference.ForcesReplacement ? "   (forces replacement)" : "";
        yield return new Line(difference.Kind, difference.Kind switch
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
