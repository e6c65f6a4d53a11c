using System.Collections.Immutable;
using Infra.Stacks.Addons;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

public sealed class PlatformParametersTests
{
    private static readonly PlatformSpec Plain = new() { Karmada = new KarmadaSpec() };

    private static readonly PlatformSpec Meshed = Plain with
    {
        Meshes = ImmutableSortedDictionary<string, MeshSpec>.Empty.Add("prod", new MeshSpec { On = new TargetSpec { Clusters = ["a"] } }),
    };

    private static readonly ImmutableSortedDictionary<string, object> Said =
        ImmutableSortedDictionary<string, object>.Empty.Add(PlatformParameters.Registries, ImmutableArray.Create<object>("registry.example.com/"));

    [Fact]
    public void A_mesh_s_proxies_come_from_its_registry_whatever_registries_pods_are_held_to()
    {
        Assert.Equal(["registry.example.com/", "registry.istio.io/"], Registries(Meshed, Said));
        Assert.Equal(
            ["mirror.example.com/istio/", "registry.example.com/"],
            Registries(Meshed with { Mirrors = new MirrorsSpec { Registries = ImmutableSortedDictionary<string, string>.Empty.Add("registry.istio.io", "mirror.example.com/istio") } }, Said));
        Assert.Equal(["registry.example.com/"], Registries(Plain, Said));
    }

    [Fact]
    public void Registries_that_nobody_said_are_still_to_be_said() =>
        Assert.DoesNotContain(PlatformParameters.Registries, PlatformParameters.Of(Meshed).With(ImmutableSortedDictionary<string, object>.Empty).Keys);

    [Fact]
    public void Namespaces_that_policies_put_into_the_mesh_follow_what_stands_unless_another_version_is_said()
    {
        Assert.Equal("stable", PlatformParameters.Of(Meshed).With(Said)[PlatformParameters.MeshRevision]);
        Assert.Equal("1-29-0", PlatformParameters.Of(Meshed).With(Said.Add(PlatformParameters.MeshRevision, "1-29-0"))[PlatformParameters.MeshRevision]);
        Assert.DoesNotContain(PlatformParameters.MeshRevision, PlatformParameters.Of(Plain).With(Said).Keys);
    }

    [Fact]
    public void The_namespaces_of_a_mesh_are_the_platform_s_and_reach_every_pod()
    {
        Assert.Contains("istio-system", Texts(PlatformParameters.Of(Meshed).With(Said)[PlatformNamespaces.Parameter]));
        Assert.Contains("istio-system", Texts(PlatformParameters.Of(Meshed).With(Said)[PlatformParameters.Callers]));
    }

    private static IEnumerable<string> Registries(PlatformSpec platform, ImmutableSortedDictionary<string, object> said) => Texts(PlatformParameters.Of(platform).With(said)[PlatformParameters.Registries]);

    private static IEnumerable<string> Texts(object value) => ((ImmutableArray<object>)value).Cast<string>();
}
