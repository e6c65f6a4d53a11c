using Xunit;

namespace Infra.Tests.Runs;

/// <summary>The stack that everything else stands on.</summary>
public sealed class ManagementStackTests : IDisposable
{
    private const string StackFile = "stacks/Pulumi.mgmt.yaml";

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task In_production_it_cannot_be_destroyed()
    {
        await _project.RunAsync("up", "-s", "mgmt");
        var before = _project.Made();

        var destroy = await _project.RunAsync("destroy", "-s", "mgmt");

        Assert.Equal(ExitCodes.Error, destroy.ExitCode);
        Assert.Contains("protected", destroy.Out, StringComparison.Ordinal);
        Assert.Equal(before, _project.Made());
    }

    [Fact]
    public async Task Each_part_on_the_management_cluster_is_protected()
    {
        await _project.RunAsync("up", "-s", "mgmt");

        var destroy = await _project.RunAsync("destroy", "-s", "mgmt");

        foreach (var part in new[] { "ManagementCluster kurator-mgmt", "KarmadaControlPlane karmada", "AttachedCluster kurator-mgmt", "Release karmada", "Release flux", "Release cert-manager" })
            Assert.Contains($"{part}: It is protected", destroy.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_hands_on_the_way_into_its_cluster()
    {
        var up = await _project.RunAsync("up", "-s", "mgmt");

        Assert.Contains("+ managementKubeconfig: \"~/.kube/kurator-mgmt.config\"", up.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_once_its_cluster_is_no_longer_protected()
    {
        await _project.RunAsync("up", "-s", "mgmt");
        var file = _project.InFolder(StackFile);
        await File.WriteAllTextAsync(
            file,
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("      kind: attached\n", "      kind: attached\n      protected: false\n", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await _project.RunAsync("up", "-s", "mgmt");

        var destroy = await _project.RunAsync("destroy", "-s", "mgmt");

        Assert.Equal((ExitCodes.Success, ""), (destroy.ExitCode, destroy.Messages));
        Assert.Empty(_project.Made());
    }
}
