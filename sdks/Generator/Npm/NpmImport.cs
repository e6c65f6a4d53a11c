using Infra.Sdks.Generator.Packages;
using Infra.Sdks.Generator.Surface;

namespace Infra.Sdks.Generator.Npm;

/// <summary>Writes the surface listing of a package from its npm package: what is selected, and all types that it names.</summary>
/// <remarks>The two surfaces are made from one schema, so that names, types and tokens of one follow from the other.</remarks>
internal sealed class NpmImport
{
    private readonly string _package;
    private readonly NpmPackage _npm;
    private readonly TypeTranslator _types;
    private readonly SortedDictionary<string, List<string>> _blocks = new(StringComparer.Ordinal);

    private NpmImport(string package, NpmPackage npm)
    {
        _package = package;
        _npm = npm;
        _types = new(package);
    }

    /// <summary>The lines of the listing.</summary>
    /// <param name="package">The package's namespace: <c>Pulumi.Aws</c>.</param>
    /// <param name="npm">The npm package.</param>
    /// <param name="selection">The selection; resources and functions are looked up, other types follow from them.</param>
    /// <param name="present">Types that are listed elsewhere.</param>
    public static IEnumerable<string> Listing(string package, NpmPackage npm, Selection selection, SurfaceListing present)
    {
        var import = new NpmImport(package, npm);
        foreach (var name in selection.Types.Select(facts => facts.TypeName).Where(name => present.Find($"{package}.{name}") is null && IsRoot(name)))
            import.Add(name);
        import.AddNested();
        return import._blocks.SelectMany(block => block.Value.Prepend(block.Key));
    }

    private static bool IsRoot(string name) => !name.EndsWith("Args", StringComparison.Ordinal) && !name.Split('.').Any(part => part is "Inputs" or "Outputs");

    private void Add(string name)
    {
        var module = _npm.Find(name);
        if (name[(name.LastIndexOf('.') + 1)..].StartsWith("Get", StringComparison.Ordinal))
            AddFunction(name, module);
        else
            AddResource(name, module);
    }

    private void AddResource(string name, NpmModule module)
    {
        var shortName = name[(name.LastIndexOf('.') + 1)..];
        var fullName = $"{_package}.{name}";
        var inputs = Require(module.Declarations, shortName + "Args");
        var attribute = _package[(_package.LastIndexOf('.') + 1)..] + "ResourceType";
        var lines = new List<string>();
        foreach (var output in Require(module.Declarations, shortName))
        {
            if (output.Type is not TypeScriptType.Named { Name: "pulumi.Output", Arguments: [var type] })
                throw new FormatException($"{name}.{output.Name} is no output.");
            var reported = _types.Reported(type, isOptional: false, NestedUse.Output, "int");
            lines.Add($"Pulumi.Output<{reported}> {NpmNames.Property(name, output.Name)} {{ get; private set; }} [Output(\"{output.Name}\")]");
        }
        lines.Add($"new(string name, {fullName}Args{(inputs.All(input => input.IsOptional) ? "? args = default" : " args")}, Pulumi.CustomResourceOptions? options = default)");
        Block($"class {fullName} : Pulumi.CustomResource [{attribute}(\"{module.Token}\")]", lines);
        AddInputs(name, fullName + "Args", "Pulumi.ResourceArgs", inputs, input => _types.Input(input, NestedUse.Args, "int"));
    }

    private void AddFunction(string name, NpmModule module)
    {
        var shortName = name[(name.LastIndexOf('.') + 1)..];
        var fullName = $"{_package}.{name}";
        var inputs = Require(module.Declarations, shortName + "Args");
        var args = inputs.All(input => input.IsOptional) ? "? args = default" : " args";
        Block($"static class {fullName} [Function(\"{module.Token}\")]",
        [
            $"static Pulumi.Output<{fullName}Result> Invoke({fullName}InvokeArgs args, Pulumi.InvokeOutputOptions options)",
            $"static Pulumi.Output<{fullName}Result> Invoke({fullName}InvokeArgs{args}, Pulumi.InvokeOptions? options = default)",
            $"static System.Threading.Tasks.Task<{fullName}Result> InvokeAsync({fullName}Args{args}, Pulumi.InvokeOptions? options = default)",
        ]);
        AddInputs(name, fullName + "Args", "Pulumi.InvokeArgs", inputs, input => _types.Plain(input, NestedUse.InvokeArgs, "int"));
        AddInputs(name, fullName + "InvokeArgs", "Pulumi.InvokeArgs", Require(module.Declarations, shortName + "OutputArgs"), input => _types.Input(input, NestedUse.InvokeInputArgs, "int"));
        AddReported(name, fullName + "Result", NestedUse.Result, Require(module.Declarations, shortName + "Result"), "int");
    }

    private void AddNested()
    {
        var done = new HashSet<TypeReference>();
        while (_types.TryTakeNamed(out var reference))
        {
            if (!done.Add(reference!))
                continue;
            var owner = reference!.FullName[(_package.Length + 1)..];
            var number = NpmNames.Number(reference.Name);
            switch (reference.Use)
            {
                case NestedUse.Enumeration:
                    var constants = _npm.Enumerations(reference.Module).FindConstants(reference.Name) ?? throw new FormatException($"{reference.Key} is no enumeration.");
                    Block($"struct {reference.FullName} [EnumType()]",
                        constants.Select(constant => $"static {reference.FullName} {constant.Name} {{ get; }} [Value(\"{constant.Value}\")]"));
                    break;
                case NestedUse.Output or NestedUse.Result:
                    AddReported(owner, reference.FullName, reference.Use, Require(_npm.Outputs, reference.Key), number);
                    break;
                case NestedUse.InvokeArgs:
                    AddInputs(owner, reference.FullName, "Pulumi.InvokeArgs", Require(_npm.Inputs, reference.Key), input => _types.Plain(input, reference.Use, number));
                    break;
                default:
                    AddInputs(owner, reference.FullName, "Pulumi.ResourceArgs", Require(_npm.Inputs, reference.Key), input => _types.Input(input, reference.Use, number));
                    break;
            }
        }
    }

    private void AddInputs(string owner, string fullName, string baseType, IReadOnlyList<TypeScriptMember> inputs, Func<TypeScriptMember, string> type) =>
        Block($"sealed class {fullName} : {baseType}",
        [
            .. inputs.Select(input => $"{type(input)} {NpmNames.Property(owner, input.Name)} {{ get; set; }} [Input(\"{input.Name}\", {!input.IsOptional}, False)]"),
            "new()",
            $"static {fullName} Empty {{ get; }}",
        ]);

    private void AddReported(string owner, string fullName, NestedUse use, IReadOnlyList<TypeScriptMember> outputs, string number) =>
        Block($"sealed class {fullName} [OutputType()]",
            outputs.Select(output => $"readonly {_types.Reported(output.Type, output.IsOptional, use, number)} {NpmNames.Property(owner, output.Name)}"));

    private void Block(string header, IEnumerable<string> lines) =>
        _blocks.Add(header, [.. lines.Order(StringComparer.Ordinal).Select(line => "  " + line)]);

    private static IReadOnlyList<TypeScriptMember> Require(TypeScriptDeclarations declarations, string name) =>
        declarations.Find(name) ?? throw new FormatException($"{name} is not declared.");
}
