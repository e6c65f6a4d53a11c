using System.Collections.Immutable;
using Infra.Components.Propagation;
using Infra.Documents;

namespace Infra.Stacks.Configuration;

/// <summary>What must hold between the parts of a configuration.</summary>
internal static class PlatformChecks
{
    public static void Run(PlatformConfiguration platform, ConfigurationSurroundings surroundings, ICollection<ConfigurationError> errors)
    {
        Karmada(platform.Karmada, surroundings, errors);
        Names("clusters", "cluster", platform.Clusters.Select(cluster => cluster.Name), errors);
        Names("fleets", "fleet", platform.Fleets.Select(fleet => fleet.Name), errors);
        Names("applications", "application", platform.Applications.Select(application => application.Name), errors);

        for (var index = 0; index < platform.Clusters.Length; index++)
            Secret($"clusters[{index}].kubeconfig", platform.Clusters[index].Kubeconfig, surroundings, errors);
        for (var index = 0; index < platform.Fleets.Length; index++)
            Fleet($"fleets[{index}]", platform, platform.Fleets[index], errors);
        SharedNamespaces(platform, errors);
        for (var index = 0; index < platform.Applications.Length; index++)
            ApplicationChecks.Run($"applications[{index}]", platform, platform.Applications[index], errors);
    }

    /// <summary>Every name of a list of references exists.</summary>
    public static void References(string path, string kind, ImmutableArray<string> names, IReadOnlyCollection<string> existing, ICollection<ConfigurationError> errors)
    {
        for (var index = 0; index < names.Length; index++)
            Reference($"{path}[{index}]", kind, names[index], existing, errors);
    }

    /// <summary>A name that is referred to exists.</summary>
    public static void Reference(string path, string kind, string name, IReadOnlyCollection<string> existing, ICollection<ConfigurationError> errors)
    {
        if (name.Length == 0 || existing.Contains(name, StringComparer.Ordinal))
            return;
        var known = existing.Count == 0 ? $"there is no {kind}" : $"existing: {string.Join(", ", existing.Order(StringComparer.Ordinal))}";
        errors.Add(new ConfigurationError(ConfigurationRule.Reference, path, $"{kind} '{name}' does not exist{Hint(name, existing, known)}"));
    }

    private static string Hint(string name, IReadOnlyCollection<string> existing, string known) =>
        Suggestion.For(name, existing) is { Length: > 0 } suggestion ? suggestion : $"; {known}";

    private static void Karmada(KarmadaConfiguration karmada, ConfigurationSurroundings surroundings, ICollection<ConfigurationError> errors)
    {
        switch (karmada)
        {
            case KarmadaConfiguration.FromStack { Stack: var stack } when stack == surroundings.Stack && stack.Length > 0:
                errors.Add(new ConfigurationError(ConfigurationRule.Consistent, "karmada.stack", $"stack '{stack}' cannot take Karmada from itself"));
                break;
            case KarmadaConfiguration.FromStack { Stack: var stack }:
                Reference("karmada.stack", "stack", stack, surroundings.Stacks, errors);
                break;
            case KarmadaConfiguration.Existing { Kubeconfig: var kubeconfig }:
                Secret("karmada.existing.kubeconfig", kubeconfig, surroundings, errors);
                break;
            case KarmadaConfiguration.Install { ManagementCluster.Kubeconfig: var kubeconfig }:
                Secret("karmada.install.managementCluster.kubeconfig", kubeconfig, surroundings, errors);
                break;
        }
    }

    private static void Secret(string path, KubeconfigConfiguration kubeconfig, ConfigurationSurroundings surroundings, ICollection<ConfigurationError> errors)
    {
        if (kubeconfig is KubeconfigConfiguration.Secret { Key: { Length: > 0 } key } && !surroundings.HasSecret(key))
        {
            errors.Add(new ConfigurationError(
                ConfigurationRule.Reference,
                $"{path}.secret",
                $"secret '{key}' does not exist; set it with: pulumi config set --secret {key} < kubeconfig.yaml"));
        }
    }

    private static void Names(string path, string kind, IEnumerable<string> names, ICollection<ConfigurationError> errors)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, name) in names.Index())
        {
            if (name.Length > 0 && !first.TryAdd(name, index))
                errors.Add(new ConfigurationError(ConfigurationRule.Unique, $"{path}[{index}].name", $"{kind} '{name}' is already {path}[{first[name]}]; names must be unique"));
        }
    }

    private static void Fleet(string path, PlatformConfiguration platform, FleetConfiguration fleet, ICollection<ConfigurationError> errors)
    {
        var clusters = platform.Clusters.Select(cluster => cluster.Name).ToList();
        References($"{path}.clusters", "cluster", fleet.Members.Clusters, clusters, errors);
        References($"{path}.where.except", "cluster", fleet.Members.Except, clusters, errors);
        if (fleet.Members.Clusters.IsEmpty && !platform.MembersOf(fleet).Any())
            errors.Add(new ConfigurationError(ConfigurationRule.MatchesSomething, path, $"no cluster is in fleet '{fleet.Name}'"));
    }

    // Karmada has one namespace of a name, whichever fleets it goes to; two fleets would each think it theirs.
    private static void SharedNamespaces(PlatformConfiguration platform, ICollection<ConfigurationError> errors)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (fleetIndex, fleet) in platform.Fleets.Index())
        {
            foreach (var (index, shared) in fleet.Namespaces.Index())
            {
                if (shared.Name.Length > 0 && !owners.TryAdd(shared.Name, fleet.Name))
                {
                    errors.Add(new ConfigurationError(
                        ConfigurationRule.Unique,
                        $"fleets[{fleetIndex}].namespaces[{index}].name",
                        $"namespace '{shared.Name}' is already shared by fleet '{owners[shared.Name]}'; a namespace belongs to one fleet"));
                }
            }
        }
    }
}
