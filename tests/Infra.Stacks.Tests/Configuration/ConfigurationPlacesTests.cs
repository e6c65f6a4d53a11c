using Infra.Stacks.Configuration;
using Xunit;

namespace Infra.Stacks.Tests.Configuration;

public sealed class ConfigurationPlacesTests
{
    private const string Yaml = """
        # a comment
        config:
          infra:platform:
            clusters:
              - name: a
                labels:
                  topology.kubernetes.io/region: eu
            fleets:
              - name: f
                clusters: [a, bb]
        """;

    [Theory]
    [InlineData("clusters[0].name", "5:9")]
    [InlineData("clusters[0]", "5:9")]
    [InlineData("fleets[0].clusters[1]", "10:23")]
    [InlineData("clusters[0].labels.topology.kubernetes.io/region", "7:11")]
    [InlineData("", "3:3")]
    public void A_path_is_found_where_it_stands(string path, string place) =>
        Assert.Equal(place, ConfigurationPlaces.Find(Yaml, "infra:platform", path));

    [Theory]
    [InlineData("clusters[0].kubeconfig.path", "5:9")]
    [InlineData("clusters[7].name", "4:5")]
    [InlineData("karmada", "3:3")]
    public void What_is_missing_is_placed_at_what_should_have_it(string path, string place) =>
        Assert.Equal(place, ConfigurationPlaces.Find(Yaml, "infra:platform", path));

    [Theory]
    [InlineData("config: {}")]
    [InlineData("")]
    [InlineData("a: [")]
    public void A_file_without_the_key_has_no_place(string yaml) => Assert.Null(ConfigurationPlaces.Find(yaml, "infra:platform", "clusters"));
}
