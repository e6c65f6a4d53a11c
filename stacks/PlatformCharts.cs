using Infra.Components;
using Infra.Components.Mesh;
using Infra.Stacks.Specification;

namespace Infra.Stacks;

/// <summary>What a specification makes of the charts that the platform installs: other versions, and mirrors of their repositories.</summary>
internal static class PlatformCharts
{
    /// <summary>A chart as this platform installs it.</summary>
    public static Chart Of(PlatformSpec platform, Chart chart) => chart with
    {
        Version = VersionOf(platform.Versions, chart) ?? chart.Version,
        Repository = platform.Mirrors.RepositoryOf(chart.Repository),
    };

    /// <summary>The charts of Istio as this platform installs them.</summary>
    public static MeshCharts OfMesh(PlatformSpec platform) => MeshCharts.Of(Of(platform, Versions.Istiod));

    /// <summary>Where this platform takes the definitions of Gateway API from.</summary>
    public static GatewayApiSource GatewayApi(PlatformSpec platform) =>
        new(platform.Mirrors.RepositoryOf(GatewayApiSource.Upstream), platform.Versions.GatewayApi ?? Versions.GatewayApi);

    private static string? VersionOf(VersionsSpec versions, Chart chart) =>
        chart == Versions.Karmada ? versions.Karmada
        : chart == Versions.CertManager ? versions.CertManager
        : chart == Versions.Flux ? versions.Flux
        : chart == Versions.ClusterApiOperator ? versions.ClusterApiOperator
        : chart == Versions.Calico || chart == Versions.CalicoDefinitions ? versions.Calico
        : chart == Versions.Cilium ? versions.Cilium
        : chart == Versions.AwsCloudController ? versions.AwsCloudController
        : chart == Versions.AwsDisks ? versions.AwsDisks
        : chart == Versions.PodIdentityWebhook ? versions.PodIdentityWebhook
        : chart == Versions.ClusterAutoscaler ? versions.ClusterAutoscaler
        : chart == Versions.KubePrometheusStack ? versions.KubePrometheusStack
        : chart == Versions.Thanos ? versions.Thanos
        : chart == Versions.Kyverno ? versions.Kyverno
        : chart == Versions.MetalLb ? versions.MetalLb
        : chart == Versions.Istiod ? versions.Istio
        : null;
}
