using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Management;

/// <summary>The Karmada that orchestrates all member clusters: an existing one, or one installed on the management cluster.</summary>
public sealed class KarmadaControlPlane : ComponentResource
{
    /// <summary>What the platform's other parts, and the rendered output, call Karmada's API.</summary>
    public const string ClusterIdentifier = "karmada";

    // The chart's jobs make certificates, then etcd forms, then the API servers come up one after the other.
    private const int InstallTimeoutSeconds = 900;

    private readonly KarmadaSource _source;

    /// <summary>The kubeconfig of Karmada's API, a secret; or the path of a file that has it.</summary>
    public Output<string> Kubeconfig { get; }

    /// <summary>The address at which clusters that pull reach Karmada's API.</summary>
    /// <value>Null where nobody said it and the kubeconfig is in a file, of which nothing is read here.</value>
    public Output<string>? ApiEndpoint => _source switch
    {
        KarmadaSource.Existing { ApiEndpoint: { } stated } => Output.Create(stated),
        // An address is no secret, although it stands in one.
        KarmadaSource.Existing { Kubeconfig.Text: { } text } => Output.Unsecret(text.Apply(kubeconfig => Clusters.KubeconfigAddress.Of(kubeconfig, "Karmada's kubeconfig"))),
        KarmadaSource.Installed installed => Output.Create(installed.Installation.ApiEndpoint),
        _ => null,
    };

    /// <summary>Talks to Karmada's API.</summary>
    public Provider Connection { get; }

    /// <summary>Provides Karmada under the given name.</summary>
    public KarmadaControlPlane(string name, KarmadaControlPlaneArgs args, ComponentResourceOptions? options = null)
        : base("infra:management:KarmadaControlPlane", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        _source = args.Source;
        var source = args.Source switch
        {
            KarmadaSource.Existing existing => existing.Kubeconfig,
            KarmadaSource.Installed installed => Clusters.KubeconfigSource.FromContent(Install(name, installed)),
            _ => throw new ArgumentException($"a Karmada source of kind {args.Source.GetType().Name} is unknown", nameof(args)),
        };
        Kubeconfig = source.Kubeconfig;
        Connection = new Provider($"{name}-api", source.ProviderFor(ClusterIdentifier), new CustomResourceOptions { Parent = this });
        if (args.Source is KarmadaSource.Installed here)
        {
            _ = new KarmadaRescheduling(
                $"{name}-rescheduling",
                new KarmadaReschedulingArgs { Management = here.Management, Karmada = Connection, Mirrors = here.Installation.Mirrors },
                new ComponentResourceOptions { Parent = this });
        }
        RegisterOutputs(new Dictionary<string, object?> { ["clusterIdentifier"] = ClusterIdentifier });
    }

    private Output<string> Install(string name, KarmadaSource.Installed installed)
    {
        var management = new CustomResourceOptions { Parent = this, Provider = installed.Management.Connection };
        var release = new ChartRelease(installed.Installation.Chart, KarmadaControlPlaneManifests.Namespace, KarmadaControlPlaneManifests.Values(installed.Installation))
        {
            ReleaseName = KarmadaControlPlaneManifests.Release,
            TimeoutSeconds = InstallTimeoutSeconds,
        }.Install(name, management);
        _ = new KarmadaBackup(
            $"{name}-etcd-backup",
            new KarmadaBackupArgs { Management = installed.Management, Schedule = installed.Installation.Backup, Mirrors = installed.Installation.Mirrors },
            // In the namespace that the chart is in, with the certificates that it makes.
            new ComponentResourceOptions { Parent = this, DependsOn = { release } });

        // Through the release's id, so that the secret is read when the chart has made it and not before.
        var secret = ReadSecret.Data(
            $"{name}-kubeconfig",
            release.Id.Apply(_ => $"{KarmadaControlPlaneManifests.Namespace}/{KarmadaControlPlaneManifests.KubeconfigSecret}"),
            management);
        return Output.CreateSecret(secret.Apply(data =>
            KarmadaControlPlaneManifests.ExternalKubeconfig(data[KarmadaControlPlaneManifests.KubeconfigKey], installed.Installation.ApiEndpoint)));
    }
}
