using System.Text.Json.Nodes;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Fleets.Interpreters;

/// <summary>What the hub says of an object that members have.</summary>
public sealed class AggregationScriptTests
{
    private static readonly Lazy<SchemaValidator> Validator = new(() => new SchemaValidator(KindCatalog.Open(Shared.Find("."))));

    private static JsonObject Release => Recorded.Template(Recorded.Installed);

    [Fact]
    public void Ready_means_ready_in_every_member()
    {
        var hub = KarmadaLua.Aggregate(Release, Recorded.Item("beijing-01", Recorded.Installed), Recorded.Item("beijing-02", Recorded.Installed));

        Assert.Equal(("True", "ReadyInEveryMember", "ready in 2 of 2 members (3.9.0)"), Ready(hub));
        Assert.Equal(1, (long)hub["status"]!["observedGeneration"]!);
    }

    [Fact]
    public void One_member_that_failed_makes_it_not_ready_and_is_named_with_its_reason()
    {
        var hub = KarmadaLua.Aggregate(Release, Recorded.Item("beijing-02", Recorded.Stalled), Recorded.Item("beijing-01", Recorded.Installed));

        Assert.Equal(
            ("False", "NotReady", "ready in 1 of 2 members (3.9.0 in 1); not ready: beijing-02 (RetriesExceeded: Failed to upgrade after 1 attempt(s))"),
            Ready(hub));
    }

    [Fact]
    public void A_member_that_is_busy_makes_it_unknown_and_not_failed()
    {
        var hub = KarmadaLua.Aggregate(Release, Recorded.Item("a", Recorded.Installed), Recorded.Item("b", Recorded.Upgrading));

        Assert.Equal("Unknown", Ready(hub).Status);
        Assert.Equal("Progressing", Ready(hub).Reason);
    }

    [Fact]
    public void A_member_that_has_not_reported_is_waited_for()
    {
        var hub = KarmadaLua.Aggregate(Release, Recorded.Item("a", Recorded.Installed), new JsonObject { ["clusterName"] = "b", ["applied"] = true });

        Assert.Equal(("Unknown", "Progressing", "ready in 1 of 2 members (3.9.0 in 1); not ready: b (has not reported)"), Ready(hub));
        Assert.Equal(-1, (long)hub["status"]!["observedGeneration"]!);
    }

    [Fact]
    public void A_member_to_which_nothing_was_applied_yet_is_waited_for() =>
        Assert.Equal("Unknown", Ready(KarmadaLua.Aggregate(Release, new JsonObject { ["clusterName"] = "b" })).Status);

    [Fact]
    public void A_member_that_refuses_the_object_is_named_with_its_words()
    {
        var refused = new JsonObject { ["clusterName"] = "b", ["appliedMessage"] = "no matches for kind HelmRelease" };

        Assert.Equal(
            ("False", "NotReady", "ready in 0 of 1 members; not ready: b (not applied: no matches for kind HelmRelease)"),
            Ready(KarmadaLua.Aggregate(Release, refused)));
    }

    [Fact]
    public void What_a_member_says_of_an_older_version_of_the_template_does_not_count()
    {
        var hub = KarmadaLua.Aggregate(Recorded.Template(Recorded.Installed, generation: 2), Recorded.Item("a", Recorded.Installed));

        Assert.Equal(("Unknown", "Progressing", "ready in 0 of 1 members (3.9.0); not ready: a (has not got the newest version)"), Ready(hub));
        Assert.Equal(-1, (long)hub["status"]!["observedGeneration"]!);
    }

    [Fact]
    public void Versions_of_a_rollout_are_counted()
    {
        var next = Recorded.Installed;
        next["status"]!["history"]![0]!["chartVersion"] = "3.10.0";

        var hub = KarmadaLua.Aggregate(Release, Recorded.Item("a", Recorded.Installed), Recorded.Item("b", next), Recorded.Item("c", Recorded.Installed));

        Assert.Equal("ready in 3 of 3 members (3.10.0 in 1, 3.9.0 in 2)", Ready(hub).Message);
    }

