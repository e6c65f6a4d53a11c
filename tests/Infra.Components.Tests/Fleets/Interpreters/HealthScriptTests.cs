using System.Text.Json.Nodes;
using Xunit;

namespace Infra.Components.Tests.Fleets.Interpreters;

public sealed class HealthScriptTests
{
    [Fact]
    public void A_release_that_is_ready_is_healthy() => Assert.True(KarmadaLua.Health(Recorded.Installed));

    public static TheoryData<string> Others => [.. NotReady.Keys];

    private static readonly Dictionary<string, JsonObject> NotReady = new()
    {
        ["upgrading"] = Recorded.Upgrading,
        ["failed once"] = Recorded.FailedOnce,
        ["stalled"] = Recorded.Stalled,
        ["waiting for another"] = Recorded.Waiting,
        ["new"] = Recorded.New,
        ["without status"] = Recorded.WithoutStatus,
        ["changed since it was ready"] = Recorded.Changed,
        ["suspended while it was ready"] = Recorded.Suspended,
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void A_release_in_any_other_state_is_not(string state) => Assert.False(KarmadaLua.Health(NotReady[state]));

    [Fact]
    public void A_release_that_says_ready_and_stalled_is_not_healthy()
    {
        var release = Recorded.Installed;
        release["status"]!["conditions"]!.AsArray().Add(new JsonObject { ["type"] = "Stalled", ["status"] = "True", ["reason"] = "X" });

        Assert.False(KarmadaLua.Health(release));
    }

    [Fact]
    public void A_condition_about_an_older_generation_does_not_make_a_certificate_healthy()
    {
        var certificate = Recorded.Certificate;
        Assert.True(KarmadaLua.Health(certificate));

        certificate["metadata"]!["generation"] = 2;
        Assert.False(KarmadaLua.Health(certificate));
    }

    [Fact]
    public void A_repository_of_charts_is_healthy_when_its_index_was_read() => Assert.True(KarmadaLua.Health(Recorded.Repository));

    [Fact]
    public void A_repository_in_a_registry_has_no_status_and_is_healthy() => Assert.True(KarmadaLua.Health(Recorded.RepositoryInRegistry));

    [Theory]
    [InlineData(null, true)]
    [InlineData("True", true)]
    [InlineData("False", false)]
    public void A_rule_is_healthy_unless_a_Prometheus_refused_it(string? accepted, bool healthy) => Assert.Equal(healthy, KarmadaLua.Health(Recorded.Rule(accepted)));
}
