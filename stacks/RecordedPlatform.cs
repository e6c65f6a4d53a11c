using System.Collections.Immutable;
using Infra.Stacks.Checking;
using Pulumi;

namespace Infra.Stacks;

/// <summary>What this stack recorded of itself when it was brought up last.</summary>
internal static class RecordedPlatform
{
    // The engine's own function behind stack references. Unlike a reference it leaves no resource, which would record each run's outputs in the next.
    private const string ReadOutputs = "pulumi:pulumi:readStackOutputs";

    /// <summary>Reads it from the stack's own outputs; empty before the first time.</summary>
    public static async Task<DeployedPlatform> ReadAsync()
    {
        // The whole name: short ones do not work with every Pulumi backend.
        var deployment = Deployment.Instance;
        var itself = new StackName { Name = $"{deployment.OrganizationName}/{deployment.ProjectName}/{deployment.StackName}" };
        var recorded = await deployment.InvokeAsync<StackOutputs>(ReadOutputs, itself);
        return recorded?.Outputs?.GetValueOrDefault(DeployedPlatform.OutputName) is ImmutableDictionary<string, object> deployed
            ? DeployedPlatform.FromOutput(deployed)
            : DeployedPlatform.Empty;
    }

    private sealed class StackName : InvokeArgs
    {
        [Input("name", required: true)]
        public string Name { get; set; } = "";
    }

    [OutputType]
    private sealed class StackOutputs
    {
        [OutputConstructor]
        private StackOutputs(ImmutableDictionary<string, object>? outputs) => Outputs = outputs;

        public ImmutableDictionary<string, object>? Outputs { get; }
    }
}
