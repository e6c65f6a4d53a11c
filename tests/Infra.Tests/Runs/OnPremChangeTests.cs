using System.Text.RegularExpressions;
using Infra.Engine.Secrets;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>What a plan shows of changes of a cluster of machines that stands.</summary>
[Collection(Passphrases.Name)]
public sealed partial class OnPremChangeTests(OnPremChangeTests.Standing standing) : IClassFixture<OnPremChangeTests.Standing>, IDisposable
{
    private const string Version = "version: 1.34.6";
    private const string Cluster = "    on-prem:\n      kind: onprem\n";
    private const string HostKey = "hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    private readonly Project _project = standing.Project;
    private readonly string _before = File.ReadAllText(standing.Project.InFolder(Standing.File));

    public void Dispose() => File.WriteAllText(_project.InFolder(Standing.File), _before);

    [Fact]
    public async Task Eight_workers_instead_of_five_are_three_machines_and_nothing_else()
    {
        var more = string.Concat(new[] { 6, 7, 8 }.Select(number => $"        worker-{number}: {{ address: 10.20.0.2{number}, {HostKey} }}\n"));
        _project.Edit("prod", "        worker-5:", more + "        worker-5:");

        var preview = await _project.RunAsync("preview", "-s", "prod");

        Assert.Equal(["worker-6", "worker-7", "worker-8"], Changed("OnPremMachine", "create", preview.Out));
        Assert.All(Line().Matches(preview.Out).Where(line => line.Groups["word"].Value != "unchanged" && line.Groups["type"].Value != "pulumi:pulumi:Stack"), line =>
            Assert.Matches("^on-prem/worker-[678]", line.Groups["name"].Value));
        Assert.Contains("21 to create, ", preview.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_minor_version_goes_through_the_machines_in_order()
    {
        _project.Edit("prod", Version, "version: 1.35.2");

        var preview = await _project.RunAsync("preview", "-s", "prod");

        Assert.Contains("control-1, control-2, control-3, one at a time", preview.Out, StringComparison.Ordinal);
        Assert.Contains("worker-1 and worker-2, then worker-3 and worker-4, then worker-5", preview.Out, StringComparison.Ordinal);
        Assert.Equal(
            [.. Machines.SelectMany(machine => new[] { $"{machine}/drain", $"{machine}/maintain", $"{machine}/ready" }), "kubeconfig"],
            Changed("Command", "update", preview.Out));
        Assert.DoesNotContain("replace", preview.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("delete", preview.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_skips_a_minor_is_refused_with_the_reason()
    {
        _project.Edit("prod", Version, "version: 1.36.0");

        var preview = await _project.RunAsync("preview", "-s", "prod");

        Assert.Equal(ExitCodes.Error, preview.ExitCode);
        Assert.Contains("clusters.on-prem.version: found 1.36.0, and 1.34.6 stands; allowed: 1.34 or 1.35", preview.Out + preview.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_only_taken_out_of_the_file_is_an_error()
    {
        var file = _project.InFolder("stacks/Pulumi.prod.yaml");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        text = Without(text, Cluster, "  infra:fleets:");
        // Whatever names it goes with it.
        text = Without(text, "      data-centre:", "  infra:applications:");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var preview = await _project.RunAsync("preview", "-s", "prod");

        Assert.Equal(ExitCodes.Error, preview.ExitCode);
        Assert.Contains("cluster 'on-prem' stands, and nothing declares it any more", preview.Out + preview.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_machines_may_leave_while_the_cluster_is_protected()
    {
        _project.Edit("prod", "        worker-5: { address: 10.20.0.25", "        worker-6: { address: 10.20.0.26");

        var preview = await _project.RunAsync("preview", "-s", "prod");
        var destroy = await _project.RunAsync("destroy", "-s", "prod");

        Assert.Equal((ExitCodes.Success, ""), (preview.ExitCode, preview.Messages));
        Assert.Equal(["worker-5"], Changed("OnPremMachine", "delete", preview.Out));
        Assert.Equal(["worker-6"], Changed("OnPremMachine", "create", preview.Out));
        Assert.Equal(ExitCodes.Error, destroy.ExitCode);
        Assert.Contains("OnPremCluster on-prem: It is protected", destroy.Out, StringComparison.Ordinal);
    }

    private static string Without(string text, string from, string until)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return text[..at] + text[text.IndexOf(until, at, StringComparison.Ordinal)..];
    }

    private static IEnumerable<string> Machines => ["control-1", "control-2", "control-3", "worker-1", "worker-2", "worker-3", "worker-4", "worker-5"];

    // In the order of the plan, without the cluster's name.
    private static IEnumerable<string> Changed(string type, string word, string plan) => Line().Matches(plan)
        .Where(line => line.Groups["type"].Value.EndsWith($":{type}", StringComparison.Ordinal) && line.Groups["word"].Value == word)
        .Select(line => line.Groups["name"].Value["on-prem/".Length..]);

    [GeneratedRegex(@"^ [^ ] [ │├└─]*(?<type>[^ ]+:[^ ]+) +(?<name>[^ ]+)  (?<word>[a-z]+( [a-z]+)*)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    /// <summary>Production as it was brought up once. No test changes more of it than its file.</summary>
    public sealed class Standing : IAsyncLifetime
    {
        internal const string File = "stacks/Pulumi.prod.yaml";

        private readonly string? _variable = Environment.GetEnvironmentVariable(PassphraseSource.Variable);

        internal Project Project { get; } = new();

        public async ValueTask InitializeAsync()
        {
            // The kubeconfig is a secret, even where it is not known yet.
            Environment.SetEnvironmentVariable(PassphraseSource.Variable, "open sesame");
            Project.Edit("prod", "version: 1.35.2", Version);
            await Project.RunAsync("up", "-s", "mgmt");
            Assert.Equal(ExitCodes.Success, (await Project.RunAsync("up", "-s", "prod")).ExitCode);
        }

        public ValueTask DisposeAsync()
        {
            Environment.SetEnvironmentVariable(PassphraseSource.Variable, _variable);
            Project.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
