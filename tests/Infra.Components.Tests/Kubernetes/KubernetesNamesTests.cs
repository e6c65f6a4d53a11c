using Infra.Components.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Kubernetes;

public sealed class KubernetesNamesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("prod-cloud")]
    [InlineData("0-9")]
    public void A_label_may_be(string name) => Assert.True(KubernetesNames.IsLabel(name));

    [Theory]
    [InlineData("")]
    [InlineData("Prod")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a.b")]
    [InlineData("a\n")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_label_may_not_be(string name) => Assert.False(KubernetesNames.IsLabel(name));

    [Theory]
    [InlineData("tier", true)]
    [InlineData("topology.kubernetes.io/region", true)]
    [InlineData("Some_key.x", true)]
    [InlineData("a/b/c", false)]
    [InlineData("/x", false)]
    [InlineData("x/", false)]
    [InlineData("UPPER/x", false)]
    public void Keys_of_labels_have_at_most_one_dns_prefix(string key, bool valid) => Assert.Equal(valid, KubernetesNames.IsLabelKey(key));

    [Fact]
    public void A_refused_name_is_told_what_is_allowed()
    {
        var error = Assert.Throws<ArgumentException>(() => KubernetesNames.Checked("Edge", "fleet"));

        Assert.StartsWith($"fleet name 'Edge' is invalid; allowed: {KubernetesNames.LabelRule}", error.Message, StringComparison.Ordinal);
    }
}
