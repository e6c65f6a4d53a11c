using System.Text.Json.Nodes;

namespace Infra.Components.Tests.Fleets.Interpreters;

/// <summary>Objects as a member has them, with statuses in the words of their controllers (Flux 2.8: helm-controller and source-controller).</summary>
internal static class Recorded
{
    private const string Progress = "Running 'upgrade' action with timeout of 10m0s";

    public static JsonObject Installed => HelmRelease(1, """
        {
          "observedGeneration": 1,
          "lastAttemptedGeneration": 1,
          "lastAttemptedReleaseAction": "install",
          "lastAttemptedRevision": "3.9.0",
          "lastAttemptedConfigDigest": "sha256:af2ce0c5be3f43bf9ddc9d9ae1e8bf5ac2f55a4a6ec3c6bbff5d7cbf0d3a7b8b",
          "helmChart": "infra-system/infra-system-prod-kyverno",
          "storageNamespace": "kyverno",
          "conditions": [
            { "type": "Ready", "status": "True", "reason": "InstallSucceeded", "observedGeneration": 1, "lastTransitionTime": "2026-11-20T08:01:10Z",
              "message": "Helm install succeeded for release kyverno/kyverno.v1 with chart kyverno@3.9.0" },
            { "type": "Released", "status": "True", "reason": "InstallSucceeded", "observedGeneration": 1, "lastTransitionTime": "2026-11-20T08:01:10Z",
              "message": "Helm install succeeded for release kyverno/kyverno.v1 with chart kyverno@3.9.0" }
          ],
          "history": [
            { "name": "kyverno", "namespace": "kyverno", "version": 1, "status": "deployed", "chartName": "kyverno", "chartVersion": "3.9.0", "appVersion": "v1.19.0",
              "configDigest": "sha256:af2ce0c5be3f43bf9ddc9d9ae1e8bf5ac2f55a4a6ec3c6bbff5d7cbf0d3a7b8b", "digest": "sha256:0e5b8c", "firstDeployed": "2026-11-20T08:00:02Z", "lastDeployed": "2026-11-20T08:00:02Z" }
          ]
        }
        """);

    public static JsonObject Upgrading => HelmRelease(2, $$"""
        {
          "observedGeneration": 1,
          "conditions": [
            { "type": "Reconciling", "status": "True", "reason": "Progressing", "observedGeneration": 2, "lastTransitionTime": "2026-11-21T09:00:00Z", "message": "{{Progress}}" },
            { "type": "Ready", "status": "Unknown", "reason": "Progressing", "observedGeneration": 2, "lastTransitionTime": "2026-11-21T09:00:00Z", "message": "{{Progress}}" }
          ],
          "history": [ { "name": "kyverno", "version": 1, "status": "deployed", "chartName": "kyverno", "chartVersion": "3.9.0" } ]
        }
        """);

    /// <summary>Flux still tries: the status as a whole is of the generation before, the condition is of this one.</summary>
    public static JsonObject FailedOnce => HelmRelease(2, """
        {
          "observedGeneration": 1,
          "conditions": [
            { "type": "Reconciling", "status": "True", "reason": "ProgressingWithRetry", "observedGeneration": 2, "lastTransitionTime": "2026-11-21T09:10:00Z", "message": "retrying after error" },
            { "type": "Ready", "status": "False", "reason": "UpgradeFailed", "observedGeneration": 2, "lastTransitionTime": "2026-11-21T09:10:00Z",
              "message": "Helm upgrade failed for release kyverno/kyverno with chart kyverno@3.9.1: context deadline exceeded" }
          ]
        }
        """);

    /// <summary>The conditions are in no order that anybody promised.</summary>
    public static JsonObject Stalled => HelmRelease(2, """
        {
          "observedGeneration": 2,
          "conditions": [
            { "type": "Stalled", "status": "True", "reason": "RetriesExceeded", "observedGeneration": 2, "lastTransitionTime": "2026-11-21T09:40:00Z", "message": "Failed to upgrade after 1 attempt(s)" },
            { "type": "Ready", "status": "False", "reason": "PendingRelease", "observedGeneration": 2, "lastTransitionTime": "2026-11-21T09:39:59Z",
              "message": "Unlocked Helm release kyverno/kyverno.v2 with chart kyverno@3.9.1 in pending-upgrade state" },
            { "type": "Released", "status": "False", "reason": "PendingRelease", "observedGeneration": 2, "lastTransitionTime": "2026-11-21T09:39:59Z", "message": "Unlocked Helm release" }
          ]
        }
        """);

