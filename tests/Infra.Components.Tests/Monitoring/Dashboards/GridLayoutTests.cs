using System.Collections.Immutable;
using CsCheck;
using Infra.Components.Monitoring.Dashboards;
using Xunit;

namespace Infra.Components.Tests.Monitoring.Dashboards;

public sealed class GridLayoutTests
{
    private static readonly Gen<Row> AnyRow =
        from sizes in Gen.Select(Gen.Int[1, 24], Gen.Int[1, 20]).Array[0, 8]
        from isCollapsed in Gen.Bool
        select new Row("Row", [.. sizes.Select(size => Panel(size.Item1, size.Item2))]) { IsCollapsed = isCollapsed };

    [Fact]
    public void Nothing_that_is_shown_overlaps_or_leaves_the_page() => AnyRow.Array[0, 6].Sample(rows =>
    {
        var places = GridLayout.Place(rows).SelectMany(row => row.Row.IsCollapsed ? [row.Heading] : row.Panels.Insert(0, row.Heading)).ToArray();

        return places.All(place => place.X >= 0 && place.X + place.Width <= GridLayout.Columns)
            && !places.Where((place, index) => places[..index].Any(place.Overlaps)).Any();
    });

    [Fact]
    public void Panels_keep_their_order_and_size() => AnyRow.Sample(row =>
    {
        var places = GridLayout.Place([row])[0].Panels;

        return places.Select(place => (place.Width, place.Height)).SequenceEqual(row.Panels.Select(panel => (panel.Width, panel.Height)))
            && places.SequenceEqual(places.OrderBy(place => place.Y).ThenBy(place => place.X));
    });

    [Fact]
    public void The_panels_of_an_opened_row_do_not_overlap_either() => AnyRow.Sample(row =>
    {
        var places = GridLayout.Place([row])[0].Panels;

        return !places.Where((place, index) => places[..index].Any(place.Overlaps)).Any();
    });

    [Fact]
    public void A_collapsed_row_takes_one_line()
    {
        var rows = GridLayout.Place([new Row("First", Panel(12, 8)) { IsCollapsed = true }, new Row("Second", Panel(12, 8))]);

        Assert.Equal([0, 1], rows.Select(row => row.Heading.Y));
    }

    private static TimeSeriesPanel Panel(int width, int height) => new("Panel", "A panel.", Unit.Count, new Target("up")) { Width = width, Height = height };
}
