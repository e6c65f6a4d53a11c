using Pulumi.Kubernetes.Types.Outputs.Meta.V1;

namespace Pulumi.Kubernetes.ApiExtensions;

/// <summary>An object whose kind comes from a CustomResourceDefinition.</summary>
/// <remarks>Unlike the kinds of this package it asks for no provider version: whatever provider the program uses will do.</remarks>
public class CustomResource : KubernetesResource
{
    /// <summary>Declares an object.</summary>
    /// <param name="name">The logical name; unique among the resources of this kind below the same parent.</param>
    /// <param name="args">What is wanted of it, group, version and kind included.</param>
    /// <param name="options">How the engine treats it.</param>
    public CustomResource(string name, CustomResourceArgs args, CustomResourceOptions? options = null)
        : base(args.TypeToken, name, args, options)
    {
    }

    /// <summary>The field <c>apiVersion</c>.</summary>
    [Output("apiVersion")]
    public Output<string> ApiVersion { get; private set; } = null!;

    /// <summary>The field <c>kind</c>.</summary>
    [Output("kind")]
    public Output<string> Kind { get; private set; } = null!;

    /// <summary>The field <c>metadata</c>.</summary>
    [Output("metadata")]
    public Output<ObjectMeta> Metadata { get; private set; } = null!;
}
