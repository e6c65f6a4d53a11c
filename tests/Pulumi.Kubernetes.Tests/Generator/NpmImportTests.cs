using Infra.Sdks.Generator.Npm;
using Infra.Sdks.Generator.Packages;
using Infra.Sdks.Generator.Surface;
using Xunit;

namespace Pulumi.Kubernetes.Tests.Generator;

public sealed class NpmImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("npm-").FullName;

    public NpmImportTests()
    {
        Write("types/input.d.ts", "");
        Write("types/output.d.ts", "");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_resource_has_its_token_its_inputs_and_its_outputs()
    {
        Resource(
            """
            export declare class Thing extends pulumi.CustomResource {
                static isInstance(obj: any): obj is Thing;
                /**
                 * The place; not a member: `place: string;`
                 */
                readonly arn: pulumi.Output<string>;
                readonly tags: pulumi.Output<{
                    [key: string]: string;
                } | undefined>;
                constructor(name: string, args: ThingArgs, opts?: pulumi.CustomResourceOptions);
            }
            export interface ThingArgs {
                size: pulumi.Input<number>;
                names?: pulumi.Input<pulumi.Input<string>[] | undefined>;
            }
            """);

        Assert.Equal(
            """
            class Pulumi.A.Ec2.Thing : Pulumi.CustomResource [AResourceType("a:ec2/thing:Thing")]
              Pulumi.Output<System.Collections.Immutable.ImmutableDictionary<string, string>?> Tags { get; private set; } [Output("tags")]
              Pulumi.Output<string> Arn { get; private set; } [Output("arn")]
              new(string name, Pulumi.A.Ec2.ThingArgs args, Pulumi.CustomResourceOptions? options = default)
            sealed class Pulumi.A.Ec2.ThingArgs : Pulumi.ResourceArgs
              Pulumi.Input<int> Size { get; set; } [Input("size", True, False)]
              Pulumi.InputList<string> Names { get; set; } [Input("names", False, False)]
              new()
              static Pulumi.A.Ec2.ThingArgs Empty { get; }
            """,
            Import("Ec2.Thing"));
    }

    [Theory]
    [InlineData("pulumi.Input<string | undefined>", "Pulumi.Input<string>?")]
    [InlineData("pulumi.Input<string | Role | undefined>", "Pulumi.Input<string>?")]
    [InlineData("pulumi.Input<pulumi.asset.Asset | pulumi.asset.Archive | undefined>", "Pulumi.Input<Pulumi.AssetOrArchive>?")]
    [InlineData("pulumi.Input<string | pulumi.Input<string>[] | undefined>", "Pulumi.InputUnion<string, System.Collections.Immutable.ImmutableArray<string>>?")]
    [InlineData("pulumi.Input<string | number | boolean>", "object?")]
    [InlineData("pulumi.Input<{ [key: string]: any; } | undefined>", "Pulumi.InputMap<object>")]
    [InlineData("pulumi.Input<pulumi.Input<boolean>[] | undefined>", "Pulumi.InputList<bool>")]
    public void An_input_has_the_type_that_the_published_package_gives_it(string declared, string listed)
    {
        Resource($"export declare class Thing extends pulumi.CustomResource {{\n}}\nexport interface ThingArgs {{\n    x?: {declared};\n}}");

        Assert.Contains($"  {listed} X {{ get; set; }} [Input(\"x\", False, False)]", Import("Ec2.Thing"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_types_and_enumerations_follow()
    {
        Write("types/input.d.ts", "export declare namespace ec2 {\n    interface ThingPart {\n        kind: pulumi.Input<string | enums.ec2.Kind>;\n    }\n}");
        Write("types/output.d.ts", "export declare namespace ec2 {\n    interface ThingPart {\n        kind?: string;\n        names?: string[];\n    }\n}");
        Write("types/enums/ec2/index.d.ts", "export declare const Kind: {\n    readonly Big: \"big-one\";\n};");
        Resource(
            """
            export declare class Thing extends pulumi.CustomResource {
                readonly part: pulumi.Output<outputs.ec2.ThingPart>;
            }
            export interface ThingArgs {
                part?: pulumi.Input<inputs.ec2.ThingPart | undefined>;
            }
            """);

        var listing = Import("Ec2.Thing");

        Assert.Contains("struct Pulumi.A.Ec2.Kind [EnumType()]\n  static Pulumi.A.Ec2.Kind Big { get; } [Value(\"big-one\")]", listing, StringComparison.Ordinal);
        Assert.Contains("sealed class Pulumi.A.Ec2.Inputs.ThingPartArgs : Pulumi.ResourceArgs\n  Pulumi.InputUnion<string, Pulumi.A.Ec2.Kind> Kind", listing, StringComparison.Ordinal);
        Assert.Contains("sealed class Pulumi.A.Ec2.Outputs.ThingPart [OutputType()]\n  readonly System.Collections.Immutable.ImmutableArray<string> Names\n  readonly string? Kind", listing, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_asks_with_plain_values_or_with_inputs()
    {
        Write("types/input.d.ts", "export interface GetThingFilter {\n    name: string;\n}\nexport interface GetThingFilterArgs {\n    name: pulumi.Input<string>;\n}");
        Write("getThing.js", "return pulumi.runtime.invoke(\"a:index/getThing:getThing\", {");
        Write(
            "getThing.d.ts",
            """
            export interface GetThingArgs {
                filters?: inputs.GetThingFilter[];
            }
            export interface GetThingResult {
                readonly id: string;
            }
            export interface GetThingOutputArgs {
                filters?: pulumi.Input<pulumi.Input<inputs.GetThingFilterArgs>[] | undefined>;
            }
            """);

        var listing = Import("GetThing");

        Assert.Contains("static class Pulumi.A.GetThing [Function(\"a:index/getThing:getThing\")]", listing, StringComparison.Ordinal);
        Assert.Contains("Task<Pulumi.A.GetThingResult> InvokeAsync(Pulumi.A.GetThingArgs? args = default, Pulumi.InvokeOptions? options = default)", listing, StringComparison.Ordinal);
        Assert.Contains("sealed class Pulumi.A.GetThingArgs : Pulumi.InvokeArgs\n  System.Collections.Generic.List<Pulumi.A.Inputs.GetThingFilterArgs> Filters", listing, StringComparison.Ordinal);
        Assert.Contains("sealed class Pulumi.A.GetThingInvokeArgs : Pulumi.InvokeArgs\n  Pulumi.InputList<Pulumi.A.Inputs.GetThingFilterInputArgs> Filters", listing, StringComparison.Ordinal);
        Assert.Contains("sealed class Pulumi.A.Inputs.GetThingFilterArgs : Pulumi.InvokeArgs\n  new()\n  static Pulumi.A.Inputs.GetThingFilterArgs Empty { get; }\n  string Name", listing, StringComparison.Ordinal);
        Assert.Contains("sealed class Pulumi.A.Inputs.GetThingFilterInputArgs : Pulumi.ResourceArgs\n  Pulumi.Input<string> Name", listing, StringComparison.Ordinal);
        Assert.Contains("sealed class Pulumi.A.GetThingResult [OutputType()]\n  readonly string Id", listing, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_named_like_its_class_needs_the_published_name()
    {
        Resource("export declare class Thing extends pulumi.CustomResource {\n    readonly thing: pulumi.Output<string>;\n}\nexport interface ThingArgs {\n}");

        Assert.Contains("Ec2.Thing.thing cannot be called Thing", Assert.Throws<FormatException>(() => Import("Ec2.Thing")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ec2.Other", "there is no ")]
    [InlineData("Ec2.Silent", "Silent.js says no token")]
    public void What_the_package_lacks_is_refused(string name, string message)
    {
        Write("ec2/silent.js", "");
        Write("ec2/silent.d.ts", "");

        Assert.Contains(message, Assert.Throws<FormatException>(() => Import(name)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("a | ")]
    [InlineData("{ x: string }")]
    [InlineData("pulumi.Input<string")]
    [InlineData("string extra")]
    public void A_type_of_an_unknown_form_is_refused(string type) => Assert.Throws<FormatException>(() => TypeScriptType.Parse(type));

    private void Resource(string declarations)
    {
        Write("ec2/thing.js", "    static __pulumiType = 'a:ec2/thing:Thing';");
        Write("ec2/thing.d.ts", declarations);
    }

    private string Import(string name)
    {
        Write("selection.txt", name);
        var selection = Selection.Load(Path.Combine(_folder, "selection.txt"));
        return string.Join('\n', NpmImport.Listing("Pulumi.A", new NpmPackage(_folder), selection, SurfaceListing.Parse([])));
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
