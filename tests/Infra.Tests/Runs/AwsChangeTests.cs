using Xunit;

namespace Infra.Tests.Runs;

/// <summary>Changes of production's cluster on AWS, which is protected, as their previews show them.</summary>
[Collection(Passphrases.Name)]
public sealed class AwsChangeTests(AwsChangeTests.Standing standing) : IClassFixture<AwsChangeTests.Standing>
{
    [Theory]
    [InlineData("instanceType: m7i.2xlarge", "instanceType: m7i.4xlarge", "AWSMachineTemplate prod-cloud-batch replace forced by metadata.name", "MachineDeployment prod-cloud-batch-2 update")]
    [InlineData("instanceType: m7i.xlarge", "instanceType: m7i.2xlarge", "AWSMachineTemplate prod-cloud-control-plane replace forced by metadata.name")]
    [InlineData("labels: { work: batch }", "labels: { work: nightly }", "KubeadmConfigTemplate prod-cloud-batch replace forced by metadata.name", "MachineDeployment prod-cloud-batch-0 update")]
    [InlineData("maximum: 12", "maximum: 15", "MachineDeployment prod-cloud-web-1 update metadata.annotations")]
    [InlineData("        batch:", "        nightly:", "MachineDeployment prod-cloud-batch-1 delete", "MachineDeployment prod-cloud-nightly-1 create")]
    [InlineData("zones: [ap-southeast-1a, ap-southeast-1b, ap-southeast-1c]\n      # Images", "zones: [ap-southeast-1a, ap-southeast-1b, ap-southeast-1c]\n        natGateways: single\n      # Images", "NatGateway prod-cloud-nat-2 delete", "Eip prod-cloud-nat-1 delete")]
    public async Task A_protected_cluster_on_AWS_changes_what_it_is_made_of(string before, string after, params string[] expected)
    {
        var file = standing.Project.InFolder("stacks/Pulumi.prod.yaml");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains(before, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(before, after, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var preview = await standing.Project.RunAsync("preview", "-s", "prod");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        Assert.True(preview.ExitCode == 0, preview.Messages + preview.Out);
        var plan = string.Join('\n', preview.Out.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.All(expected, line => Assert.Contains($":{line}", plan, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_protected_cluster_on_AWS_stays()
    {

        var destroy = await standing.Project.RunAsync("destroy", "-s", "prod");

        Assert.Equal(ExitCodes.Error, destroy.ExitCode);
        foreach (var part in new[] { "AwsCluster prod-cloud", "Namespace prod-cloud", "Cluster prod-cloud" })
            Assert.Contains($"{part}: It is protected", destroy.Out, StringComparison.Ordinal);
    }

    /// <summary>The stack, brought up once. No test here changes what stands.</summary>
    public sealed class Standing : IAsyncLifetime
    {
        private readonly Passphrases.Given _passphrase = new("open sesame");

        internal Project Project { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Project.RunAsync("up", "-s", "mgmt");
            await Project.RunAsync("up", "-s", "prod");
        }

        public ValueTask DisposeAsync()
        {
            _passphrase.Dispose();
            Project.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
