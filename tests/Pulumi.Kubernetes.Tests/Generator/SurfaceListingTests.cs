using Infra.Sdks.Generator.Surface;
using Xunit;

namespace Pulumi.Kubernetes.Tests.Generator;

public sealed class SurfaceListingTests
{
    [Fact]
    public void A_type_has_the_members_below_its_header()
    {
        var listing = SurfaceListing.Parse(["class A.B : A.C", "  new()", "  string D { get; }", "struct A.E"]);

        Assert.Equal(["A.B", "A.E"], listing.Types.Select(type => type.FullName));
        Assert.Equal(["new()", "string D { get; }"], listing.Find("A.B")!.MemberLines);
        Assert.Empty(listing.Find("A.E")!.MemberLines);
    }

    [Fact]
    public void A_header_tells_name_bases_and_token()
    {
        var type = new SurfaceType("class Pulumi.K.Apps.Thing : Pulumi.K.Base [KResourceType(\"k:apps/v1:Thing\")]", []);

        Assert.Equal("Pulumi.K.Apps", type.Namespace);
        Assert.Equal("Thing", type.Name);
        Assert.Equal("Pulumi.K.Base", type.Bases);
        Assert.Equal("k:apps/v1:Thing", type.ResourceToken);
    }

    [Fact]
    public void A_generic_header_keeps_its_type_parameters() =>
        Assert.Equal("Pulumi.Union<T0, T1>", new SurfaceType("struct Pulumi.Union<T0, T1> : IEquatable<Pulumi.Union<T0, T1>>", []).FullName);

    [Fact]
    public void A_property_tells_its_wire_name_and_flags()
    {
        var property = SurfaceProperty.Read("Pulumi.Input<bool>? Flag { get; set; } [Input(\"flag\", True, True)]")!;

        Assert.Equal(("Pulumi.Input<bool>?", "Flag", "flag", true, true),
            (property.Type, property.Name, property.WireName, property.IsRequired, property.IsJson));
    }

    [Fact]
    public void A_field_of_an_output_type_has_no_wire_name() =>
        Assert.Equal(new SurfaceProperty("string", "Name", IsStatic: false, IsField: true, WireName: null, IsRequired: false, IsJson: false),
            SurfaceProperty.Read("readonly string Name"));

    [Theory]
    [InlineData("new(string name)")]
    [InlineData("static Pulumi.K.Thing Get(string name, Pulumi.Input<string> id)")]
    public void Constructors_and_methods_are_no_properties(string line) => Assert.Null(SurfaceProperty.Read(line));

    [Fact]
    public void A_member_before_any_type_is_refused() =>
        Assert.Throws<FormatException>(() => SurfaceListing.Parse(["  new()"]));

    [Fact]
    public void A_type_listed_twice_is_refused() =>
        Assert.Contains("A.B is listed twice", Assert.Throws<FormatException>(() => SurfaceListing.Parse(["class A.B", "class A.B"])).Message, StringComparison.Ordinal);
}
