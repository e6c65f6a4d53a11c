using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Infra.Components.Tests.Fleets.Interpreters;

/// <summary>What a member sends up.</summary>
public sealed class ReflectionScriptTests
{
    // A ResourceBinding holds what all members say; etcd takes objects of 1.5 MiB, and three thousand members are to fit, names and Karmada's own fields beside it.
    private const int LettersForOneMember = 300;

    [Fact]
    public void A_ready_member_says_so_and_which_version_it_runs() => Assert.Equal(
        Tree.Json("""
            {
              "conditions": [ { "lastTransitionTime": "2026-11-20T08:01:10Z", "reason": "InstallSucceeded", "status": "True", "type": "Ready" } ],
              "resourceTemplateGeneration": 1,
              "version": "3.9.0"
            }
            """),
        Tree.Json(KarmadaLua.Reflect(Recorded.Installed).ToJsonString()));

    [Fact]
    public void A_ready_member_costs_the_hub_little() => Assert.InRange(KarmadaLua.Reflect(Recorded.Installed).ToJsonString().Length, 1, LettersForOneMember);

    [Fact]
    public void A_folder_from_Git_runs_the_revision_that_was_applied()
    {
        var folder = Recorded.Repository;
        (folder["apiVersion"], folder["kind"]) = ("kustomize.toolkit.fluxcd.io/v1", "Kustomization");
        folder["status"]!["lastAppliedRevision"] = "main@sha1:0a1b2c";

        Assert.Equal("main@sha1:0a1b2c", $"{KarmadaLua.Reflect(folder)["version"]}");
    }

    public static TheoryData<string, string, string, string> States => new()
    {
        { "upgrading", "Unknown", "Progressing", "Running 'upgrade' action with timeout of 10m0s" },
        { "failed once", "False", "UpgradeFailed", "Helm upgrade failed for release kyverno/kyverno with chart kyverno@3.9.1: context deadline exceeded" },
        { "stalled", "False", "RetriesExceeded", "Failed to upgrade after 1 attempt(s)" },
        { "waiting", "Unknown", "Progressing", "unable to get 'infra-system/prod-cert-manager' dependency" },
        { "new", "Unknown", "NotReported", "its controller has not reported" },
        { "without status", "Unknown", "NotReported", "its controller has not reported" },
        { "changed", "Unknown", "Progressing", "its controller has not seen the newest version" },
        { "suspended", "False", "Suspended", "suspended in this member" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void A_member_that_is_not_ready_says_why(string state, string status, string reason, string message)
    {
        var condition = KarmadaLua.Reflect(state switch
        {
            "upgrading" => Recorded.Upgrading,
            "failed once" => Recorded.FailedOnce,
            "stalled" => Recorded.Stalled,
            "waiting" => Recorded.Waiting,
            "new" => Recorded.New,
            "without status" => Recorded.WithoutStatus,
            "changed" => Recorded.Changed,
            _ => Recorded.Suspended,
        })["conditions"]![0]!;

        Assert.Equal((status, reason, message), ($"{condition["status"]}", $"{condition["reason"]}", $"{condition["message"]}"));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('é')]
    [InlineData('節')]
    public void A_long_message_is_cut_between_letters(char letter)
    {
        var release = Recorded.FailedOnce;
        release["status"]!["conditions"]![1]!["message"] = "a" + new string(letter, 1000);

        var message = $"{KarmadaLua.Reflect(release)["conditions"]![0]!["message"]}";

        Assert.Equal("a" + new string(letter, message.Length - 4) + "...", message);
        Assert.InRange(Encoding.UTF8.GetByteCount(message), 195, 203);
    }

    [Fact]
    public void An_object_that_somebody_made_in_the_member_has_no_generation_of_the_hub()
    {
        var release = Recorded.Installed;
        release["metadata"]!.AsObject().Remove("annotations");

        Assert.Null(KarmadaLua.Reflect(release)["resourceTemplateGeneration"]);
    }

    [Fact]
    public void A_certificate_says_so_as_a_release_does() =>
        Assert.Equal("True", $"{KarmadaLua.Reflect(Recorded.Certificate)["conditions"]![0]!["status"]}");
}
