using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Infra.Components.Kubernetes;

/// <summary>Reads a Secret that something else writes, such as cert-manager, at each run anew.</summary>
/// <remarks>
/// Not by <c>Secret.Get</c>: the .NET SDK does not tell the engine which outputs of what it reads are secret, and neither does the provider, so they would be in the stack's state as
/// they are. But the engine keeps secret each output of which an input by that name is; so there is one, which holds nothing. It is as unknown as the id: a plan in which nobody has
/// written the secret yet takes inputs for outputs, and would find nothing in it.
/// </remarks>
internal static class ReadSecret
{
    /// <summary>What the secret holds, in base64, by key.</summary>
    /// <param name="name">The logical name.</param>
    /// <param name="id">Namespace and name; unknown until the secret is there.</param>
    /// <param name="options">Which cluster it is in.</param>
    public static Output<ImmutableDictionary<string, string>> Data(string name, Input<string> id, CustomResourceOptions options) => new Secret(
        name,
        new SecretArgs { Data = Output.CreateSecret(id.ToOutput().Apply(_ => ImmutableDictionary<string, string>.Empty)) },
        CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id })).Data;
}
