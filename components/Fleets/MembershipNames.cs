namespace Infra.Components.Fleets;

/// <summary>The names of the objects that make a membership, as <c>karmadactl join</c> gives them, so that Karmada's own tools find them.</summary>
internal static class MembershipNames
{
    /// <summary>The namespace of credentials, in the member and in Karmada, where Karmada's installation makes it.</summary>
    public const string ClusterNamespace = "karmada-cluster";

    /// <summary>The account by which Karmada acts as the person who asked.</summary>
    public const string Impersonator = "karmada-impersonator";

    /// <summary>The member's own namespace for what the platform tells and runs there.</summary>
    public const string SystemNamespace = "infra-system";

    /// <summary>The ConfigMap that tells add-ons where they run.</summary>
    public const string Identity = "cluster-identity";

    /// <summary>The key of <see cref="Identity"/> that holds a fact.</summary>
    public static string Fact(ClusterFact fact) => fact switch
    {
        ClusterFact.Name => "name",
        ClusterFact.Fleet => "fleet",
        ClusterFact.Region => "region",
        ClusterFact.Provider => "provider",
        ClusterFact.Network => "network",
        ClusterFact.Mesh => "mesh",
        ClusterFact.Entrances => "entrances",
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "no fact of a cluster"),
    };

    /// <summary>The key of <see cref="Identity"/> that holds a fact in quotes: Flux reads an unquoted value as <c>helm --set</c> does, to which <c>7</c> is a number.</summary>
    public static string HelmFact(ClusterFact fact) => $"helm-{Fact(fact)}";

    /// <summary>The account by which Karmada writes to the member.</summary>
    public static string Account(string cluster) => $"karmada-{cluster}";

    /// <summary>The role of that account.</summary>
    public static string Role(string cluster) => $"karmada-controller-manager:{Account(cluster)}";

    /// <summary>The credential in Karmada.</summary>
    public static string Credential(string cluster) => cluster;

    /// <summary>The impersonator's credential in Karmada.</summary>
    public static string ImpersonatorCredential(string cluster) => $"{cluster}-impersonator";

    /// <summary>The namespace in which Karmada keeps what the member is to do.</summary>
    public static string Works(string cluster) => $"karmada-es-{cluster}";
}
