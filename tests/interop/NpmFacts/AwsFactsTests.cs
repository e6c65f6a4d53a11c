using System.Reflection;
using Infra.Engine.Behaviors;
using Infra.Engine.Values;
using Pulumi;
using Pulumi.Utilities;
using GeneratorProgram = Infra.Sdks.Generator.Program;

namespace Infra.Interop.Tests.NpmFacts;

/// <summary>Pulumi.Aws sends and receives what the package for JavaScript does, name by name: one schema is behind both.</summary>
public sealed class AwsFactsTests
{
    private static readonly Assembly Aws = Assembly.Load("Pulumi.Aws");

    private static readonly Type[] Resources = [.. Aws.GetExportedTypes().Where(type => type.BaseType == typeof(CustomResource))];

    private static readonly Type[] Functions = [.. Aws.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: true })];

    private static readonly Lazy<Task<NpmDescription>> Description = new(() => NpmDescription.OfAsync(Resources.Concat(Functions).Select(NameOf)));

    [Fact]
    public async Task Resources_register_under_the_same_token_with_the_same_names_and_options()
    {
        SkipUnlessOurs();
        var npm = await DescriptionAsync();
        var differences = new Differences();
        foreach (var resource in Resources)
        {
            var root = npm.Root(NameOf(resource));
            var args = ArgsOf(resource);
            var options = OptionsOf(resource);
            differences.Compare($"{resource}: token", root.Token, resource.GetCustomAttribute<ResourceTypeAttribute>()!.Type);
            differences.Compare($"{resource}: inputs", root.Inputs, args.Keys);
            differences.Compare($"{resource}: required", root.Required, args.Where(input => !input.Value.IsOptional).Select(input => input.Key));
            differences.Compare($"{resource}: outputs", root.Properties, CSharpValues.Outputs(resource).Keys);
            differences.Compare($"{resource}: secret inputs", root.SecretInputs, []);
            differences.Compare($"{resource}: secret outputs", root.SecretOutputs!, options.AdditionalSecretOutputs);
            differences.Compare($"{resource}: replaced on", root.ReplaceOnChanges!, options.ReplaceOnChanges);
            differences.Compare($"{resource}: aliases", root.Aliases!.Distinct(StringComparer.Ordinal), await TypesOf(options.Aliases));
        }

        Assert.True(Resources.Length >= 40, $"only {Resources.Length} resources were found");
        differences.AssertNone();
    }

    [Fact]
    public async Task Functions_are_called_by_the_same_token_with_the_same_names()
    {
        SkipUnlessOurs();
        var npm = await DescriptionAsync();
        var differences = new Differences();
        foreach (var function in Functions)
        {
            var root = npm.Root(NameOf(function));
            var token = function.GetField("Token", BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue();
            differences.Compare($"{function}: token", root.Token, token);
            differences.Compare($"{function}: token for inputs", root.OutputToken, token);
            differences.Compare($"{function}: plain inputs", root.Inputs, CSharpValues.Inputs(TypeBeside(function, "Args")).Keys);
            differences.Compare($"{function}: inputs", root.OutputInputs!, CSharpValues.Inputs(TypeBeside(function, "InvokeArgs")).Keys);
        }

        Assert.True(Functions.Length > 5, $"only {Functions.Length} functions were found");
        differences.AssertNone();
    }

    [Fact]
    public async Task Values_have_the_same_types_and_are_required_alike_at_every_depth()
    {
        SkipUnlessOurs();
        var npm = await DescriptionAsync();
        var differences = new Differences();
        foreach (var resource in Resources)
        {
            differences.Compare($"{resource}Args", npm.Root(NameOf(resource)).Args, ArgsOf(resource));
            differences.Compare($"{resource}", AsReported(npm.Root(NameOf(resource)).Result), CSharpValues.Outputs(resource));
        }
        foreach (var function in Functions)
        {
            differences.Compare($"{function}Args", npm.Root(NameOf(function)).Args, CSharpValues.Inputs(TypeBeside(function, "Args")));
            differences.Compare($"{function}InvokeArgs", npm.Root(NameOf(function)).OutputArgs!, CSharpValues.Inputs(TypeBeside(function, "InvokeArgs")));
            differences.Compare($"{function}Result", AsReported(npm.Root(NameOf(function)).Result), CSharpValues.Results(TypeBeside(function, "Result")));
        }
        foreach (var nested in Nested())
        {
            var name = CSharpValues.NameOf(nested);
            if (nested.IsValueType)
                differences.Compare(name, npm.Enumeration(name)?.Select(member => $"{member.Key}={member.Value}"), CSharpValues.Constants(nested).Select(member => $"{member.Key}={member.Value}"));
            else if (nested.GetCustomAttribute<OutputTypeAttribute>() is not null)
                differences.Compare(name, AsReported(npm.Type(name)), CSharpValues.Results(nested));
            else
                differences.Compare(name, npm.Type(name), CSharpValues.Inputs(nested));
        }

        differences.AssertNone();
    }

    [Fact]
    public async Task The_listing_is_what_the_import_of_the_pinned_version_gives()
    {
        var folder = await NpmDescription.FolderAsync();
        var root = Prerequisites.RepositoryRoot;

        Assert.Equal(
            string.Join('\n', await File.ReadAllLinesAsync(Path.Combine(root, "sdks", "Generator", "listings", "Pulumi.Aws.txt"), TestContext.Current.CancellationToken)),
            string.Join('\n', GeneratorProgram.Import(root, folder)));
    }

    [Fact]
    public async Task The_npm_package_has_the_version_that_the_project_states()
    {
        SkipUnlessOurs();
        using var package = System.Text.Json.JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(await NpmDescription.FolderAsync(), "package.json"), TestContext.Current.CancellationToken));

        Assert.Equal(
            package.RootElement.GetProperty("version").GetString(),
            Aws.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
    }

    [Fact]
    public void The_engine_knows_of_every_resource_which_of_its_inputs_replace_it()
    {
        SkipUnlessOurs();
        var byToken = Resources.ToDictionary(resource => resource.GetCustomAttribute<ResourceTypeAttribute>()!.Type, StringComparer.Ordinal);

        Assert.Equal(byToken.Keys.Order(StringComparer.Ordinal), AwsReplacement.OfType.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(
            from entry in AwsReplacement.OfType
            from path in entry.Value
            where !IsInput(TypeBeside(byToken[entry.Key], "Args"), path.Segments)
            select $"{entry.Key} has no {path}");
        Assert.All(AwsNames.OfType, entry => Assert.NotNull(CSharpValues.TypeOf(TypeBeside(byToken[entry.Key], "Args"), entry.Value)));
    }

    private static bool IsInput(Type args, IEnumerable<PropertyPath.Segment> path)
    {
        foreach (var (name, _) in path)
        {
            if (CSharpValues.TypeOf(args, name!) is not { } type)
                return false;
            args = CSharpValues.Named(type).FirstOrDefault(type);
        }
        return true;
    }

    // A test that is skipped inside the lazy value would leave its exception to all others: each asks for npm itself.
    private static async Task<NpmDescription> DescriptionAsync()
    {
        await NpmDescription.FolderAsync();
        return await Description.Value;
    }

    private static HashSet<Type> Nested()
    {
        var found = new HashSet<Type>();
        var roots = Resources.Concat(Resources.Select(resource => TypeBeside(resource, "Args")))
            .Concat(Functions.SelectMany(function => new[] { "Args", "InvokeArgs", "Result" }.Select(ending => TypeBeside(function, ending))));
        var open = new Stack<Type>(roots.SelectMany(CSharpValues.NamedBy));
        while (open.TryPop(out var type))
        {
            if (!found.Add(type))
                continue;
            foreach (var named in type.IsValueType ? [] : CSharpValues.NamedBy(type))
                open.Push(named);
        }
        return found;
    }

    // A list that is missing is an empty one in C#.
    private static Dictionary<string, NpmValue>? AsReported(IReadOnlyDictionary<string, NpmValue>? values) => values?.ToDictionary(
        value => value.Key,
        value => value.Value with { IsOptional = value.Value.IsOptional && !value.Value.Shape.StartsWith("list(", StringComparison.Ordinal) },
        StringComparer.Ordinal);

    private static Dictionary<string, NpmValue> ArgsOf(Type resource) => CSharpValues.Inputs(TypeBeside(resource, "Args"));

    private static Type TypeBeside(Type type, string ending) => Aws.GetType(type.FullName + ending, throwOnError: true)!;

    private static string NameOf(Type type) => type.FullName!["Pulumi.Aws.".Length..];

    private static CustomResourceOptions OptionsOf(Type resource) =>
        (CustomResourceOptions?)resource.GetMethod("Merge", BindingFlags.NonPublic | BindingFlags.Static)?.Invoke(null, [null, null]) ?? new CustomResourceOptions();

    private static async Task<List<string>> TypesOf(IEnumerable<Input<Alias>> aliases)
    {
        var types = new List<string>();
        foreach (var alias in aliases)
            types.Add(await OutputUtilities.GetValueAsync((await OutputUtilities.GetValueAsync(alias.ToOutput())).Type!.ToOutput()));
        return types;
    }

    private static void SkipUnlessOurs() => Assert.SkipUnless(
        Assembly.Load("Pulumi").GetCustomAttributes<AssemblyMetadataAttribute>().Any(metadata => metadata.Key == "InProcessEngine"),
        "The published packages are in use; this is about those of the repository.");
}
