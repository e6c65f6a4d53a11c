using System.Text.RegularExpressions;

namespace Infra.Components.Tests.Mesh;

/// <summary>Reads the few words of CEL that filters of access logs are written in, as Envoy's reader would: what is not of the language is refused.</summary>
/// <remarks>An attribute that a request does not have is an error. "Or" and "and" take an error only where the other side does not decide (cel-spec, "Logical operators").</remarks>
internal sealed partial class LogExpression
{
    private readonly Queue<string> _tokens;
    private readonly IReadOnlyDictionary<string, object> _attributes;

    private LogExpression(string text, IReadOnlyDictionary<string, object> attributes)
    {
        _attributes = attributes;
        _tokens = new(Token().Matches(text).Select(match => match.Value.Trim()));
        if (string.Concat(_tokens).Length != text.Replace(" ", "", StringComparison.Ordinal).Length)
            throw new FormatException($"not all of it is of the language: {text}");
    }

    /// <summary>Whether a request is written down: where the expression is true, and no error.</summary>
    public static bool Holds(string text, IReadOnlyDictionary<string, object> attributes)
    {
        var expression = new LogExpression(text, attributes);
        var value = expression.Or();
        return expression._tokens.Count == 0 ? value is true : throw new FormatException($"nothing should follow at: {string.Join(' ', expression._tokens)}");
    }

    // Null is an error.
    private object? Or()
    {
        var value = And();
        while (Takes("||"))
            value = And() is var other && (value is true || other is true) ? true : value is false && other is false ? false : null;
        return value;
    }

    private object? And()
    {
        var value = Comparison();
        while (Takes("&&"))
            value = Comparison() is var other && (value is false || other is false) ? false : value is true && other is true ? true : null;
        return value;
    }

    private object? Comparison()
    {
        var left = Operand();
        if (!_tokens.TryPeek(out var sign) || sign is not (">=" or ">" or "!=" or "=="))
            return left;
        _tokens.Dequeue();
        var right = Operand();
        if (left is not int one || right is not int two)
            return null;
        return sign switch { ">=" => one >= two, ">" => one > two, "!=" => one != two, _ => one == two };
    }

    private object? Operand()
    {
        var token = _tokens.Dequeue();
        if (token == "true")
            return true;
        if (int.TryParse(token, out var number))
            return number;
        if (!Name().IsMatch(token))
            throw new FormatException($"'{token}' is no operand");
        if (Takes("["))
        {
            token = $"{token}[{_tokens.Dequeue().Trim('\'')}]";
            Expect("]");
        }

        if (!Takes(".startsWith"))
            return _attributes.GetValueOrDefault(token);
        Expect("(");
        var start = _tokens.Dequeue().Trim('\'');
        Expect(")");
        return (_attributes.GetValueOrDefault(token) as string)?.StartsWith(start, StringComparison.Ordinal);
    }

    private void Expect(string sign)
    {
        if (!Takes(sign))
            throw new FormatException($"'{sign}' is missing");
    }

    private bool Takes(string sign) => _tokens.TryPeek(out var next) && next == sign && _tokens.Dequeue() is not null;

    [GeneratedRegex(@"\s*(?:\|\||&&|>=|!=|==|>|\[|\]|\(|\)|'[^']*'|\.startsWith|[a-z_]+(?:\.(?!startsWith)[a-z_]+)*|[0-9]+)", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"^(?:request|response)(?:\.[a-z_]+)+$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