    [Fact]
    public void An_object_that_no_member_has_is_not_ready() =>
        Assert.Equal(("Unknown", "NoMembers", "no member has it"), Ready(KarmadaLua.Aggregate(Release)));

    [Fact]
    public void The_order_in_which_members_report_changes_nothing()
    {
        JsonObject[] items = [Recorded.Item("c", Recorded.Stalled), Recorded.Item("a", Recorded.FailedOnce), Recorded.Item("b", Recorded.Installed)];

        Assert.Equal(KarmadaLua.Aggregate(Release, items).ToJsonString(), KarmadaLua.Aggregate(Release, items.Reverse()).ToJsonString());
    }

    [Fact]
    public void What_was_aggregated_is_aggregated_to_the_same()
    {
        JsonObject[] items = [Recorded.Item("a", Recorded.Stalled), Recorded.Item("b", Recorded.Installed)];
        var once = KarmadaLua.Aggregate(Release, items);

        Assert.Equal(once.ToJsonString(), KarmadaLua.Aggregate(once, items).ToJsonString());
    }

    [Fact]
    public void The_time_of_a_change_is_the_latest_that_a_member_named()
    {
        var hub = KarmadaLua.Aggregate(Release, Recorded.Item("a", Recorded.Stalled), Recorded.Item("b", Recorded.Installed));

        Assert.Equal("2026-11-21T09:40:00Z", Time(hub));
        Assert.Equal("2026-11-21T09:40:00Z", Time(KarmadaLua.Aggregate(hub, Recorded.Item("a", Recorded.Installed), Recorded.Item("b", Recorded.Installed))));
    }

    [Fact]
    public void The_time_stays_while_the_word_stays()
    {
        var hub = KarmadaLua.Aggregate(Release, Recorded.Item("a", Recorded.FailedOnce));

        Assert.Equal("2026-11-21T09:10:00Z", Time(KarmadaLua.Aggregate(hub, Recorded.Item("a", Recorded.Stalled))));
    }

    [Fact]
    public void Thousands_of_members_make_one_short_message()
    {
        var items = Enumerable.Range(0, 3000).Select(site => Recorded.Item($"site-{site:0000}", Recorded.Stalled));

        var message = Ready(KarmadaLua.Aggregate(Release, [.. items])).Message;

        Assert.StartsWith("ready in 0 of 3000 members; not ready: site-0000 (RetriesExceeded", message, StringComparison.Ordinal);
        Assert.EndsWith("; and 2990 more", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, 1000);
    }

    public static TheoryData<string> Kinds => ["HelmRelease", "HelmRepository", "registry", "Certificate"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_kind_s_own_schema_takes_the_status_as_it_is(string kind)
    {
        var member = kind switch
        {
            "HelmRelease" => Recorded.Installed,
            "HelmRepository" => Recorded.Repository,
            "registry" => Recorded.RepositoryInRegistry,
            _ => Recorded.Certificate,
        };

        var hub = KarmadaLua.Aggregate(Recorded.Template(member), Recorded.Item("a", member), Recorded.Item("b", member));

        // A table without entries could be a list or a map; Karmada puts back what it was, from the object that it gave.
        if (hub["spec"]!["values"] is JsonArray)
            hub["spec"]!["values"] = new JsonObject();
        Assert.Empty(Validator.Value.Validate(hub).Select(problem => problem.ToString()));
        Assert.Equal("True", Ready(hub).Status);
    }

    private static (string Status, string Reason, string Message) Ready(JsonObject hub)
    {
        var condition = Assert.Single(hub["status"]!["conditions"]!.AsArray())!;
        Assert.Equal("Ready", $"{condition["type"]}");
        return ($"{condition["status"]}", $"{condition["reason"]}", $"{condition["message"]}");
    }

    private static string Time(JsonObject hub) => $"{hub["status"]!["conditions"]![0]!["lastTransitionTime"]}";
}
