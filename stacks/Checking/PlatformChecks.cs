using System.Collections.Immutable;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Where Karmada comes from, what it is installed on, and the secrets that anything refers to.</summary>
internal static class PlatformChecks
{
    private static readonly FieldSearch Secrets = new(field =>
        field.Property.PropertyType == typeof(SecretValue) || field.Property.PropertyType == typeof(ImmutableSortedDictionary<string, SecretValue>));

    private static readonly SpecPath Karmada = SpecPath.Root.Key("karmada");
    private static readonly SpecPath ManagementCluster = SpecPath.Root.Key("managementCluster");

    public static void Run(CheckContext context)
    {
        if (context.Platform.Karmada.Stack is { } stack)
            Stack(context, stack);
        if (context.Platform.Karmada.Install is { } installation)
            Installation(context, installation);
        if (context.Platform.ManagementCluster is { } cluster)
            Management(context, cluster);
        else if (context.Platform.Management is not null && context.IsRead(ManagementCluster))
            context.Report(Rules.Consistent, SpecPath.Root.Key("management"), "what is installed needs infra:managementCluster, the cluster to install it on");
        foreach (var (path, _, value) in Secrets.In(context.Platform, SpecPath.Root))
        {
            foreach (var (at, name) in SecretNames(path, value))
                Secret(context, at, name);
        }
    }

    private static IEnumerable<(SpecPath Path, string Name)> SecretNames(SpecPath path, object? value) => value switch
    {
        SecretValue { Name: { } name } => [(path, name)],
        ImmutableSortedDictionary<string, SecretValue> secrets => secrets.SelectMany(secret => SecretNames(path.Key(secret.Key), secret.Value)),
        _ => [],
    };

    private static void Secret(CheckContext context, SpecPath path, string name)
    {
        if (path.Steps() is [("secrets", _), _])
            context.Report(Rules.Consistent, path, "a secret here is what others refer to by name, and no name itself; set it: pulumi config set --secret --path");
        else
            context.Names.RequireSecret(name, path.Key("secret"));
    }

    private static void Stack(CheckContext context, string stack)
    {
        if (stack == context.Stack)
            context.Report(Rules.Consistent, Karmada.Key("stack"), $"stack '{stack}' cannot take Karmada from itself");
        else
            context.Names.RequireStack(stack, Karmada.Key("stack"));
    }

    private static void Installation(CheckContext context, KarmadaInstallationSpec installation)
    {
        if (!ControlPlaneSize.IsAllowed(installation.Replicas))
            context.Report(Rules.ControlPlanes, Karmada.Keys("install", "replicas"), ControlPlaneSize.Refusal(installation.Replicas, "replicas"));
        if (context.Platform.ManagementCluster is null && context.IsRead(ManagementCluster))
            context.Report(Rules.Consistent, Karmada.Key("install"), "'install' needs infra:managementCluster, the cluster to install Karmada on");
    }

    // Beside a Karmada that exists, the key still says which cluster no fleet may have. Beside one of another stack it says nothing: that stack has the cluster.
    private static void Management(CheckContext context, string name)
    {
        if (context.Platform.Karmada.Stack is { } stack)
            context.Report(Rules.Consistent, ManagementCluster, $"Karmada comes from stack '{stack}', which has the management cluster; take it out here");
        if (!context.Names.RequireCluster(name, ManagementCluster) || !context.Platform.Clusters.TryGetValue(name, out var cluster))
            return;
        var path = CheckContext.Cluster(name);
        if (cluster is not (AttachedClusterSpec { Mode: ClusterMode.Push } or EksClusterSpec or OnPremClusterSpec))
        {
            var found = cluster is AttachedClusterSpec ? "attached with mode 'pull'" : $"of kind '{DeployedCluster.KindOf(cluster)}'";
            context.Report(Rules.Consistent, ManagementCluster, $"cluster '{name}' is {found}; allowed: kind eks, onprem, or attached with mode 'push'");
        }

        if (cluster.State == ClusterState.Absent)
            context.Report(Rules.Consistent, path.Key("state"), $"'{name}' is infra:managementCluster, which cannot be absent while the platform stands on it");
    }
}
