using System.Collections.Immutable;

namespace Infra.Stacks.Reading;

/// <summary>Every rule, once. An id keeps its meaning for ever; docs/errors.md is made of this table.</summary>
public static partial class Rules
{
    /// <summary>A key must be one that is known there.</summary>
    public static Rule KnownKey { get; } = new(
        "INF001", "A key must be one that is known there.", "A misspelt key would be ignored, and its setting with it.", "Correct the key; the message lists those that are known.");

    /// <summary>A value must be of the type that is asked for.</summary>
    public static Rule Type { get; } = new(
        "INF002", "A value must be of the type that is asked for.", "What is meant by another type can only be guessed.", "Write a map, list, text, number or boolean, as the message asks.");

    /// <summary>A required key must be present.</summary>
    public static Rule Required { get; } = new(
        "INF003", "A required key must be present.", "There is no default that would be right for everybody.", "Add the key.");

    /// <summary>A value must be in the form or range that is allowed.</summary>
    public static Rule Form { get; } = new(
        "INF004", "A value must be in the form or range that is allowed.", "Kubernetes or a cloud would refuse it later, half-way through.", "Write it as the message says.");

    /// <summary>What must be unique is there once.</summary>
    public static Rule Unique { get; } = new(
        "INF005", "Names must be unique where they end up: in a cluster, under a hub, in Karmada.", "Two owners of one thing undo each other's work.", "Rename or remove one of them.");

    /// <summary>What is referred to must exist.</summary>
    public static Rule Reference { get; } = new(
        "INF006", "What is referred to must exist.", "The reference would select nothing, in silence.", "Correct the name, or declare what it names.");

    /// <summary>Exactly one of the alternatives must be chosen.</summary>
    public static Rule ExactlyOne { get; } = new(
        "INF007", "Exactly one of the alternatives must be chosen.", "With none there is nothing to do, with two it is unclear which.", "Keep one of the keys that the message lists.");

    /// <summary>A selection must match at least one cluster.</summary>
    public static Rule MatchesSomething { get; } = new(
        "INF008", "A selection must match at least one cluster.", "What it selects for would run nowhere, and nobody would be told.", "Correct the selection, or label the clusters.");

    /// <summary>Settings must not contradict each other.</summary>
    public static Rule Consistent { get; } = new(
        "INF009", "Settings must not contradict each other.", "One of them would lose, and which one is a matter of chance.", "Remove one of the settings.");

    /// <summary>A file must be readable.</summary>
    public static Rule Readable { get; } = new(
        "INF010", "A file must be there, readable, and UTF-8 text.", "What cannot be read cannot be planned.", "Restore the file or its permissions; save it as UTF-8.");

    /// <summary>A file must be YAML.</summary>
    public static Rule Yaml { get; } = new(
        "INF011", "A file must be YAML: one map of keys to values.", "What cannot be parsed cannot be planned.", "Correct the line that the message names.");

    /// <summary>A key must be set once.</summary>
    public static Rule DuplicateKey { get; } = new(
        "INF012", "A map must set a key only once.", "One of the two values would win in silence.", "Remove one of them.");

    /// <summary>A file must not be larger than anybody writes.</summary>
    public static Rule Size { get; } = new(
        "INF013", "A file must not be larger, deeper or, its aliases counted, more than anybody writes.", "Reading it would take the memory of the machine.", "Split it, or remove what was pasted by mistake.");

    /// <summary>A value must mean the same to every reader of YAML.</summary>
    public static Rule Unambiguous { get; } = new(
        "INF014", "A value must mean the same to every program that reads YAML.", "yes, 012, 1.30 and 12:30 are a boolean, 10, 1.3 and 750 to some, and texts to others.", "Quote texts; write booleans as true and false, numbers in plain digits.");

    /// <summary>A secret must be encrypted.</summary>
    public static Rule PlainSecret { get; } = new(
        "INF015", "A secret must be encrypted.", "Whoever reads the repository would have it.", "Replace the secret, for it has been seen; then `pulumi config set --secret`, and refer to it by name from site files.");

