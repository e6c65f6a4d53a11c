using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Kubernetes;

public sealed class AuditPolicyTests
{
    private static readonly ImmutableArray<object> Rules = (ImmutableArray<object>)AuditPolicy.Rules["rules"];

    [Fact]
    public void The_content_of_objects_is_never_written_down() => Assert.All(Rules, rule => Assert.Contains(Tree.At(rule, "level"), new object[] { "None", "Metadata" }));

    [Fact]
    public void What_no_rule_leaves_out_is_written_down()
    {
        // Rules are read from the top, and the first that fits decides.
        Assert.Equal("Metadata", Tree.At(Rules[^1], "level"));
        Assert.Single((ImmutableDictionary<string, object>)Rules[^1]);
        Assert.All(Rules.SkipLast(1), rule => Assert.True(((ImmutableDictionary<string, object>)rule).Count > 1));
    }
}
