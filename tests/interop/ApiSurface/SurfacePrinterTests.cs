using Pulumi;
using Xunit;

namespace Infra.Interop.Tests.ApiSurface;

/// <summary>The printer against types whose lines in a listing are known.</summary>
public sealed class SurfacePrinterTests
{
    [Fact]
    public void A_header_shows_kind_bases_and_attributes() =>
        Assert.Equal(
            "class Infra.Interop.Tests.ApiSurface.Sample<T> : Pulumi.ResourceArgs [OutputType()]",
            SurfacePrinter.Header(typeof(Sample<>)));

    [Fact]
    public void A_static_class_and_an_obsolete_one_say_so()
    {
        Assert.Equal("static class Infra.Interop.Tests.ApiSurface.SampleExtensions", SurfacePrinter.Header(typeof(SampleExtensions)));
#pragma warning disable CS0618 // that it is obsolete is what is looked at
        Assert.EndsWith("[Obsolete]", SurfacePrinter.Header(typeof(ObsoleteSample)), StringComparison.Ordinal);
#pragma warning restore CS0618
    }

    [Fact]
    public void Members_show_nullability_defaults_and_wire_names() =>
        Assert.Equal(
            [
                "Pulumi.Input<string>? Name { get; set; } [Input(\"name\", True, False)]",
                "Pulumi.InputMap<string> Labels { get; set; }",
                "System.Collections.Generic.List<T?> All(System.Collections.Generic.IEnumerable<string?>? names = default, int count = 3, bool? deep = default)",
                "new()",
                "override string ToString()",
                "protected new(string text = \"x\")",
                "readonly T? Value",
                "static bool TryGet(string key, out T? value)",
                "string Token { get; }",
            ],
            SurfacePrinter.Members(typeof(Sample<>)));

    [Fact]
    public void An_extension_method_shows_its_receiver_and_constraints() =>
        Assert.Equal(
            ["static void Add<T>(this Pulumi.InputList<T> list, params T[] items) where T : Pulumi.Resource, new()"],
            SurfacePrinter.Members(typeof(SampleExtensions)));
}
