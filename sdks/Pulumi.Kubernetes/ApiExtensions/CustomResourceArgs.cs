using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Pulumi.Kubernetes.ApiExtensions;

/// <summary>What a program sets of an object whose kind comes from a CustomResourceDefinition. Derived types add its fields.</summary>
public abstract class CustomResourceArgs : ResourceArgs
{
    /// <summary>Describes an object.</summary>
    /// <param name="apiVersion">Group and version, for example <c>monitoring.coreos.com/v1</c>.</param>
    /// <param name="kind">The kind, for example <c>ServiceMonitor</c>.</param>
    protected CustomResourceArgs(string apiVersion, string kind)
    {
        ApiVersion = apiVersion;
        Kind = kind;
        TypeToken = $"kubernetes:{apiVersion}:{kind}";
    }

    /// <summary>Group and version of the kind.</summary>
    [Input("apiVersion")]
    public Input<string> ApiVersion { get; }

    /// <summary>The kind.</summary>
    [Input("kind")]
    public Input<string> Kind { get; }

    /// <summary>The object's metadata. Without a name, the provider makes one from the logical name.</summary>
    [Input("metadata")]
    public Input<ObjectMetaArgs>? Metadata { get; set; }

    /// <summary>The type token, <c>kubernetes:group/version:Kind</c>.</summary>
    internal string TypeToken { get; }
}
