using System.Collections.Immutable;
using Xunit;

namespace Infra.Components.Tests;

public sealed class ImageMirrorsTests
{
    private static readonly ImageMirrors Mirrors = new(ImmutableSortedDictionary<string, string>.Empty.Add("registry.k8s.io", "mirror.example.com/k8s"));

    [Theory]
    [InlineData("registry.k8s.io/pause:3.10", "mirror.example.com/k8s/pause:3.10")]
    [InlineData("registry.k8s.io/a/b@sha256:00", "mirror.example.com/k8s/a/b@sha256:00")]
    [InlineData("registry.k8s.io", "mirror.example.com/k8s")]
    [InlineData("quay.io", "quay.io")]
    [InlineData("quay.io/jetstack/x:1", "quay.io/jetstack/x:1")]
    [InlineData("nginx", "nginx")]
    public void An_image_comes_from_the_mirror_of_its_registry_if_it_has_one(string image, string expected) => Assert.Equal(expected, Mirrors.Apply(image));

    [Theory]
    [InlineData("nginx", "mirror.example.com/hub/library/nginx")]
    [InlineData("grafana/grafana:13.2.0", "mirror.example.com/hub/grafana/grafana:13.2.0")]
    [InlineData("docker.io/grafana/grafana", "mirror.example.com/hub/grafana/grafana")]
    [InlineData("nginx:1.29.0", "mirror.example.com/hub/library/nginx:1.29.0")]
    [InlineData("quay.io", "quay.io")]
    [InlineData("localhost/own", "localhost/own")]
    [InlineData("registry:5000/own", "registry:5000/own")]
    public void An_image_without_a_registry_is_of_Docker_Hub(string image, string expected) =>
        Assert.Equal(expected, new ImageMirrors(ImmutableSortedDictionary<string, string>.Empty.Add("docker.io", "mirror.example.com/hub")).Apply(image));
}
