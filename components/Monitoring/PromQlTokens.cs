using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <summary>Walks through an expression of PromQL, piece by piece.</summary>
internal sealed class PromQlTokens(string text)
{
    private int _at;

    /// <summary>Whether a piece is a name (and no number, sign or text).</summary>
    public static bool IsName(string token) => IsStart(token[0]);

    /// <summary>The next name, number or sign; null at the end. Texts, comments and ranges in brackets are passed over.</summary>
    public string? Next()
    {
        while (SkipBlank())
        {
            var start = _at;
            switch (text[_at])
            {
                case '"' or '\'' or '`':
                    SkipText();
                    continue;
                case '[':
                    Skip('[', ']');
                    continue;
                case '$':
                    // A place of Grafana, `$name` or `${name}`.
                    _at++;
                    if (_at < text.Length && text[_at] == '{')
                        Skip('{', '}');
                    else
                        SkipWord();
                    continue;
                case var first when IsStart(first) || char.IsAsciiDigit(first):
                    SkipWord();
                    return text[start.._at];
                default:
                    return text[_at++].ToString();
            }
        }

        return null;
    }

    /// <summary>The sign that comes next.</summary>
    public char? Peek() => SkipBlank() ? text[_at] : null;

    /// <summary>What stands in braces, whose opening was just read: the labels' names, and the metric's where a label names it.</summary>
    public (ImmutableArray<string> Labels, string? Name) Braces()
    {
        var labels = ImmutableArray.CreateBuilder<string>();
        string? name = null;
        while (SkipBlank() && text[_at] != '}')
        {
            if (IsStart(text[_at]))
            {
                var label = Word();
                var operation = Peek();
                while (Peek() is '=' or '!' or '~')
                    _at++;
                if (Peek() is '"' or '\'' or '`')
                {
                    var value = Text();
                    if (label != "__name__")
                        labels.Add(label);
                    else if (operation == '=')
                        name = value;
                }
            }
            else
            {
                _at++;
            }
        }

        _at++;
        return (labels.ToImmutable(), name);
    }

    /// <summary>Passes over what is between two signs, the first of which comes next, with all that is nested in it.</summary>
    public void Skip(char open, char close)
    {
        var depth = 0;
        while (SkipBlank())
        {
            if (text[_at] is '"' or '\'' or '`')
            {
                SkipText();
                continue;
            }

            depth += text[_at] == open ? 1 : text[_at] == close ? -1 : 0;
            _at++;
            if (depth == 0)
                return;
        }
    }

    private static bool IsStart(char sign) => char.IsAsciiLetter(sign) || sign is '_' or ':';

    private string Word()
    {
        var start = _at;
        SkipWord();
        return text[start.._at];
    }

    private void SkipWord()
    {
        while (_at < text.Length && (IsStart(text[_at]) || char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
            _at++;
    }

    private string Text()
    {
        var start = _at + 1;
        SkipText();
        return text[start..(_at - 1)];
    }

    private void SkipText()
    {
        var quote = text[_at++];
        while (_at < text.Length && text[_at] != quote)
            _at += text[_at] == '\\' && quote != '`' ? 2 : 1;
        _at = Math.Min(_at + 1, text.Length);
    }

    private bool SkipBlank()
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] == '#'))
        {
            if (text[_at] == '#')
            {
                while (_at < text.Length && text[_at] != '\n')
                    _at++;
            }
            else
            {
                _at++;
            }
        }

        return _at < text.Length;
    }
}