    /// <summary>A name must be valid for everything that it becomes.</summary>
    public static Rule Name { get; } = new(
        "INF020", "A name must be valid for everything that it becomes, with what is added to it.", "Kubernetes, Karmada or AWS would refuse one of the objects later.", "Choose a shorter or simpler name.");

    /// <summary>A range of addresses must be valid and canonical.</summary>
    public static Rule CanonicalCidr { get; } = new(
        "INF030", "A range of addresses must be valid and in its canonical form.", "10.0.0.5/16 is read as 10.0.0.0/16 by some and refused by others.", "Write it as the message says.");

    /// <summary>Ranges of one cluster must not overlap.</summary>
    public static Rule OverlapWithin { get; } = new(
        "INF031", "The ranges of machines, pods and services of a cluster must not overlap.", "Packets for one would go to the other.", "Choose another range for one of them.");

    /// <summary>Ranges of connected clusters must not overlap.</summary>
    public static Rule OverlapAcross { get; } = new(
        "INF032",
        "Clusters that share a network, be it one of a mesh, must not have overlapping ranges of pods or services.",
        "Traffic from one cluster would never leave it. Between the networks of a mesh there are gateways, so there ranges may be the same.",
        "Give one of them another range, or take it out of the network.");

    /// <summary>The API's address must be one that is free for it.</summary>
    public static Rule ApiAddress { get; } = new(
        "INF033", "The API's address must be in the machines' network, and none that a machine, DHCP, a pod or a service has.", "Two would answer to it, or nobody.", "Choose a free address of the machines' network.");

    /// <summary>Allocated ranges must be written down, in their pool, once.</summary>
    public static Rule Allocation { get; } = new(
        "INF034", "A range that a pool gives must be written into the cluster's file, lie in the pool, and be given once.", "A range that is worked out anew each time changes when another site comes or goes.", "Make sites with `infra new site`, which allocates.");

    /// <summary>The addresses must be enough.</summary>
    public static Rule RangeSize { get; } = new(
        "INF035", "The range of pods must have room for the largest number of nodes, and those of services and VPCs be of a size that Kubernetes and AWS take.", "Each node takes a /24 for its pods (a /64 of IPv6); nodes that come later would get none. Services need 256 addresses, and the API server takes 20 bits of them at most.", "Choose a larger range.");

    /// <summary>A control plane must have a majority.</summary>
    public static Rule ControlPlanes { get; } = new(
        "INF040", "A control plane, that of Karmada too, must have 1, 3 or 5 members, so that etcd keeps a majority.", "An even number survives no more losses than one less, and more members are slower.", "Use 1, 3 or 5.");

    /// <summary>Workloads need a place.</summary>
    public static Rule Workers { get; } = new(
        "INF041", "A cluster must have a worker, or allow workloads on its control planes.", "Nothing could be scheduled.", "Add a worker, or set workloadsOnControlPlanes.");

    /// <summary>A version must be supported.</summary>
    public static Rule SupportedVersion { get; } = new(
        "INF042", "A version of Kubernetes must be one that the platform supports.", "Its images, its APIs and its add-ons were never tested together.", "Use one that the message lists.");

    /// <summary>Versions in one cluster must fit.</summary>
    public static Rule VersionSkew { get; } = new(
        "INF043", "Workers must not be newer than their control plane, nor older by more than three minors; add-ons must support the version.", "Kubernetes promises nothing beyond that.", "Upgrade the control plane first, then the workers.");

    /// <summary>Machines must be large enough.</summary>
    public static Rule InstanceSize { get; } = new(
        "INF044", "Instances must be large enough for what runs on them, and disks no more than an instance takes.", "A control plane starves on a small instance, and EC2 refuses the 28th disk.", "Choose a larger type; use fewer disks.");