    /// <summary>Ready is what was said of the generation before.</summary>
    public static JsonObject Waiting => HelmRelease(4, """
        {
          "observedGeneration": 3,
          "conditions": [
            { "type": "Reconciling", "status": "True", "reason": "ProgressingWithRetry", "observedGeneration": 4, "lastTransitionTime": "2026-11-21T09:00:00Z",
              "message": "unable to get 'infra-system/prod-cert-manager' dependency" },
            { "type": "Ready", "status": "False", "reason": "DependencyNotReady", "observedGeneration": 3, "lastTransitionTime": "2026-11-21T08:50:59Z",
              "message": "unable to get 'infra-system/prod-cert-manager' dependency" }
          ]
        }
        """);

    /// <summary>As the API server makes it, before helm-controller has looked at it.</summary>
    public static JsonObject New => HelmRelease(1, """{ "observedGeneration": -1 }""");

    public static JsonObject WithoutStatus
    {
        get
        {
            var release = New;
            release.Remove("status");
            return release;
        }
    }

    /// <summary>Changed a moment ago: everything that it says is about what it was.</summary>
    public static JsonObject Changed
    {
        get
        {
            var release = Installed;
            release["metadata"]!["generation"] = 2;
            return release;
        }
    }

    public static JsonObject Suspended
    {
        get
        {
            var release = Installed;
            release["spec"]!["suspend"] = true;
            return release;
        }
    }

    public static JsonObject Repository => JsonNode.Parse("""
        {
          "apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "HelmRepository",
          "metadata": { "name": "prod-kyverno", "namespace": "infra-system", "generation": 1, "creationTimestamp": "2026-11-20T08:00:00Z", "annotations": { "resourcetemplate.karmada.io/generation": "1" } },
          "spec": { "interval": "1h", "url": "https://kyverno.github.io/kyverno/" },
          "status": {
            "observedGeneration": 1,
            "url": "http://source-controller.flux-system.svc.cluster.local./helmrepository/infra-system/prod-kyverno/index.yaml",
            "artifact": { "path": "helmrepository/infra-system/prod-kyverno/index.yaml", "url": "http://source-controller/index.yaml", "revision": "sha256:83a3c5", "digest": "sha256:83a3c5", "lastUpdateTime": "2026-11-20T08:00:05Z", "size": 40898 },
            "conditions": [
              { "type": "Ready", "status": "True", "reason": "Succeeded", "observedGeneration": 1, "lastTransitionTime": "2026-11-20T08:00:05Z", "message": "stored artifact: revision 'sha256:83a3c5'" },
              { "type": "ArtifactInStorage", "status": "True", "reason": "Succeeded", "observedGeneration": 1, "lastTransitionTime": "2026-11-20T08:00:05Z", "message": "stored artifact: revision 'sha256:83a3c5'" }
            ]
          }
        }
        """)!.AsObject();

    public static JsonObject RepositoryInRegistry => JsonNode.Parse("""
        {
          "apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "HelmRepository",
          "metadata": { "name": "prod-web", "namespace": "infra-system", "generation": 1, "creationTimestamp": "2026-11-20T08:00:00Z" },
          "spec": { "type": "oci", "interval": "1h", "url": "oci://registry.example.com/charts" },
          "status": { "observedGeneration": -1 }
        }
        """)!.AsObject();

