using System.Text.RegularExpressions;

namespace Infra.Sdks.Generator.Npm;

/// <summary>A resource or function of an installed npm package.</summary>
/// <param name="Module">The module, such as <c>ec2</c>; empty for the package's own.</param>
/// <param name="Token">The token by which the engine knows it: <c>aws:ec2/vpc:Vpc</c>.</param>
/// <param name="Declarations">What its file declares.</param>
internal sealed record NpmModule(string Module, string Token, TypeScriptDeclarations Declarations);

/// <summary>A Pulumi package as npm installs it: declarations for the compiler, and the code that says the tokens.</summary>
internal sealed partial class NpmPackage(string folder)
{
    private readonly Lazy<TypeScriptDeclarations> _inputs = Types(folder, "input.d.ts");
    private readonly Lazy<TypeScriptDeclarations> _outputs = Types(folder, "output.d.ts");

    /// <summary>The nested types that programs set.</summary>
    public TypeScriptDeclarations Inputs => _inputs.Value;

    /// <summary>The nested types that the provider reports.</summary>
    public TypeScriptDeclarations Outputs => _outputs.Value;

    /// <summary>The enumerations of a module.</summary>
    public TypeScriptDeclarations Enumerations(string module) => Types(folder, Path.Combine("enums", module, "index.d.ts")).Value;

    /// <summary>Finds a resource or function by its class or function name with its namespace: <c>Ec2.Vpc</c>, <c>GetCallerIdentity</c>.</summary>
    /// <exception cref="FormatException">The package has none of that name.</exception>
    public NpmModule Find(string name)
    {
        var parts = name.Split('.');
        var module = string.Join('/', parts[..^1]).ToLowerInvariant();
        var file = Path.Combine(folder, module, char.ToLowerInvariant(parts[^1][0]) + parts[^1][1..]);
        if (!File.Exists(file + ".js"))
            throw new FormatException($"{folder} has no {name}: there is no {file}.js.");
        var code = File.ReadAllText(file + ".js");
        var token = Token().Match(code);
        if (!token.Success)
            throw new FormatException($"{file}.js says no token.");
        return new(module, token.Groups["token"].Value, TypeScriptDeclarations.Parse(File.ReadLines(file + ".d.ts")));
    }

    private static Lazy<TypeScriptDeclarations> Types(string folder, string file) =>
        new(() => TypeScriptDeclarations.Parse(File.ReadLines(Path.Combine(folder, "types", file))));

    [GeneratedRegex("""(__pulumiType = '|runtime\.invoke\(")(?<token>[\w:/]+)['"]""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
