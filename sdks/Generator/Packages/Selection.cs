namespace Infra.Sdks.Generator.Packages;

/// <summary>
/// Which types of a package are generated, and the facts that a surface listing cannot show. Types that they refer to follow by
/// themselves.
/// </summary>
/// <remarks>
/// One type a line, by its name below the package's namespace; indented lines below it are facts: <c>aliases</c>,
/// <c>secret-outputs</c>, <c>replace-on-changes</c>, <c>secret-inputs</c>, <c>json-inputs</c>, <c>required</c>, <c>constant</c>, <c>default</c>, <c>environment</c>,
/// <c>value</c>, <c>summary</c>. <c>#</c> begins a comment.
/// </remarks>
internal sealed class Selection
{
    private readonly Dictionary<string, TypeFacts> _facts = new(StringComparer.Ordinal);
    private readonly string _source;

    private Selection(string source) => _source = source;

    /// <summary>The selected types in the order of the file.</summary>
    public IReadOnlyCollection<TypeFacts> Types => _facts.Values;

    /// <summary>The facts about a type; none if the file does not mention it.</summary>
    public TypeFacts Of(string typeName) => _facts.TryGetValue(typeName, out var facts) ? facts : new(typeName, 0);

    /// <summary>Reads a selection file.</summary>
    /// <exception cref="FormatException">A line is not understood; the message names file and line.</exception>
    public static Selection Load(string path)
    {
        var selection = new Selection(path);
        TypeFacts? current = null;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var text = line.Split('#')[0].TrimEnd();
            if (text.Length == 0)
                continue;
            if (text[0] != ' ')
            {
                current = new(text, number);
                if (!selection._facts.TryAdd(text, current))
                    throw selection.Error(number, $"{text} is selected twice");
                continue;
            }
            if (current is null)
                throw selection.Error(number, "a fact before the first type");
            selection.Add(current, text.Trim(), number);
        }
        return selection;
    }

    /// <summary>An error about a line of this file.</summary>
    public FormatException Error(int line, string message) => new($"{_source}:{line}: {message}.");

    private void Add(TypeFacts facts, string text, int line)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rest = words[1..];
        switch (words[0])
        {
            case "aliases":
                facts.Aliases.AddRange(rest);
                break;
            case "secret-outputs":
                facts.SecretOutputs.AddRange(rest);
                break;
            case "replace-on-changes":
                facts.ReplaceOnChanges.AddRange(rest);
                break;
            case "secret-inputs":
                facts.SecretInputs.UnionWith(rest);
                break;
            case "json-inputs":
                facts.JsonInputs.UnionWith(rest);
                break;
            case "required":
                facts.RequiredInputs.UnionWith(rest);
                break;
            case "constant" when rest.Length == 2:
                facts.Constants.Add(rest[0], rest[1]);
                break;
            case "default" when rest.Length == 2:
                facts.Defaults.Add(rest[0], rest[1]);
                break;
            case "environment" when rest.Length >= 3:
                facts.Environment.Add(rest[0], (rest[1], rest[2..]));
                break;
            case "value" when rest.Length == 2:
                facts.EnumValues.Add(rest[0], rest[1]);
                break;
            case "summary":
                facts.Summary = string.Join(' ', rest);
                break;
            default:
                throw Error(line, $"'{text}' is not a fact");
        }
    }
}
