using System.Collections.Immutable;

namespace Infra.Stacks.Reading;

/// <content>Meshes, and what is said of services in them.</content>
public static partial class Rules
{
    /// <summary>A cluster has one place in one mesh.</summary>
    public static Rule MeshMembers { get; } = new(
        "INF091",
        "A cluster must be in one mesh at most, in one network of it, and follow a control plane that is there.",
        "Its pods can trust one root only, and its proxies listen to one control plane.",
        "Take it out of one of the meshes or networks; let it follow a cluster that has a control plane of its own.");

    /// <summary>A mesh has its namespaces everywhere.</summary>
    public static Rule MeshNamespaces { get; } = new(
        "INF092",
        "A namespace of a mesh must be on all of the mesh's clusters, from fleets that share it.",
        "Istio takes a namespace for the same everywhere, so what is missing in one cluster would be objects without a home.",
        "Let a fleet of all these clusters share the namespace, or take it out of the mesh.");

    /// <summary>A mesh stays small.</summary>
    public static Rule MeshSize { get; } = new(
        "INF093",
        "A mesh must have at most 50 clusters that others discover, and 200 leaves.",
        "Each control plane watches every cluster that it discovers, and tells all proxies of each change there.",
        "Make leaves of clusters that nobody calls, or make two meshes.");

    /// <summary>Who is called can be looked into.</summary>
    public static Rule MeshReach { get; } = new(
        "INF094",
        "A cluster that others in a mesh call must be one that they can look into.",
        "What runs in a cluster that pulls is seen by nobody outside, so nobody would find its services.",
        "Make it a leaf, which calls and is not called, or let Karmada push to it.");

    /// <summary>What is drained can do without traffic.</summary>
    public static Rule Drain { get; } = new(
        "INF095",
        "A cluster that is drained must be one that others can take over from, and one must be left.",
        "Callers would have nowhere to go.",
        "Drain one cluster after the other; clusters that share a control plane are taken out of service with it.");

    /// <summary>What everything relies on should not be drained unseen.</summary>
    public static Rule DrainFelt { get; } = new(
        "INF096",
        "A cluster that is drained should not be the one that a service relies on.",
        "The service is answered by what stands by, or by nobody else, for as long as it takes.",
        "Let another cluster be the service's primary first, or bring the service up in another one.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>Control planes go step by step.</summary>
    public static Rule MeshUpgrade { get; } = new(
        "INF097",
        "An upgrade of a mesh must go to a newer version, one minor ahead at most, namespace by namespace.",
        "Istio supports proxies that are one minor older than their control plane, and no upgrade across several.",
        "Go to the next minor, let all namespaces follow it, make it `infra:versions.istio`, and go on from there.");

    /// <summary>Roots are kept somewhere.</summary>
    public static Rule MeshTrust { get; } = new(
        "INF098",
        "A mesh must have a management cluster that keeps its root, and one root that signs.",
        "Roots are kept out of the clusters that they vouch for, by cert-manager.",
        "Name the management cluster, or say `trust: { provision: existing }` where somebody else gives each cluster its `cacerts`.");

    /// <summary>Services are there.</summary>
    public static Rule ServiceExists { get; } = new(
        "INF100",
        "A service must be one that an application has in the mesh: its namespace, its Service and its port.",
        "What is meant for a host that does not exist happens to no request, in silence.",
        "Correct the name, or place the application on clusters of the mesh.");

    /// <summary>A host belongs to one.</summary>
    public static Rule OneHost { get; } = new(
        "INF101",
        "What happens to requests for a host must be said in one place.",
        "Of two that route one host Istio takes one and drops the other, or mixes them in the order of their age.",
        "Keep one of them; what objects say by hand can be said under `infra:services`.");

    /// <summary>Shares are all.</summary>
    public static Rule Shares { get; } = new(
        "INF102", "The shares of a rule must be 100 together.", "Istio refuses some sums, and reads others as proportions.", "Correct the shares.");

    /// <summary>Rules are reached.</summary>
    public static Rule RuleReached { get; } = new(
        "INF103", "A rule of routing must be one that some request reaches.", "The first rule that fits counts, so whoever wrote this one expects something that never happens.", "Move it before the other, or remove one of them.");

    /// <summary>Versions have pods.</summary>
    public static Rule VersionExists { get; } = new(
        "INF104", "A version of a service must have pods, and be routed to.", "Requests for a version without pods are answered with 503.", "Correct its labels or its Service, or remove it.");

    /// <summary>Retries do not multiply.</summary>
    public static Rule RetriesMultiplied { get; } = new(
        "INF105",
        "Tries along a chain of calls must not multiply to more than 10.",
        "When the last service of the chain fails, each request becomes so many, and keeps it down.",
        "Retry at one place of the chain, best the one nearest to the failure.");

    /// <summary>Timeouts contain one another.</summary>
    public static Rule Timeouts { get; } = new(
        "INF106",
        "A request should be given as much time as its tries, and the calls that it makes, may take.",
        "The caller gives up while the answer is still on its way, and the work is done for nobody.",
        "Raise the timeout, or lower those within it.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>Failover finds its way.</summary>
    public static Rule FailoverWay { get; } = new(
        "INF107",
        "Who answers first must be a cluster that the service runs on, or a region that its nodes say they are in.",
        "Istio tells regions by the labels of nodes; where nothing fits, all clusters are alike to it.",
        "Correct the cluster; say the region that the nodes have, on AWS that of `awsRegion`.");

    /// <summary>Failover covers something.</summary>
    public static Rule FailoverCovers { get; } = new(
        "INF108", "A service that fails over should run on more than one cluster.", "There is nobody to take over.", "Place its application on another cluster of the mesh, or remove `failover`.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>Entrances have what they need.</summary>
    public static Rule EntranceNeeds { get; } = new(
        "INF109",
        "Clusters with an entrance must have cert-manager, and external-dns where its record is written.",
        "The entrance would have no certificate, or no name.",
        "Add the add-ons `cert-manager` and `external-dns` on these clusters.");

    /// <summary>Intents can be carried out.</summary>
    public static Rule Ability { get; } = new(
        "INF110",
        "What is meant for a service must be something that its protocol and the mesh's data plane can do.",
        "Istio would leave it out, or refuse it in every cluster.",
        "Do what the message says.");

    /// <summary>Clusters trust a root before it signs.</summary>
    public static Rule RootTrusted { get; } = new(
        "INF112",
        "A root of a mesh must be trusted by every cluster before it signs.",
        "Clusters that have changed would be refused by those that have not yet.",
        "Add the root beside the one that signs, bring the stack up, and then change `trust.signer`.");

    /// <summary>A root that signs stays.</summary>
    public static Rule RootStays { get; } = new(
        "INF113",
        "A root of a mesh must stay until another one has signed for every cluster.",
        "Certificates that it stands behind are valid for a day more, and nobody would trust them.",
        "Let another root sign, bring the stack up, and remove the old one a day later.");

    private static ImmutableArray<Rule> OfMeshes =>
    [
        MeshMembers, MeshNamespaces, MeshSize, MeshReach, Drain, DrainFelt, MeshUpgrade, MeshTrust, ServiceExists, OneHost, Shares, RuleReached, VersionExists, RetriesMultiplied,
        Timeouts, FailoverWay, FailoverCovers, EntranceNeeds, Ability, RootTrusted, RootStays,
    ];
}