    /// <summary>A machine belongs to one cluster.</summary>
    public static Rule UniqueMachine { get; } = new(
        "INF045", "A machine must belong to one cluster, once.", "Two clusters would install themselves over each other.", "Correct the address, or remove one of the entries.");

    /// <summary>A pool has replicas or bounds.</summary>
    public static Rule PoolSize { get; } = new(
        "INF046", "A pool must say either how many nodes it has, or the bounds of their number, the lower one first.", "Two settings for one number fight.", "Keep `replicas` or `autoscaling`.");

    /// <summary>Cluster API is there.</summary>
    public static Rule ClusterApi { get; } = new(
        "INF047",
        "A cluster of kind `aws` must be made from a management cluster on which Cluster API is installed for AWS.",
        "Nothing would read what is written down for it.",
        "Say `infra:management: { clusterApi: { aws: {} } }` in the stack that has the management cluster, and bring that stack up first.");

    /// <summary>Upgrades go step by step.</summary>
    public static Rule OneMinorAtATime { get; } = new(
        "INF050", "An upgrade must go through one minor version at a time.", "Kubernetes does not support skipping one: stored objects and components would not fit.", "Go to the next minor, bring the stack up, and go on from there.");

    /// <summary>No downgrade.</summary>
    public static Rule NoDowngrade { get; } = new(
        "INF051", "A version must not go back to an older minor.", "etcd's content may be in a form that the older version cannot read.", "Stay, or restore a backup into a new cluster.");

    /// <summary>What is fixed must stay.</summary>
    public static Rule Fixed { get; } = new(
        "INF052", "What cannot be changed once a cluster stands must not be changed.", "The change would be ignored, or destroy the cluster.", "Do what the message says instead.");

    /// <summary>A cluster is retired before it goes.</summary>
    public static Rule Retired { get; } = new(
        "INF053", "A cluster must be made `state: absent` before it is taken out of the files.", "A file that was lost in a merge must never destroy a cluster.", "Restore it, set `state: absent`, bring the stack up, and then remove it.");

    /// <summary>A protected cluster stays.</summary>
    public static Rule ProtectedCluster { get; } = new(
        "INF054", "A protected cluster must lose its protection before it is made absent.", "Protection is there so that one change is not enough.", "Set `protected: false`, bring the stack up, and then set `state: absent`.");

