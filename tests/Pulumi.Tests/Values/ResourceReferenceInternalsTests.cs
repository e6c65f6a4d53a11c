using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests.Values;

[ResourceType("refs:index:Versioned", "1.2.0")]
public sealed class VersionedOld(string name, ResourceArgs? args, CustomResourceOptions? options) : CustomResource("refs:index:Versioned", name, args, options);

[ResourceType("refs:index:Versioned", "v1.10.0-alpha.1+build")]
public sealed class VersionedNew(string name, ResourceArgs? args, CustomResourceOptions? options) : CustomResource("refs:index:Versioned", name, args, options);

[ResourceType("refs:index:Versioned", "2.0.0")]
public sealed class VersionedNext(string name, ResourceArgs? args, CustomResourceOptions? options) : CustomResource("refs:index:Versioned", name, args, options);

[ResourceType("refs:index:Group", null)]
public sealed class ReferencedGroup(string name, ResourceArgs? args, ComponentResourceOptions? options) : ComponentResource("refs:index:Group", name, args, options);

/// <summary>What references to resources become.</summary>
public class ResourceReferenceInternalsTests
{
    [Theory]
    [InlineData("1.0.0", typeof(VersionedNew))]
    [InlineData("1.11.0", typeof(VersionedNew))]
    [InlineData("2.5.0", typeof(VersionedNext))]
    [InlineData("", typeof(VersionedNext))]
    public void The_newest_class_of_the_same_major_version_stands_for_a_type(string version, Type expected) =>
        Assert.Equal(expected, ResourceReferences.FindClass("refs:index:Versioned", version));

    [Fact]
    public void No_class_stands_for_another_major_version_or_type()
    {
        Assert.Null(ResourceReferences.FindClass("refs:index:Versioned", "3.0.0"));
        Assert.Null(ResourceReferences.FindClass("refs:index:None", ""));
    }

    [Fact]
    public async Task A_reference_becomes_an_instance_with_the_same_urn()
    {
        string? urn = null;
        Resource? reference = null;
        await Deployment.TestAsync(new EchoMocks(), new Testing.TestOptions { IsPreview = false }, () =>
        {
            new VersionedNew("thing", null, null).Urn.Apply(async created =>
            {
                reference = ResourceReferences.Construct(created, "id", "1.0.0");
                urn = created;
                Assert.Equal(created, await OutputUtilities.GetValueAsync(reference.Urn));
                return created;
            });
        });

        Assert.IsType<VersionedNew>(reference);
        Assert.Equal("thing", reference.GetResourceName());
        Assert.NotNull(urn);
    }

    [Fact]
    public async Task A_reference_to_a_component_becomes_a_component()
    {
        Resource? reference = null;
        await Deployment.TestAsync(new EchoMocks(), new Testing.TestOptions { IsPreview = false }, () =>
        {
            new ReferencedGroup("group", null, null).Urn.Apply(urn => reference = ResourceReferences.Construct(urn, id: null, ""));
        });

        Assert.IsType<ReferencedGroup>(reference);
    }
}
