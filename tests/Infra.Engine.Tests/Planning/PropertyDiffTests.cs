using CsCheck;
using Infra.Engine.Planning;
using Infra.Engine.Tests.Values;
using Infra.Engine.Values;
using Xunit;

namespace Infra.Engine.Tests.Planning;

public sealed class PropertyDiffTests
{
    [Fact]
    public void Differences_are_told_at_their_innermost_place_in_order()
    {
        var old = V.Map(("a", V.Map(("x", V.N(1)), ("y", V.N(2)))), ("gone", V.S("g")), ("list", V.L(V.N(1), V.N(2), V.N(3))));
        var @new = V.Map(("a", V.Map(("x", V.N(1)), ("y", V.N(3)), ("z.z", V.B(true)))), ("list", V.L(V.N(1), V.N(5))));

        Assert.Equal(
            ["~ a.y: 2 => 3", "+ a[\"z.z\"]: true", "- gone: \"g\"", "~ list[1]: 2 => 5", "- list[2]: 3"],
            PropertyDiff.Between(old, @new).Select(difference => difference.ToString()));
    }

    [Fact]
    public void A_secret_is_compared_as_a_whole_and_masked()
    {
        var difference = Assert.Single(PropertyDiff.Between(
            V.Map(("s", V.Secret(V.Map(("user", V.S("root")), ("password", V.S("old")))))),
            V.Map(("s", V.Secret(V.Map(("user", V.S("root")), ("password", V.S("new"))))))));

        Assert.Equal("~ s: [secret] => [secret]", difference.ToString());
    }

    [Fact]
    public void A_value_that_was_secret_stays_masked_when_it_is_no_more() =>
        Assert.Equal("~ s: [secret] => [secret]", Assert.Single(PropertyDiff.Between(V.Map(("s", V.Secret(V.S("a")))), V.Map(("s", V.S("b"))))).ToString());

    [Fact]
    public void Becoming_secret_is_no_difference() =>
        Assert.Empty(PropertyDiff.Between(V.Map(("s", V.Map(("k", V.S("a"))))), V.Map(("s", V.Secret(V.Map(("k", V.Secret(V.S("a")))))))));

    [Fact]
    public void An_unknown_differs_from_what_was_known_and_not_from_itself()
    {
        Assert.Equal("~ v: 1 => [unknown]", Assert.Single(PropertyDiff.Between(V.Map(("v", V.N(1))), V.Map(("v", V.Unknown)))).ToString());
        Assert.Empty(PropertyDiff.Between(V.Map(("v", V.Unknown)), V.Map(("v", V.Unknown))));
    }

    [Fact]
    public void Applying_the_differences_of_any_two_values_to_the_first_gives_the_second() =>
        Gen.Select(RandomValues.Map, RandomValues.Map).Sample((old, @new) =>
        {
            var differences = PropertyDiff.Between(old, @new).ToLookup(difference => difference.Kind == DifferenceKind.Removed);
            PropertyValue changed = old;

            // Removals from the end, so that the indices of what is removed from a list still hold.
            foreach (var difference in differences[true].Reverse().Concat(differences[false]))
                changed = Apply(changed, difference.Path.Segments.AsSpan(), difference.New);

            return changed.Equals(@new);
        });

    [Fact]
    public void Nothing_differs_from_itself() => RandomValues.Map.Sample(map => PropertyDiff.Between(map, RandomValues.Copy(map)).IsEmpty);

    private static PropertyValue Apply(PropertyValue value, ReadOnlySpan<PropertyPath.Segment> path, PropertyValue? @new)
    {
        var first = path[0];
        if (value is PropertyMap map)
        {
            var changed = path.Length == 1 ? @new : Apply(map[first.Name!]!, path[1..], @new);
            return changed is null ? map.Without(first.Name!) : map.With(first.Name!, changed);
        }

        var items = ((ListValue)value).Items;
        if (path.Length > 1)
            return new ListValue(items.SetItem(first.Index, Apply(items[first.Index], path[1..], @new)));
        if (@new is null)
            return new ListValue(items.RemoveAt(first.Index));

        return first.Index < items.Length ? new ListValue(items.SetItem(first.Index, @new)) : new ListValue(items.Add(@new));
    }
}