    /// <summary>A patch does not go back unnoticed.</summary>
    public static Rule OlderPatch { get; } = new(
        "INF055", "A version should not go back to an older patch.", "The older patch lacks fixes, and what the newer one repaired comes back.", "Go back only to get away from a faulty patch, and go on to the next one soon.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>A majority of control planes stays.</summary>
    public static Rule MajorityStays { get; } = new(
        "INF056",
        "Of the control planes that stand one must stay, and none may leave beside lost ones where a majority would not stay.",
        "What the cluster knows is in them alone, and without a majority etcd takes no change, not even of its members.",
        "Replace control planes in turn, those that live after those that are lost.");

    /// <summary>A majority that is lost is told of.</summary>
    public static Rule MajorityLost { get; } = new(
        "INF057",
        "A majority of the control planes should not be lost.",
        "Without a majority etcd takes no change: no node joins or leaves, and nothing can be scheduled.",
        "Restore a snapshot of etcd on a control plane that is left (`docs/on-prem-machines.md`), then bring the stack up.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>Fleets agree.</summary>
    public static Rule FleetsAgree { get; } = new(
        "INF060", "Fleets that share a cluster must not contradict each other.", "The cluster can only follow one of them.", "Give them the same setting, or keep the cluster in one of them.");

    /// <summary>Production has a policy.</summary>
    public static Rule ProductionPolicy { get; } = new(
        "INF061", "A fleet of a production environment must say its policy.", "What nobody decided is as loose as the loosest default.", "Set `policy: strict`, `standard` or `relaxed`.");

    /// <summary>Applications have their namespace.</summary>
    public static Rule ApplicationNamespace { get; } = new(
        "INF062", "Every cluster that gets an application must also get its namespace, from a fleet that shares it.", "Karmada would wait for the namespace for ever.", "Place the application on the fleet that shares the namespace.");

    /// <summary>Add-ons have what they need.</summary>
    public static Rule AddonRequires { get; } = new(
        "INF070", "What an add-on requires must be on every cluster that has it, without going round in circles.", "It would be installed and never become ready.", "Put the required add-on on the same clusters.");

    /// <summary>Add-ons get along.</summary>
    public static Rule AddonConflicts { get; } = new(
        "INF071", "Add-ons that conflict must not be on the same cluster.", "Both would own the same objects.", "Choose one for each cluster.");

    /// <summary>Add-ons are built for the nodes.</summary>
    public static Rule AddonArchitecture { get; } = new(
        "INF072", "An add-on must be built for the processors of every cluster that has it.", "Its pods would start nowhere, or crash where they land.", "Take the cluster out of the add-on's `on`, or use an image for its nodes.");

    /// <summary>Waves go on.</summary>
    public static Rule Waves { get; } = new(
        "INF073", "Waves of a version must be there, grow, and be reached in turn.", "A wave that no cluster is in, or that takes clusters back, tests nothing.", "List the smallest share first, and set `reached` to how many have the version.");

    /// <summary>Coarser metrics outlive finer ones.</summary>
    public static Rule Retention { get; } = new(
        "INF075", "Coarser metrics must be kept at least as long as finer ones.", "Who zooms out would see less, and not more.", "Raise the days of the coarser, or lower those of the finer.");

    /// <summary>Copies make sense.</summary>
    public static Rule Copies { get; } = new(
        "INF076", "The copies of a sample must be an odd number, and no more than there are receivers.", "More than half of the copies must be taken, so an even number costs one more and survives no more.", "Use 1, 3 or 5, and at least as many receivers.");

    /// <summary>Somebody is told.</summary>
    public static Rule NobodyTold { get; } = new(
        "INF077", "A monitoring hub should tell somebody of alerts.", "An alert that nobody hears of changes nothing.", "Declare a receiver under `alerts`, and name it as `default` or in `routes`.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>Members have a hub.</summary>
    public static Rule MonitoringHub { get; } = new(
        "INF078",
        "Clusters that are monitored must have a hub that takes what they measure.",
        "Alerts would reach nobody, and metrics would end where they began.",
        "Say `hub: { stack: <stack> }` of the stack that has `infra:monitoring: { hub: … }`, or what reaches another one.");

    /// <summary>A layer exists.</summary>
    public static Rule Layer { get; } = new(
        "INF080", "The class that a cluster names, and the file that an add-on uses, must exist.", "What it says would be missing.", "Correct the name, or write stacks/classes/<class>.yaml or stacks/addons/<add-on>.yaml.");

    /// <summary>A site file is where it should be.</summary>
    public static Rule SiteFile { get; } = new(
        "INF081", "A site file must be a plain file <site>.yaml in a folder of stacks/sites, and no two may make a cluster of one name.", "A site that is overlooked is a site that is not deployed.", "Rename, move or remove the file.");

    /// <summary>A group belongs to one stack.</summary>
    public static Rule SiteGroup { get; } = new(
        "INF082", "A group of sites must exist and belong to one environment.", "Two environments would both deploy its sites.", "Take the group out of one of the stacks.");

    /// <summary>A region is spelt like its file.</summary>
    public static Rule RegionName { get; } = new(
        "INF083", "A region should not be one letter away from another that has a file.", "A region needs no file, so a misspelt one is a region of its own, without what the file says.", "Correct the name, or write stacks/regions/<region>.yaml.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>Packs are in order.</summary>
    public static Rule Packs { get; } = new(
        "INF085",
        "A policy must be one that Kyverno understands, say why it is there, and be able to match something.",
        "Kyverno would refuse it in every cluster, or never ask it, and nobody would miss it.",
        "Correct the line of the policy's file that the message names.");

    /// <summary>Parameters of policies fit.</summary>
    public static Rule PolicyParameters { get; } = new(
        "INF086",
        "A parameter of policies must be one that a pack has, of its type, and be there where a strict fleet needs it.",
        "A policy that is asked with the wrong value lets everything pass, or nothing.",
        "Correct the value under `infra:policies.parameters`; docs/policies.md lists the parameters.");

    /// <summary>Exceptions end.</summary>
    public static Rule ExceptionEnded { get; } = new(
        "INF087",
        "An exception from policies must not have ended.",
        "Kyverno heeds it no longer, and whoever reads the file believes that it does.",
        "Remove it when its reason is gone; otherwise agree on another day and set `until`.");

    /// <summary>Exceptions are renewed in time.</summary>
    public static Rule ExceptionEnds { get; } = new(
        "INF088",
        "An exception from policies should be renewed or removed before it ends.",
        "On the day after, what it lets be is refused when it is next created.",
        "Remove it when its reason is gone; otherwise agree on another day and set `until`.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>Exceptions are not refused elsewhere.</summary>
    public static Rule PodSecurityRefuses { get; } = new(
        "INF084",
        "An exception from a policy should come with a pod security level of the namespace that lets the same be.",
        "Kubernetes itself refuses by that level what the exception is to let in, and knows no exceptions.",
        "Set `podSecurity` of the namespace under `infra:fleets`, as long as the exception holds.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>Whoever brings stacks up is let through.</summary>
    public static Rule PlatformUsers { get; } = new(
        "INF089",
        "On EKS it should be said who acts for the platform.",
        "Nobody there is in the groups that act for the platform elsewhere, so policies that protect it would refuse what `pulumi up` changes in the cluster.",
        "Name the role that brings the stack up under `infra:policies.parameters.platformUsers`, as `arn:aws:sts::<account>:assumed-role/<role>/*`.")
    {
        Severity = Severity.Warning,
    };

    /// <summary>What cannot be built yet is refused.</summary>
    public static Rule Buildable { get; } = new(
        "INF090", "What a stack asks for must be something that this version builds.", "It would be left out in silence.", "Remove it, or use a version that builds it.");

    /// <summary>Addresses of load balancers are the cluster's own.</summary>
    public static Rule LoadBalancerAddresses { get; } = new(
        "INF120",
        "The addresses that a cluster of machines gives to services must be of the machines' network, and nobody else's; a mesh's gateways there need one.",
        "A node answers for them there: outside of that network nobody would hear it, and an address that is taken already would answer twice. A gateway without an address is never ready.",
        "Choose a range of `nodeCidr` that no machine has, that is not reserved, and that no other cluster gives.");

    /// <summary>All rules, by id.</summary>
    public static ImmutableArray<Rule> All =>
    [
        KnownKey, Type, Required, Form, Unique, Reference, ExactlyOne, MatchesSomething, Consistent, Readable, Yaml, DuplicateKey, Size, Unambiguous, PlainSecret,
        Name, CanonicalCidr, OverlapWithin, OverlapAcross, ApiAddress, Allocation, RangeSize, ControlPlanes, Workers, SupportedVersion, VersionSkew, InstanceSize,
        UniqueMachine, PoolSize, ClusterApi, OneMinorAtATime, NoDowngrade, Fixed, Retired, ProtectedCluster, OlderPatch, MajorityStays, MajorityLost, FleetsAgree, ProductionPolicy,
        ApplicationNamespace, AddonRequires, AddonConflicts, AddonArchitecture, Waves, Retention, Copies, NobodyTold, MonitoringHub, Layer, SiteFile, SiteGroup, RegionName, PodSecurityRefuses, Packs, PolicyParameters,
        ExceptionEnded, ExceptionEnds, PlatformUsers, Buildable,
        .. OfMeshes, LoadBalancerAddresses,
    ];
}
