namespace Infra.Interop.Tests.Schemas;

/// <summary>Objects that their API servers take.</summary>
internal static class SampleObjects
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Deployment"] =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: edge-agent, namespace: cold-chain, labels: {app.kubernetes.io/name: edge-agent}, annotations: {example.com/note: "any text: at all"}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: edge-agent}}
              strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}
              template:
                metadata: {labels: {app: edge-agent}}
                spec:
                  containers:
                  - name: agent
                    image: example.com/edge-agent:1.0
                    ports: [{containerPort: 8080}]
                    resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 1}}
                    readinessProbe: {httpGet: {path: /, port: 8080}}
                    securityContext: {runAsNonRoot: true}
            """,
        ["Karmada cluster"] =
            """
            apiVersion: cluster.karmada.io/v1alpha1
            kind: Cluster
            metadata: {name: on-prem, labels: {fleet: global}}
            spec:
              syncMode: Push
              apiEndpoint: https://10.0.0.1:6443
              secretRef: {namespace: karmada-cluster, name: on-prem}
              impersonatorSecretRef: {namespace: karmada-cluster, name: on-prem-impersonator}
            """,
        ["ClusterPropagationPolicy"] =
            """
            apiVersion: policy.karmada.io/v1alpha1
            kind: ClusterPropagationPolicy
            metadata: {name: edge-agent}
            spec:
              resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: edge-agent, namespace: cold-chain}]
              placement:
                clusterAffinity: {labelSelector: {matchLabels: {fleet: edge}}}
                replicaScheduling: {replicaSchedulingType: Duplicated}
            """,
        ["OverridePolicy"] =
            """
            apiVersion: policy.karmada.io/v1alpha1
            kind: OverridePolicy
            metadata: {name: edge-agent, namespace: cold-chain}
            spec:
              resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: edge-agent}]
              overrideRules:
              - targetCluster: {clusterNames: [edge-1]}
                overriders: {plaintext: [{path: /spec/replicas, operator: replace, value: 3}]}
            """,
        ["HelmRelease"] =
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: cert-manager, namespace: flux-system}
            spec:
              interval: 10m
              chart: {spec: {chart: cert-manager, version: 1.21.1, sourceRef: {kind: HelmRepository, name: jetstack}}}
              values: {crds: {enabled: true}}
            """,
        ["ServiceMonitor"] =
            """
            apiVersion: monitoring.coreos.com/v1
            kind: ServiceMonitor
            metadata: {name: edge-agent, namespace: cold-chain}
            spec:
              selector: {matchLabels: {app: edge-agent}}
              endpoints: [{port: metrics, interval: 30s}]
            """,
    };

    /// <summary>Fields whose names the owner of the object chooses, so that no schema can know them: steps parted by spaces.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> FreeFields = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Deployment"] =
        [
            "metadata labels app.kubernetes.io/name",
            "metadata annotations example.com/note",
            "spec selector matchLabels app",
            "spec template metadata labels app",
            "spec template spec containers 0 resources requests cpu",
            "spec template spec containers 0 resources requests memory",
            "spec template spec containers 0 resources limits cpu",
        ],
        ["Karmada cluster"] = ["metadata labels fleet"],
        ["ClusterPropagationPolicy"] = ["spec placement clusterAffinity labelSelector matchLabels fleet"],
        ["HelmRelease"] = ["spec values crds", "spec values crds enabled"],
        ["ServiceMonitor"] = ["spec selector matchLabels app"],
    };

    /// <summary>Values of any type.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> FreeScalars = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["OverridePolicy"] = ["spec overrideRules 0 overriders plaintext 0 value"],
        ["HelmRelease"] = ["spec values crds enabled"],
    };
}
