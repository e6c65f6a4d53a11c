using System.Reflection;
using Infra.Sdks.Generator.Surface;
using Pulumi.Kubernetes.Tests.Wire;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Kubernetes.Tests;

/// <summary>Every resource type of the packages: what it is called decides what Pulumi does with it.</summary>
public sealed class ResourceTypeTests
{
    private static readonly Type[] ResourceTypes =
    [
        .. new[] { typeof(KubernetesResource), typeof(Command.Provider), typeof(Aws.Provider) }
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => TokenOf(type) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Kinds =>
        [.. ResourceTypes.Where(type => type.IsSubclassOf(typeof(KubernetesResource)) && !type.FullName!.Contains(".Helm.", StringComparison.Ordinal)).Select(type => type.FullName!)];

    [Theory]
    [InlineData("Pulumi.Kubernetes")]
    [InlineData("Pulumi.Command")]
    public void Every_resource_has_the_published_token(string package)
    {
        Shared.SkipUnlessSource();
        var listing = SurfaceListing.Load(Path.Combine(Shared.Listings, package + ".txt"));
        var resources = ResourceTypes.Where(type => type.Assembly.GetName().Name == package).ToList();

        Assert.NotEmpty(resources);
        Assert.All(resources, type => Assert.Equal(listing.Find(type.FullName!)?.ResourceToken, TokenOf(type)));
    }

    [Fact]
    public void Every_resource_states_the_version_of_its_package()
    {
        Shared.SkipUnlessSource();
        Assert.All(ResourceTypes, type => Assert.Equal(
            type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            type.GetCustomAttributes<ResourceTypeAttribute>().Single().Version));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_registers_under_its_token_and_says_what_it_is(string kind)
    {
        Shared.SkipUnlessSource();
        var type = typeof(KubernetesResource).Assembly.GetType(kind)!;
        ResourceArgs? args = null;
        var options = new CustomResourceOptions();
        options.ResourceTransformations.Add(given =>
        {
            // What a kind requires is not the point here.
            args = given.Args;
            return new ResourceTransformationResult(ResourceArgs.Empty, given.Options);
        });

        var recording = await Recording.Of(() => Activator.CreateInstance(type, "name", null, options));

        var token = TokenOf(type)!;
        var parts = token.Split(':');
        Assert.Equal(token, recording.Single.Type);
        Assert.Equal(parts[1].StartsWith("core/", StringComparison.Ordinal) ? parts[1][5..] : parts[1], await TextOf(args!, "ApiVersion"));
        Assert.Equal(parts[2], await TextOf(args!, "Kind"));
    }

    private static Task<string> TextOf(ResourceArgs args, string property) =>
        OutputUtilities.GetValueAsync(((Input<string>)args.GetType().GetProperty(property)!.GetValue(args)!).ToOutput());

    private static string? TokenOf(Type type) =>
        type.GetCustomAttributes<ResourceTypeAttribute>(inherit: false).SingleOrDefault()?.Type;
}
