using Infra.Presentation;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>A stack whose clusters are a mesh: by whom they know one another, and how that changes.</summary>
public sealed class MeshTrustTests : IDisposable
{
    private readonly Project _project = new();

    public MeshTrustTests() => _project.EditDev("  infra:clusters:\n", """
          infra:managementCluster: hub
          infra:management: { certManager: install }
          infra:meshes:
            shop: { on: { fleet: fleet-edge }, trust: { roots: { first: {} }, signer: first } }
          infra:clusters:
            hub:
              kind: attached
              kubeconfig: { path: ~/.kube/hub.config }
              apiEndpoint: https://hub:6443

        """);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_root_is_replaced_in_steps_that_the_plan_tells()
    {
        await UpAsync();
        _project.EditDev("roots: { first: {} }", "roots: { first: {}, second: {} }");
        var trusting = await UpAsync();
        _project.EditDev("signer: first", "signer: second");
        var signing = await UpAsync();
        _project.EditDev("roots: { first: {}, second: {} }", "roots: { second: {} }");
        var removing = await UpAsync();

        Assert.Contains("mesh 'shop': every cluster learns to trust root 'second', and 'first' goes on to sign", Words(trusting), StringComparison.Ordinal);
        Assert.Contains("mesh 'shop': root 'second' signs from here on, and 'first' no more", Words(signing), StringComparison.Ordinal);
        Assert.Contains("mesh 'shop': root 'first' is trusted no more", Words(removing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_that_nobody_trusts_yet_does_not_sign()
    {
        await UpAsync();
        _project.EditDev("roots: { first: {} }, signer: first", "roots: { first: {}, second: {} }, signer: second");

        var up = await _project.RunAsync("up", "-s", "dev");

        Assert.Equal(ExitCodes.Error, up.ExitCode);
        Assert.Contains("INF112", up.Messages + up.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_up_changes_no_byte()
    {
        await UpAsync();
        var before = _project.Made();

        var again = await _project.RunAsync("up", "-s", "dev", "--expect-no-changes");

        Assert.True(again.ExitCode == ExitCodes.Success, again.Messages + again.Out);
        Assert.Equal(before, _project.Made());
    }

    private async Task<Answer> UpAsync()
    {
        var up = await _project.RunAsync("up", "-s", "dev");
        Assert.True(up.ExitCode == ExitCodes.Success, up.Messages + up.Out);
        return up;
    }

    private static string Words(Answer answer) => (answer.Messages + answer.Out).ReplaceLineEndings(" ");
}
