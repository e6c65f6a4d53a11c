using System.Text.RegularExpressions;
using Infra.Sdks.Generator.Emission;
using Infra.Sdks.Generator.Surface;

namespace Infra.Sdks.Generator.Packages;

/// <summary>Generates the selected part of one package, and everything that part refers to.</summary>
internal sealed partial class PackageGenerator
{
    private readonly string _package;
    private readonly SurfaceListing _listing;
    private readonly Selection _selection;

    public PackageGenerator(string package, SurfaceListing listing, Selection selection)
    {
        _package = package;
        _listing = listing;
        _selection = selection;
    }

    /// <summary>The generated files: path below the folder Generated, with forward slashes, and content.</summary>
    /// <exception cref="FormatException">The selection names a type or property that the listing lacks.</exception>
    public SortedDictionary<string, string> Generate()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in Closure().GroupBy(FileOf, StringComparer.Ordinal))
        {
            var sections = group.OrderBy(type => type.FullName, StringComparer.Ordinal).ToLookup(type => type.Namespace, Emit, StringComparer.Ordinal);
            files.Add(group.Key, SourceFile.Compose(sections));
        }
        return files;
    }

    private string Emit(SurfaceType type)
    {
        var facts = _selection.Of(NameInPackage(type.FullName));
        var context = new EmissionContext(_package, type, facts, NameInPackage(type.FullName));
        CheckFacts(type, facts);
        if (type.HasAttribute("EnumType"))
            return EnumEmitter.Emit(context);
        if (type.HasAttribute("OutputType"))
            return OutputTypeEmitter.Emit(context, WireNamesOfInputs(type));
        if (type.ResourceToken is not null)
            return ResourceEmitter.Emit(context);
        if (type.FunctionToken is not null)
            return FunctionEmitter.Emit(context);
        if (type.Bases is "Pulumi.ResourceArgs" or "Pulumi.InvokeArgs")
            return ArgsEmitter.Emit(context);
        throw _selection.Error(facts.Line, $"{type.FullName} is neither resource, args, output type nor enumeration; write it by hand");
    }

    /// <summary>The selected types and all types that their members name, in ordinal order.</summary>
    private List<SurfaceType> Closure()
    {
        var found = new SortedDictionary<string, SurfaceType>(StringComparer.Ordinal);
        var open = new Stack<SurfaceType>();
        foreach (var facts in _selection.Types)
        {
            open.Push(_listing.Find($"{_package}.{facts.TypeName}")
                ?? throw _selection.Error(facts.Line, $"{_package} has no type {facts.TypeName}"));
        }
        while (open.TryPop(out var type))
        {
            if (!found.TryAdd(type.FullName, type))
                continue;
            foreach (Match name in TypeName().Matches(string.Join('\n', type.MemberLines)))
            {
                if (_listing.Find(name.Value) is { } referenced)
                    open.Push(referenced);
            }
        }
        return [.. found.Values];
    }

    private static string FileOf(SurfaceType type)
    {
        var parts = type.FullName.Split('.')[2..].Where(part => part is not ("Types" or "Inputs" or "Outputs")).ToArray();
        var path = string.Join('/', parts);
        return (path.EndsWith("Args", StringComparison.Ordinal) ? path[..^"Args".Length] : path) + ".cs";
    }

    private string NameInPackage(string fullName) => fullName[(_package.Length + 1)..];

    /// <summary>An output type shows no wire names; where its input twin does, they are the same.</summary>
    private Dictionary<string, string> WireNamesOfInputs(SurfaceType output)
    {
        var twin = _listing.Find(output.FullName.Replace(".Outputs.", ".Inputs.", StringComparison.Ordinal) + "Args");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in twin?.Properties ?? [])
        {
            if (property.WireName is { } wireName)
                names[property.Name] = wireName;
        }
        return names;
    }

    private void CheckFacts(SurfaceType type, TypeFacts facts)
    {
        var properties = type.Properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        string[] named = [.. facts.SecretInputs, .. facts.JsonInputs, .. facts.RequiredInputs, .. facts.Defaults.Keys, .. facts.Environment.Keys, .. facts.EnumValues.Keys];
        foreach (var name in named)
        {
            if (!properties.Contains(name))
                throw _selection.Error(facts.Line, $"{type.FullName} has no property {name}");
        }
    }

    [GeneratedRegex(@"Pulumi(?:\.\w+)+", RegexOptions.NonBacktracking)]
    private static partial Regex TypeName();
}
