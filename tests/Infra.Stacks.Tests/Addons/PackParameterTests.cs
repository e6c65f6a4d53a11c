using System.Collections.Immutable;
using Infra.Policies;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

/// <summary>The parameters of the repository's packs: that they take what policies can use, and nothing that could never match or that would break what is made of it.</summary>
public sealed class PackParameterTests
{
    [Theory]
    [InlineData("registries", "registry.example.com/", "registry.example.com:5000/shop/")]
    [InlineData("verifiedImages", "*", "registry.example.com/*", "registry.example.com/shop/*:v1", "registry.example.com:5000/shop/app:1.0", "shop/app@sha256:00ff", "*.example.com/*")]
    [InlineData("builders", "https://ci.example.com/builder", "https://tekton.dev/chains/v2")]
    [InlineData("registrySecrets", "pull", "registry.example.com")]
    [InlineData("platformNamespaces", "monitoring", "kube-*", "shop*", "a")]
    [InlineData("ownerLabels", "owner", "example.com/Team_1")]
    [InlineData("quotaSize", "small", "medium", "large")]
    [InlineData("ingressNamespaces", "monitoring")]
    [InlineData("egressNamespaces", "istio-system")]
    [InlineData("dnsNamespaces", "kube-system")]
    [InlineData("egressAddresses", "10.0.0.0/8", "0.0.0.0/0", "203.0.113.255/32", "fd00::/64", "::/0", "2001:db8::1/128")]
    [InlineData("dnsAddresses", "169.254.20.10/32", "fd00::a/128")]
    [InlineData("platformGroups", "system:masters", "Platform Team")]
    [InlineData("platformUsers", "arn:aws:sts::123456789012:assumed-role/platform/*", "someone@example.com")]
    [InlineData("platformAgents", "cert-manager")]
    [InlineData("openLabels", "infra.internal/quota", "policies.infra.internal/team")]
    [InlineData("logCollectorImage", "cr.fluentbit.io/fluent/fluent-bit:4.0.3", "registry.example.com:5000/a@sha256:00ff")]
    [InlineData("meshRevision", "default", "1-27-0")]
    public void What_can_match_is_taken(string parameter, params string[] texts) => Assert.All(texts, text => Assert.Empty(Faults(parameter, text)));

    [Theory]
    [InlineData("registries", "https://registry.example.com/", "registry.example.com", "registry.example.com/\n")]
    [InlineData("verifiedImages", "https://registry.example.com/*", "registry.example.com/", "registry.example.com/shop", "localhost:5000/shop", "registry.example.com/Shop/*", "*/", "a b/*")]
    [InlineData("builders", "builder", "https://", "https:// x")]
    [InlineData("registrySecrets", "Pull", "a/b")]
    [InlineData("platformNamespaces", "No Name!", "*", "**", "-a", "*-system", "kube-*-x", "a-")]
    [InlineData("ownerLabels", "not a key!", "owner*", "/owner", "example.com/")]
    [InlineData("quotaSize", "huge", "Small")]
    [InlineData("ingressNamespaces", "No Name!", "kube-*")]
    [InlineData("egressNamespaces", "kube-*")]
    [InlineData("dnsNamespaces", "kube-*")]
    [InlineData("egressAddresses", "nonsense", "10.0.0.1", "10.0.0.0/33", "256.0.0.0/8", "fd00::", "fd00::/129", "10.0.0/8")]
    [InlineData("dnsAddresses", "dns.example.com", "169.254.20.10")]
    [InlineData("platformGroups", "platform-*", "*", " a")]
    [InlineData("platformUsers", "*", "*@example.com", "a*b")]
    [InlineData("platformAgents", "flux-*", "No Name!")]
    [InlineData("openLabels", "team", "example.com/team", "infra.internal/*")]
    [InlineData("logCollectorImage", "https://registry.example.com/a", "a image", "registry.example.com/")]
    [InlineData("meshRevision", "1.27", "a*")]
    public void What_can_never_match_or_breaks_objects_is_refused(string parameter, params string[] texts) => Assert.All(texts, text => Assert.NotEmpty(Faults(parameter, text)));

    [Fact]
    public void No_parameter_takes_an_empty_text() => Assert.All(
        All.Where(parameter => parameter.Type is ParameterType.Text or ParameterType.Texts),
        parameter => Assert.All(["", "  "], text => Assert.NotEmpty(Faults(parameter, text))));

    [Fact]
    public void A_text_that_has_a_form_says_it_in_words() =>
        Assert.All(All.Where(parameter => parameter.Pattern is not null), parameter => Assert.False(string.IsNullOrEmpty(parameter.Allowed)));

    private static IEnumerable<PolicyParameter> All => PolicyFolders.Library.Packs.SelectMany(pack => pack.Parameters.Values);

    // A name may be that of parameters in two packs.
    private static ImmutableArray<ParameterFault> Faults(string name, string text)
    {
        var parameters = All.Where(parameter => parameter.Name == name).ToList();
        Assert.NotEmpty(parameters);
        var faults = parameters.Select(parameter => Faults(parameter, text)).ToList();
        Assert.Single(faults.Select(found => found.IsEmpty).Distinct());
        return faults[0];
    }

    private static ImmutableArray<ParameterFault> Faults(PolicyParameter parameter, string text) =>
        ParameterValues.Faults(parameter, parameter.Type == ParameterType.Text ? text : ImmutableArray.Create<object>(text));
}
