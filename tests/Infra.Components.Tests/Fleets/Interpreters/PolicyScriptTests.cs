using System.Text.Json.Nodes;
using Xunit;

namespace Infra.Components.Tests.Fleets.Interpreters;

/// <summary>How Karmada reads what Kyverno says of a policy.</summary>
public sealed class PolicyScriptTests
{
    private const string Conditions = """
        "conditions": [
          { "type": "WebhookConfigured", "status": "True", "reason": "Succeeded", "message": "Webhook configured.", "lastTransitionTime": "2026-11-20T08:00:09Z" },
          { "type": "RBACPermissionsGranted", "status": "True", "reason": "Succeeded", "message": "Policy is ready for reporting.", "lastTransitionTime": "2026-11-20T08:00:07Z" }
        ]
        """;

    private static readonly JsonObject Ready = Recorded.Policy($$"""{ "conditionStatus": { "ready": true, {{Conditions}} } }""");

    private static readonly JsonObject WithoutRights = Recorded.Policy("""
        { "conditionStatus": { "ready": false, "conditions": [
          { "type": "WebhookConfigured", "status": "True", "reason": "Succeeded", "message": "Webhook configured.", "lastTransitionTime": "2026-11-20T08:00:09Z" },
          { "type": "RBACPermissionsGranted", "status": "False", "reason": "Failed", "message": "Policy is not ready for reporting, missing permissions", "lastTransitionTime": "2026-11-20T08:00:07Z" }
        ] } }
        """);

    public static TheoryData<string, string, string, string> States => new()
    {
        { "ready", "True", "Ready", "" },
        { "without rights", "False", "RBACPermissionsGranted", "Policy is not ready for reporting, missing permissions" },
        { "not ready for no reason", "False", "NotReady", "" },
        { "new", "Unknown", "NotReported", "Kyverno has not reported" },
        { "cached only", "Unknown", "NotReported", "Kyverno has not reported" },
        { "handed on", "True", "Generated", "" },
        { "handed on, of kinds that Kyverno may not read", "True", "Generated", "" },
        { "not handed on", "False", "NotGenerated", "skip generating ValidatingAdmissionPolicy: a policy exception exists" },
        { "not handed on yet", "False", "NotGenerated", "Kubernetes has not been given the policy" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void A_member_says_what_Kyverno_says(string state, string status, string reason, string message)
    {
        var policy = state switch
        {
            "ready" => Ready,
            "without rights" => WithoutRights,
            "not ready for no reason" => Recorded.Policy("""{ "conditionStatus": { "ready": false } }"""),
            "new" => Recorded.Policy("{}"),
            "cached only" => Recorded.Policy($$"""{ "conditionStatus": { {{Conditions}} } }"""),
            "handed on" => Recorded.Policy($$"""{ "generated": true, "conditionStatus": { "ready": true, {{Conditions}} } }""", isNative: true),
            "handed on, of kinds that Kyverno may not read" => Recorded.Policy("""
                { "generated": true, "conditionStatus": { "ready": false, "conditions": [ { "type": "RBACPermissionsGranted", "status": "False", "message": "missing permissions" } ] } }
                """, isNative: true),
            "not handed on" => Recorded.Policy(
                $$"""{ "generated": false, "conditionStatus": { "ready": true, "message": "skip generating ValidatingAdmissionPolicy: a policy exception exists", {{Conditions}} } }""", isNative: true),
            _ => Recorded.Policy($$"""{ "conditionStatus": { "ready": true, "message": "", {{Conditions}} } }""", isNative: true),
        };

        var condition = KarmadaLua.Reflect(policy)["conditions"]![0]!;

        Assert.Equal((status, reason, message), ($"{condition["status"]}", $"{condition["reason"]}", $"{condition["message"]}"));
        Assert.Equal(status == "True", KarmadaLua.Health(policy));
    }

    [Fact]
    public void It_is_so_since_the_last_of_its_conditions() =>
        Assert.Equal("2026-11-20T08:00:09Z", $"{KarmadaLua.Reflect(Ready)["conditions"]![0]!["lastTransitionTime"]}");

    [Fact]
    public void A_policy_of_the_hub_is_ready_when_it_is_in_every_member_and_says_where_it_is_not()
    {
        var template = new JsonObject { ["apiVersion"] = "policies.kyverno.io/v1", ["kind"] = "ValidatingPolicy", ["metadata"] = new JsonObject { ["name"] = "p", ["generation"] = 1, ["creationTimestamp"] = "2026-11-20T07:59:00Z" } };

        var both = KarmadaLua.Aggregate(template, Recorded.Item("a", Ready), Recorded.Item("b", Ready))["status"]!["conditions"]![0]!;
        var one = KarmadaLua.Aggregate(template, Recorded.Item("a", Ready), Recorded.Item("b", WithoutRights))["status"]!["conditions"]![0]!;

        Assert.Equal(("True", "ready in 2 of 2 members"), ($"{both["status"]}", $"{both["message"]}"));
        Assert.Equal(
            ("False", "ready in 1 of 2 members; not ready: b (RBACPermissionsGranted: Policy is not ready for reporting, missing permissions)"),
            ($"{one["status"]}", $"{one["message"]}"));
    }

    [Fact]
    public void An_exception_is_in_order_once_it_is_there() => Assert.True(KarmadaLua.Health(Recorded.Exception));
}
