using Infra.Sdks.Generator.Packages;
using Infra.Sdks.Generator.Surface;
using Xunit;
using GeneratorProgram = Infra.Sdks.Generator.Program;

namespace Pulumi.Kubernetes.Tests.Generator;

public sealed class GeneratorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("generator-").FullName;

    public static TheoryData<string> Packages => [.. GeneratorProgram.Packages];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Packages))]
    public void Committed_code_is_what_the_generator_writes(string package)
    {
        var expected = GeneratorProgram.Generate(Shared.Root, Shared.Listings, package);
        var actual = GeneratedFolder.Read(GeneratorProgram.FolderOf(Shared.Root, package));

        var stale = expected.Keys.Union(actual.Keys)
            .Where(path => expected.GetValueOrDefault(path) != actual.GetValueOrDefault(path)?.ReplaceLineEndings("\n"));
        Assert.True(!stale.Any(), $"Run 'dotnet run --project sdks/Generator'; out of date: {string.Join(", ", stale)}");
    }

    [Fact]
    public void Writing_removes_what_is_no_longer_generated()
    {
        GeneratedFolder.Write(_folder, Files(("Old/V1/Gone.cs", "x"), ("Kept.cs", "y")));

        var (written, removed) = GeneratedFolder.Write(_folder, Files(("Kept.cs", "y"), ("New.cs", "z")));

        Assert.Equal((1, 1), (written, removed));
        Assert.Equal(["Kept.cs", "New.cs"], GeneratedFolder.Read(_folder).Keys);
        Assert.False(Directory.Exists(Path.Combine(_folder, "Old")));
    }

    [Fact]
    public void Types_that_selected_ones_refer_to_are_generated()
    {
        var files = Generate("Core.Thing", [
            "class Pulumi.K.Core.Thing : Pulumi.CustomResource [KResourceType(\"k:core:Thing\")]",
            "  Pulumi.Output<Pulumi.K.Core.Outputs.Part> Part { get; private set; } [Output(\"part\")]",
            "  new(string name, Pulumi.K.Core.ThingArgs? args = default, Pulumi.CustomResourceOptions? options = default)",
            "sealed class Pulumi.K.Core.ThingArgs : Pulumi.ResourceArgs",
            "sealed class Pulumi.K.Core.Outputs.Part [OutputType()]",
            "sealed class Pulumi.K.Core.Other : Pulumi.ResourceArgs"]);

        Assert.Equal(["Core/Part.cs", "Core/Thing.cs"], files.Keys);
    }

    [Fact]
    public void A_collection_is_created_when_it_is_first_read()
    {
        var file = Generate("ThingArgs", ["class Pulumi.K.ThingArgs : Pulumi.ResourceArgs", "  Pulumi.InputList<string> PodIPs { get; set; }"])["Thing.cs"];

        Assert.Contains("[Input(\"podIPs\")]\n        private InputList<string>? _podIPs;", file, StringComparison.Ordinal);
        Assert.Contains("get => _podIPs ??= new InputList<string>();", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_whose_attribute_is_not_listed_keeps_its_value_secret()
    {
        var file = Generate("ThingArgs", ["class Pulumi.K.ThingArgs : Pulumi.ResourceArgs", "  Pulumi.Input<string>? Password { get; set; }"])["Thing.cs"];

        Assert.Contains("Output.CreateSecret(value.ToOutput())", file, StringComparison.Ordinal);
    }

    [Fact]
    public void An_enumeration_has_the_values_that_its_listing_shows()
    {
        var file = Generate("Kind", ["struct Pulumi.K.Kind [EnumType()]", "  static Pulumi.K.Kind Big { get; } [Value(\"big-one\")]"])["Kind.cs"];

        Assert.Contains("Big { get; } = new Kind(\"big-one\");", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_is_generated_with_all_its_forms()
    {
        var file = Generate("GetThing", [
            "static class Pulumi.K.GetThing [Function(\"k:index/getThing:getThing\")]",
            "  static Pulumi.Output<Pulumi.K.GetThingResult> Invoke(Pulumi.K.GetThingInvokeArgs args, Pulumi.InvokeOutputOptions options)",
            "  static System.Threading.Tasks.Task<Pulumi.K.GetThingResult> InvokeAsync(Pulumi.K.GetThingArgs? args = default, Pulumi.InvokeOptions? options = default)"])["GetThing.cs"];

        Assert.Contains("private const string Token = \"k:index/getThing:getThing\";", file, StringComparison.Ordinal);
        Assert.Contains("public static Output<Pulumi.K.GetThingResult> Invoke(Pulumi.K.GetThingInvokeArgs args, InvokeOutputOptions options) =>", file, StringComparison.Ordinal);
        Assert.Contains("InvokeAsync<Pulumi.K.GetThingResult>(Token, args ?? new Pulumi.K.GetThingArgs(), PackageOptions.Merge(options));", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("core/v0", "k:core/v0:Thing")]
    [InlineData("k:core:Old", "k:core:Old")]
    public void An_alias_is_a_former_group_or_a_whole_token(string alias, string token)
    {
        var file = Generate($"Core.Thing\n  aliases {alias}", [
            "class Pulumi.K.Core.Thing : Pulumi.CustomResource [KResourceType(\"k:core:Thing\")]",
            "  new(string name, Pulumi.K.Core.ThingArgs? args = default, Pulumi.CustomResourceOptions? options = default)"])["Core/Thing.cs"];

        Assert.Contains($"new Alias {{ Type = \"{token}\" }}", file, StringComparison.Ordinal);
        Assert.DoesNotContain(" Get(", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Missing", "selection.txt:1: Pulumi.K has no type Missing")]
    [InlineData("ThingArgs\n  required Absent", "selection.txt:1: Pulumi.K.ThingArgs has no property Absent")]
    [InlineData("ThingArgs\n  sparkles", "selection.txt:2: 'sparkles' is not a fact")]
    [InlineData("ThingArgs\nThingArgs", "selection.txt:2: ThingArgs is selected twice")]
    [InlineData("  required Absent", "selection.txt:1: a fact before the first type")]
    public void A_wrong_selection_is_refused_with_its_place(string selection, string message)
    {
        var exception = Assert.Throws<FormatException>(() => Generate(selection, ["class Pulumi.K.ThingArgs : Pulumi.ResourceArgs"]));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private SortedDictionary<string, string> Generate(string selection, string[] listing)
    {
        var path = Path.Combine(_folder, "selection.txt");
        File.WriteAllText(path, selection);
        return new PackageGenerator("Pulumi.K", SurfaceListing.Parse(listing), Selection.Load(path)).Generate();
    }

    private static Dictionary<string, string> Files(params (string Path, string Content)[] files) =>
        files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
}
