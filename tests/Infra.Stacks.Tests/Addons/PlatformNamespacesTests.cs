using System.Collections.Immutable;
using Infra.Stacks.Addons;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

public sealed class PlatformNamespacesTests
{
    [Fact]
    public void A_name_that_no_namespace_can_have_reaches_no_webhook_and_no_policy()
    {
        var said = ImmutableArray.Create<object>("ingress-nginx", "cattle-*", "No Name!", "*", "", 1);
        var platform = new PlatformSpec
        {
            Karmada = new KarmadaSpec(),
            Policies = new PoliciesSpec { Parameters = ImmutableSortedDictionary.Create<string, AnyValue>(StringComparer.Ordinal).Add(PlatformNamespaces.Parameter, new AnyValue(said)) },
        };

        Assert.Equal(["ingress-nginx"], PlatformNamespaces.Own(platform).Intersect(said.OfType<string>()));
        Assert.Equal(["cattle-*", "ingress-nginx"], PlatformNamespaces.All(platform).Intersect(said));
    }
}
