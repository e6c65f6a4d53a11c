using System.Collections.Immutable;
using System.Text;

namespace Infra.Stacks.Sites;

/// <summary>Reads comma-separated values (RFC 4180) in one pass, so that a file of nothing but quotes takes no longer than any other.</summary>
/// <remarks>.NET's own TextFieldParser takes time by the square of what follows a quote that nobody closed.</remarks>
internal sealed class CsvText
{
    private readonly string _text;
    private int _at;
    private int _line = 1;

    private CsvText(string text) => _text = text;

    private bool IsEnd => _at >= _text.Length;

    private bool IsLineEnd => IsEnd || _text[_at] is '\n' or '\r';

    /// <summary>The rows that hold anything, in order.</summary>
    public static IEnumerable<CsvRow> Rows(string text)
    {
        var reader = new CsvText(text);
        while (!reader.IsEnd)
        {
            var row = reader.ReadRow();
            if (row.Problem is not null || row.Cells is not [""])
                yield return row;
        }
    }

    private CsvRow ReadRow()
    {
        var line = _line;
        var cells = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            if (ReadCell() is not { } cell)
            {
                SkipLine();
                return new CsvRow(line, [], "a double quote is not closed, or something stands behind it before the next comma");
            }

            cells.Add(cell);
            if (IsLineEnd)
                break;
            _at++; // The comma.
        }

        SkipLine();
        return new CsvRow(line, cells.ToImmutable(), null);
    }

    // Blanks around a value are not part of it; those inside quotes are. Null when the quotes are wrong.
    private string? ReadCell()
    {
        SkipBlanks();
        if (IsLineEnd || _text[_at] != '"')
        {
            var start = _at;
            while (!IsLineEnd && _text[_at] != ',')
                _at++;
            return _text[start.._at].TrimEnd();
        }

        var value = new StringBuilder();
        for (_at++; !IsEnd; _at++)
        {
            if (_text[_at] == '\n')
                _line++;
            if (_text[_at] != '"')
            {
                value.Append(_text[_at]);
            }
            else if (_at + 1 < _text.Length && _text[_at + 1] == '"')
            {
                value.Append('"');
                _at++;
            }
            else
            {
                _at++;
                SkipBlanks();
                return IsLineEnd || _text[_at] == ',' ? value.ToString() : null;
            }
        }

        return null;
    }

    private void SkipBlanks()
    {
        while (!IsLineEnd && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private void SkipLine()
    {
        while (!IsLineEnd)
            _at++;
        if (IsEnd)
            return;
        _at += _text[_at] == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n' ? 2 : 1;
        _line++;
    }
}

/// <summary>A row of comma-separated values.</summary>
/// <param name="Line">The line that it begins in.</param>
/// <param name="Cells">Its values; none when there is a problem.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
internal sealed record CsvRow(int Line, ImmutableArray<string> Cells, string? Problem);
