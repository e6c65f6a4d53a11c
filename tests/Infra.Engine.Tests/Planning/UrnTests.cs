using Infra.Engine.Planning;
using Xunit;

namespace Infra.Engine.Tests.Planning;

public sealed class UrnTests
{
    [Theory]
    [InlineData(null, "a:b:C", "n", "urn:pulumi:dev::proj::a:b:C::n")]
    [InlineData("pulumi:pulumi:Stack", "a:b:C", "n", "urn:pulumi:dev::proj::a:b:C::n")]
    [InlineData("x:y:Z", "a:b:C", "n", "urn:pulumi:dev::proj::x:y:Z$a:b:C::n")]
    [InlineData("p:q:R$x:y:Z", "a:b:C", "with::colons", "urn:pulumi:dev::proj::p:q:R$x:y:Z$a:b:C::with::colons")]
    public void A_urn_has_the_parents_types_but_not_the_stacks(string? chain, string type, string name, string expected) =>
        Assert.Equal(expected, Urn.Make("dev", "proj", chain, type, name));

    [Fact]
    public void The_parts_of_a_urn_are_found_again()
    {
        const string urn = "urn:pulumi:dev::proj::p:q:R$a:b:C::with::colons";

        Assert.Equal("dev", Urn.StackOf(urn));
        Assert.Equal("proj", Urn.ProjectOf(urn));
        Assert.Equal("p:q:R$a:b:C", Urn.QualifiedTypeOf(urn));
        Assert.Equal("a:b:C", Urn.TypeOf(urn));
        Assert.Equal("with::colons", Urn.NameOf(urn));
    }

    [Theory]
    [InlineData("urn:pulumi:dev::proj::a:b:C::n", true)]
    [InlineData("urn:pulumi:dev::proj::a:b:C", false)]
    [InlineData("urn:other:dev::proj::a:b:C::n", false)]
    [InlineData("", false)]
    [InlineData("urn:pulumi:", false)]
    public void A_urn_is_told_from_other_text(string text, bool isUrn) => Assert.Equal(isUrn, Urn.IsValid(text));

    [Theory]
    [InlineData("kubernetes:core/v1:ConfigMap", "kubernetes")]
    [InlineData("pulumi:providers:aws", "aws")]
    [InlineData("pulumi:pulumi:StackReference", "pulumi")]
    public void A_type_belongs_to_a_package(string type, string package) => Assert.Equal(package, Urn.PackageOf(type));
}
