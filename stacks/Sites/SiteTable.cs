using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Stacks.Sites;

/// <summary>A table of sites, as spreadsheets write it: the first row names the columns, each further one is a site.</summary>
/// <param name="Sites">The sites.</param>
/// <param name="Problems">What is wrong with the table.</param>
public sealed record SiteTable(ImmutableArray<SiteRequest> Sites, ImmutableArray<string> Problems)
{
    private const string NameColumn = "name";

    /// <summary>Reads a table.</summary>
    /// <param name="text">Its text: values between commas, in double quotes where they hold some.</param>
    /// <param name="file">The file's name in messages.</param>
    public static SiteTable Parse(string text, string file)
    {
        var read = CsvText.Rows(text).ToList();
        var problems = read.Where(row => row.Problem is not null).Select(row => $"{file}:{row.Line}: {row.Problem}").ToList();
        if (read.Where(row => row.Problem is null).ToList() is not [(var headerLine, var header, _), .. var body])
            return new SiteTable([], problems.Count > 0 ? [.. problems] : [$"{file}:1: the table is empty; the first row names the columns: name,class,region"]);

        var columns = header;
        if (!columns.Contains(NameColumn, StringComparer.Ordinal))
            problems.Add($"{file}:{headerLine}: there is no column '{NameColumn}'; the first row names the columns: name,class,region,labels.goods");
        problems.AddRange(columns.Index().Where(column => column.Item.Length == 0).Select(column => $"{file}:{headerLine}: column {column.Index + 1} has no name"));
        problems.AddRange(columns.Where(column => column.Length > 0).CountBy(column => column, StringComparer.Ordinal).Where(column => column.Value > 1)
            .Select(column => $"{file}:{headerLine}: there are {column.Value} columns '{column.Key}'"));
        problems.AddRange(body.Where(row => row.Cells.Length != columns.Length)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{file}:{row.Line}: the row has {row.Cells.Length} values; the first row names {columns.Length} columns")));
        return problems.Count > 0 ? new SiteTable([], [.. problems]) : new SiteTable([.. body.Select(row => Site($"{file}:{row.Line}", columns, row.Cells))], []);
    }

    private static SiteRequest Site(string origin, ImmutableArray<string> columns, ImmutableArray<string> cells)
    {
        return new SiteRequest(Cell(NameColumn) ?? "")
        {
            Origin = origin,
            Class = Cell("class"),
            Region = Cell("region"),
            Group = Cell("group"),
            Values = [.. columns.Zip(cells, KeyValuePair.Create).Where(cell => cell.Key is not (NameColumn or "class" or "region" or "group") && cell.Value.Length > 0)],
        };

        // An empty cell says nothing.
        string? Cell(string column) => columns.IndexOf(column) is >= 0 and var index && cells[index].Length > 0 ? cells[index] : null;
    }
}
