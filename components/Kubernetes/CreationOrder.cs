using Pulumi;

namespace Infra.Components.Kubernetes;

/// <summary>Says that resources come after others, and go before them.</summary>
internal static class CreationOrder
{
    /// <summary>The same options, for what needs these resources to be there.</summary>
    public static CustomResourceOptions After(this CustomResourceOptions options, params IEnumerable<Resource> needs) =>
        CustomResourceOptions.Merge(options, new CustomResourceOptions { DependsOn = { needs.ToArray() } });
}
