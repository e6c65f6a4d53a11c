using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Sdks.Generator.Npm;

/// <summary>A member of a class or interface: a property.</summary>
/// <param name="Name">Its name, which is also the name on the wire.</param>
/// <param name="IsOptional">Whether it is marked with a question mark.</param>
/// <param name="Type">What it holds.</param>
internal sealed record TypeScriptMember(string Name, bool IsOptional, TypeScriptType Type);

/// <summary>What a declaration file (<c>.d.ts</c>) of a generated package declares.</summary>
internal sealed partial class TypeScriptDeclarations
{
    private readonly Dictionary<string, IReadOnlyList<TypeScriptMember>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<(string Name, string Value)>> _constants = new(StringComparer.Ordinal);

    private TypeScriptDeclarations()
    {
    }

    /// <summary>The properties of a class or interface, by its name with its namespace; null where it is not declared.</summary>
    public IReadOnlyList<TypeScriptMember>? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>The members of an enumeration, which is a constant object: name and text on the wire. Null where it is not declared.</summary>
    public IReadOnlyList<(string Name, string Value)>? FindConstants(string name) => _constants.GetValueOrDefault(name);

    /// <summary>Reads the lines of a file.</summary>
    public static TypeScriptDeclarations Parse(IEnumerable<string> lines)
    {
        var result = new TypeScriptDeclarations();
        var @namespace = "";
        using var rest = WithoutComments(lines).GetEnumerator();
        while (rest.MoveNext())
        {
            var line = rest.Current;
            if (NamespaceHeader().Match(line) is { Success: true } opened)
                @namespace = opened.Groups["name"].Value + ".";
            else if (line == "}")
                @namespace = "";
            else if (TypeHeader().Match(line) is { Success: true } type)
                result._types[@namespace + type.Groups["name"].Value] = ReadMembers(rest, Indentation(line));
            else if (ConstantHeader().Match(line) is { Success: true } constant)
                result._constants[@namespace + constant.Groups["name"].Value] = ReadConstants(rest, Indentation(line));
        }
        return result;
    }

    private static List<TypeScriptMember> ReadMembers(IEnumerator<string> lines, int indentation)
    {
        var members = new List<TypeScriptMember>();
        var end = new string(' ', indentation) + "}";
        var statement = new StringBuilder();
        while (lines.MoveNext() && lines.Current != end)
        {
            statement.Append(lines.Current).Append('\n');
            // A map takes three lines, and has a semicolon of its own in the middle.
            if (!lines.Current.EndsWith(';') || Indentation(lines.Current) > indentation + 4)
                continue;
            var property = Property().Match(statement.ToString().Trim());
            if (property.Success)
                members.Add(new(property.Groups["name"].Value, property.Groups["optional"].Success, TypeScriptType.Parse(property.Groups["type"].Value)));
            statement.Clear();
        }
        return members;
    }

    private static List<(string Name, string Value)> ReadConstants(IEnumerator<string> lines, int indentation)
    {
        var constants = new List<(string, string)>();
        var end = new string(' ', indentation) + "};";
        while (lines.MoveNext() && lines.Current != end)
        {
            if (Constant().Match(lines.Current) is { Success: true } constant)
                constants.Add((constant.Groups["name"].Value, constant.Groups["value"].Value));
        }
        return constants;
    }

    private static IEnumerable<string> WithoutComments(IEnumerable<string> lines)
    {
        var isComment = false;
        foreach (var line in lines)
        {
            var text = line.AsSpan().Trim();
            isComment |= text.StartsWith("/**", StringComparison.Ordinal);
            var isOutside = !isComment && !text.StartsWith("//", StringComparison.Ordinal);
            isComment &= !text.EndsWith("*/", StringComparison.Ordinal);
            if (isOutside && text.Length > 0)
                yield return line.TrimEnd();
        }
    }

    private static int Indentation(string line) => line.Length - line.AsSpan().TrimStart().Length;

    [GeneratedRegex(@"^export declare namespace (?<name>\w+) \{$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceHeader();

    [GeneratedRegex(@"^\s*(export )?(declare )?(class|interface) (?<name>\w+)( extends [\w.]+)? \{$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"^\s*(export )?(declare )?const (?<name>\w+): \{$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ConstantHeader();

    [GeneratedRegex(@"^(readonly )?(?<name>\w+)(?<optional>\?)?: (?<type>.*);$", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Property();

    [GeneratedRegex("""^\s*readonly (?<name>\w+): "(?<value>[^"]*)";$""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Constant();
}
