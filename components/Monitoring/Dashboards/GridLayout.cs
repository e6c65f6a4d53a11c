using System.Collections.Immutable;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>A place on the page.</summary>
/// <param name="X">The first column, from 0.</param>
/// <param name="Y">The first line, from 0.</param>
/// <param name="Width">In columns.</param>
/// <param name="Height">In lines.</param>
internal sealed record GridPosition(int X, int Y, int Width, int Height)
{
    /// <summary>Whether the two share any cell.</summary>
    public bool Overlaps(GridPosition other) =>
        X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
}

/// <summary>Where a row's heading and panels go.</summary>
/// <param name="Row">The row.</param>
/// <param name="Heading">Where its heading is.</param>
/// <param name="Panels">Where its panels are, in their order; of a collapsed row, where they would be.</param>
internal sealed record PlacedRow(Row Row, GridPosition Heading, ImmutableArray<GridPosition> Panels);

/// <summary>Places panels like words of a text: from left to right, a new line where the next one does not fit.</summary>
internal static class GridLayout
{
    /// <summary>How many columns a page of Grafana has.</summary>
    public const int Columns = 24;

    private const int HeadingHeight = 1;

    /// <summary>Places rows below each other.</summary>
    public static ImmutableArray<PlacedRow> Place(IEnumerable<Row> rows)
    {
        var placed = ImmutableArray.CreateBuilder<PlacedRow>();
        var y = 0;
        foreach (var row in rows)
        {
            var panels = Flow(row.Panels, y + HeadingHeight);
            placed.Add(new PlacedRow(row, new GridPosition(0, y, Columns, HeadingHeight), panels));
            // A collapsed row takes its heading only; Grafana moves what follows when it is opened.
            y = row.IsCollapsed || panels.IsEmpty ? y + HeadingHeight : panels.Max(panel => panel.Y + panel.Height);
        }

        return placed.ToImmutable();
    }

    private static ImmutableArray<GridPosition> Flow(ImmutableArray<Panel> panels, int top)
    {
        var placed = ImmutableArray.CreateBuilder<GridPosition>(panels.Length);
        var (x, y, height) = (0, top, 0);
        foreach (var panel in panels)
        {
            if (x + panel.Width > Columns)
                (x, y, height) = (0, y + height, 0);
            placed.Add(new GridPosition(x, y, panel.Width, panel.Height));
            (x, height) = (x + panel.Width, Math.Max(height, panel.Height));
        }

        return placed.MoveToImmutable();
    }
}
