using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Infra.Components.Kubernetes;

/// <summary>The arguments of a custom object whose content is its <c>spec</c>, as most operators define theirs.</summary>
public sealed class SpecArgs : CustomResourceArgs
{
    /// <summary>Names the kind of object.</summary>
    public SpecArgs(string apiVersion, string kind)
        : base(apiVersion, kind)
    {
    }

    /// <summary>The object's specification, as the kind's CRD defines it.</summary>
    [Input("spec")]
    public InputMap<object> Spec { get; set; } = [];
}
