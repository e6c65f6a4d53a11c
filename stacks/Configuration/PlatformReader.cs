using System.Collections.Immutable;
using System.Text.Json;
using Infra.Components.Fleets;
using Infra.Components.Management;
using Infra.Components.Propagation;

namespace Infra.Stacks.Configuration;

/// <summary>Reads <c>infra:platform</c>: a pure function from its JSON to records or to everything that is wrong with it.</summary>
public static class PlatformReader
{
    /// <summary>The configuration's records, or all its errors in the order of their paths.</summary>
    /// <param name="json">The configuration, as Pulumi hands structured values to a program.</param>
    /// <param name="surroundings">What the configuration may refer to outside itself.</param>
    public static PlatformReading Read(string json, ConfigurationSurroundings surroundings)
    {
        var errors = new List<ConfigurationError>();
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            errors.Add(new ConfigurationError(ConfigurationRule.Type, "", $"is not a mapping: {exception.Message}"));
            return new PlatformReading(null, [.. errors]);
        }

        using (document)
        {
            var configuration = Section.Read(document.RootElement, "", errors, Platform);
            if (configuration is not null)
                PlatformChecks.Run(configuration, surroundings, errors);
            return errors.Count == 0 ? new PlatformReading(configuration, []) : new PlatformReading(null, [.. errors]);
        }
    }

    private static PlatformConfiguration Platform(Section section) => new()
    {
        Karmada = section.Mapping("karmada", Karmada) ?? new KarmadaConfiguration.FromStack(""),
        Clusters = section.List("clusters", Cluster),
        Fleets = section.List("fleets", Fleet),
        Applications = section.List("applications", ApplicationReader.Application),
    };

    private static KarmadaConfiguration Karmada(Section section) =>
        section.OneOf<KarmadaConfiguration>(
            ("existing", karmada => karmada.Mapping("existing", existing => new KarmadaConfiguration.Existing(Kubeconfig(existing)))),
            ("stack", karmada => new KarmadaConfiguration.FromStack(karmada.Text("stack", ConfigurationRules.NotEmpty))),
            ("install", karmada => karmada.Mapping("install", Install)))
        ?? new KarmadaConfiguration.FromStack("");

    private static KarmadaConfiguration.Install Install(Section section) => new(
        section.Mapping("managementCluster", Cluster) ?? new ClusterConfiguration { Name = "", Kubeconfig = NoKubeconfig, ApiEndpoint = "" },
        new KarmadaInstallation
        {
            ApiEndpoint = section.Text("apiEndpoint", ConfigurationRules.HttpsUrl),
            Replicas = Odd(section, "replicas", section.Number("replicas", defaultValue: 3, minimum: 1, maximum: 7)),
            StorageClass = section.OptionalText("storageClass", ConfigurationRules.NotEmpty),
            StorageGiB = section.Number("storageGiB", defaultValue: 10, minimum: 1, maximum: 1024),
            ImageRegistry = section.OptionalText("imageRegistry", ConfigurationRules.NotEmpty),
        });

    private static int Odd(Section section, string key, int number)
    {
        if (number % 2 == 0)
            section.Error(ConfigurationRule.Allowed, section.PathOf(key), $"found {number}; allowed: 1, 3, 5 or 7, so that etcd keeps a majority");
        return number;
    }

    private static ClusterConfiguration Cluster(Section section)
    {
        // One kind for now; the key is there so that a site file says what it means, and stays right when there are more.
        section.Choice("kind", defaultValue: "attached", ("attached", "attached"));
        return new ClusterConfiguration
        {
            Name = section.Text("name", ConfigurationRules.ClusterName),
            Kubeconfig = section.Mapping("kubeconfig", KubeconfigPlace) ?? NoKubeconfig,
            ApiEndpoint = section.Text("apiEndpoint", ConfigurationRules.HttpsUrl),
            Region = section.OptionalText("region", ConfigurationRules.LabelValue),
            Provider = section.OptionalText("provider", ConfigurationRules.LabelValue),
            Zones = section.Texts("zones", ConfigurationRules.LabelValue),
            Labels = section.Map("labels", ConfigurationRules.LabelKey, ConfigurationRules.LabelValue),
            IsProtected = section.Flag("protected"),
        };
    }

    private static KubeconfigConfiguration NoKubeconfig { get; } = new KubeconfigConfiguration.File("", null);

    private static KubeconfigConfiguration Kubeconfig(Section section) => section.Mapping("kubeconfig", KubeconfigPlace) ?? NoKubeconfig;

    private static KubeconfigConfiguration KubeconfigPlace(Section section)
    {
        var context = section.OptionalText("context", ConfigurationRules.NotEmpty);
        return section.OneOf<KubeconfigConfiguration>(
            ("path", place => new KubeconfigConfiguration.File(place.Text("path", ConfigurationRules.NotEmpty), context)),
            ("secret", place => new KubeconfigConfiguration.Secret(place.Text("secret", ConfigurationRules.NotEmpty), context)))
            ?? NoKubeconfig;
    }

    private static FleetConfiguration Fleet(Section section) => new(
        section.Text("name", ConfigurationRules.Name),
        section.OneOf<ClusterSelection>(
            ("clusters", fleet => ClusterSelection.Named(fleet.Texts("clusters").AsSpan())),
            ("where", fleet => fleet.Mapping("where", where => SelectionReader.Selection(where, withFleetAndNames: false))))
            ?? ClusterSelection.All,
        section.List("namespaces", shared => new SharedNamespace(
            shared.Text("name", ConfigurationRules.Namespace),
            shared.Choice(
                "podSecurity",
                PodSecurityLevel.Restricted,
                ("restricted", PodSecurityLevel.Restricted),
                ("baseline", PodSecurityLevel.Baseline),
                ("privileged", PodSecurityLevel.Privileged)))));
}

/// <summary>What came of reading a configuration: the records, or what is wrong.</summary>
/// <param name="Configuration">The records; null when there is any error.</param>
/// <param name="Errors">Every error.</param>
public sealed record PlatformReading(PlatformConfiguration? Configuration, ImmutableArray<ConfigurationError> Errors);

/// <summary>What a configuration may refer to outside itself.</summary>
/// <param name="Stack">The stack that is configured.</param>
/// <param name="Stacks">All stacks there are.</param>
/// <param name="HasSecret">Whether the stack's configuration has a value under the key.</param>
public sealed record ConfigurationSurroundings(string Stack, ImmutableArray<string> Stacks, Func<string, bool> HasSecret);