    public static JsonObject Certificate => JsonNode.Parse("""
        {
          "apiVersion": "cert-manager.io/v1", "kind": "Certificate",
          "metadata": { "name": "web", "namespace": "shop", "generation": 1, "creationTimestamp": "2026-11-20T08:00:00Z" },
          "spec": { "secretName": "web", "issuerRef": { "name": "site" }, "dnsNames": ["web.example.com"] },
          "status": {
            "notAfter": "2027-02-18T08:00:30Z",
            "conditions": [
              { "type": "Ready", "status": "True", "reason": "Ready", "observedGeneration": 1, "lastTransitionTime": "2026-11-20T08:00:30Z", "message": "Certificate is up to date and has not expired" }
            ]
          }
        }
        """)!.AsObject();

    public static JsonObject Rule(string? accepted) => JsonNode.Parse($$"""
        {
          "apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule",
          "metadata": { "name": "shop", "namespace": "shop", "generation": 1 },
          "spec": { "groups": [] }{{(accepted is null ? "" : $$""", "status": { "bindings": [ { "group": "monitoring.coreos.com", "resource": "prometheuses", "name": "p", "namespace": "monitoring", "conditions": [ { "type": "Accepted", "status": "{{accepted}}", "observedGeneration": 1 } ] } ] }""")}}
        }
        """)!.AsObject();

    /// <summary>A policy as Kyverno 1.19 reports on it (its package policystatus).</summary>
    public static JsonObject Policy(string status, bool isNative = false) => JsonNode.Parse($$"""
        {
          "apiVersion": "policies.kyverno.io/v1", "kind": "ValidatingPolicy",
          "metadata": { "name": "prod-disallow-privileged-containers", "generation": 1, "creationTimestamp": "2026-11-20T08:00:00Z", "annotations": { "resourcetemplate.karmada.io/generation": "1" } },
          "spec": { "validationActions": ["Deny"]{{(isNative ? """, "autogen": { "validatingAdmissionPolicy": { "enabled": true } }""" : "")}} },
          "status": {{status}}
        }
        """)!.AsObject();

    public static JsonObject Exception => JsonNode.Parse("""
        {
          "apiVersion": "policies.kyverno.io/v1", "kind": "PolicyException",
          "metadata": { "name": "node-exporter", "namespace": "kyverno" },
          "spec": { "policyRefs": [ { "kind": "ValidatingPolicy", "name": "prod-disallow-host-path" } ], "expiresAt": "2027-01-31T00:00:00Z" }
        }
        """)!.AsObject();

    /// <summary>The object in Karmada, before and after the members report.</summary>
    public static JsonObject Template(JsonObject member, int generation = 1)
    {
        var template = member.DeepClone().AsObject();
        template["metadata"]!["generation"] = generation;
        template["metadata"]!["creationTimestamp"] = "2026-11-20T07:59:00Z";
        template["metadata"]!.AsObject().Remove("annotations");
        template.Remove("status");
        // The API server's default, for kinds whose definition has one.
        if (!$"{template["apiVersion"]}".StartsWith("cert-manager", StringComparison.Ordinal))
            template["status"] = new JsonObject { ["observedGeneration"] = -1 };
        return template;
    }

    /// <summary>What Karmada has of one member.</summary>
    public static JsonObject Item(string cluster, JsonObject member) => new() { ["clusterName"] = cluster, ["applied"] = true, ["status"] = KarmadaLua.Reflect(member) };

    private static JsonObject HelmRelease(int generation, string status) => JsonNode.Parse($$"""
        {
          "apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease",
          "metadata": {
            "name": "prod-kyverno", "namespace": "infra-system", "generation": {{generation}}, "creationTimestamp": "2026-11-20T08:00:00Z",
            "annotations": { "resourcetemplate.karmada.io/generation": "1", "resourcebinding.karmada.io/name": "prod-kyverno-helmrelease" }
          },
          "spec": {
            "interval": "10m", "releaseName": "kyverno", "targetNamespace": "kyverno",
            "chart": { "spec": { "chart": "kyverno", "version": "3.9.0", "sourceRef": { "kind": "HelmRepository", "name": "prod-kyverno" } } },
            "valuesFrom": [ { "kind": "ConfigMap", "name": "cluster-identity", "valuesKey": "region", "targetPath": "region" } ],
            "values": {}
          },
          "status": {{status}}
        }
        """)!.AsObject();
}
