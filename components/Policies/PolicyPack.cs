using System.Collections.Immutable;
using Infra.Components.Fleets;

namespace Infra.Components.Policies;

/// <summary>Kyverno, which decides about policies, as an add-on. What it decides is not here: policies are other add-ons, which require this one.</summary>
/// <remarks>
/// <para>It must never be the reason that a cluster cannot be repaired, so:</para>
/// <list type="bullet">
/// <item>the API server does not ask it about the namespaces of Kubernetes, of itself, of the delivery and of the platform's add-ons: these start, move and are repaired without it;</item>
/// <item>nodes and their certificates are admitted without it, or a cluster that was switched off could not come back;</item>
/// <item>when it is taken away, a job before it takes its webhooks with it.</item>
/// </list>
/// <para>
/// A policy that says <c>failurePolicy: Fail</c> still refuses everywhere else while Kyverno is down: otherwise stopping it would be the way around it. What protects the platform
/// itself is handed on to Kubernetes (ValidatingAdmissionPolicy), which holds without Kyverno and in all namespaces.
/// </para>
/// </remarks>
public static class PolicyPack
{
    /// <summary>The add-on's name, and Helm's release.</summary>
    public const string Name = "kyverno";

    /// <summary>Its namespace.</summary>
    public const string Namespace = "kyverno";

    /// <summary>The namespaces in which policies are silent on every cluster: Kubernetes' own, its own, and those of the delivery.</summary>
    public static ImmutableArray<string> SilentNamespaces => PolicyPackManifests.Silent;

    /// <summary>The add-on.</summary>
    /// <exception cref="ArgumentException">It would run without an admission controller.</exception>
    public static Addon Addon(PolicyPackPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Replicas < 1)
            throw new ArgumentException($"{plan.Replicas} admission controllers admit nothing; there is at least 1", nameof(plan));
        return new Addon
        {
            Name = Name,
            Namespace = Namespace,
            Content = new AddonContent.Helm(plan.Chart, PolicyPackManifests.Values(plan)),
            // Since 1.30 Kubernetes has policies of its own in a version that stays, which those that protect the platform become.
            MinimumKubernetes = "1.30.0",
            Architectures = ["amd64", "arm64"],
            Definitions = PolicyPackManifests.Definitions,
            Healthy = [.. PolicyPackManifests.Controllers.Select(controller => new AddonWorkload("Deployment", $"{Name}-{controller}"))],
            // Its webhooks and certificates are made by itself and not by the chart; nothing else of the chart is changed in a cluster, so all that differs is put right.
            IgnoreDrift = [],
            PodSecurity = PodSecurityLevel.Restricted,
        };
    }
}
