using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What stands of a cluster.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="IsProtected">Whether it is kept from leaving.</param>
/// <param name="Version">The version of its control plane; null where the platform does not decide it.</param>
/// <param name="PoolVersions">The versions of its pools, be they their own or the control plane's.</param>
/// <param name="Fixed">What cannot be changed, as text by path inside the cluster; an empty text where it is not said.</param>
public sealed record DeployedCluster(
    string Kind, bool IsProtected, string? Version, ImmutableSortedDictionary<string, string> PoolVersions, ImmutableSortedDictionary<string, string> Fixed)
{
    private const string MachinePrefix = "machines.";
    private const string RoleSuffix = ".role";
    private const string AddressSuffix = ".address";
    private const string LostKey = "lost";
    private const string StewardKey = "steward";
    private const string FounderKey = "founder";

    private static readonly FieldSearch FixedFields = new(field => field.Fixed is not null);

    private static readonly string ControlPlaneWord = ((YamlScalar)Shapes.Of<MachineRole>().Write(MachineRole.ControlPlane)).Text;

    private static readonly VariantShape Kinds = (VariantShape)Shapes.Of<ClusterSpec>();

    /// <summary>The machines that are dead for good, and were not taken out yet.</summary>
    public ImmutableSortedSet<string> Lost { get; init; } = [];

    /// <summary>The machines that run the control plane, in the order of their names; empty where the platform does not join machines.</summary>
    public ImmutableArray<string> ControlPlanes =>
    [
        .. Fixed.Where(value => value.Key.StartsWith(MachinePrefix, StringComparison.Ordinal) && value.Key.EndsWith(RoleSuffix, StringComparison.Ordinal) && value.Value == ControlPlaneWord)
            .Select(value => value.Key[MachinePrefix.Length..^RoleSuffix.Length]),
    ];

    /// <summary>By its name, the address of each machine; empty where the platform does not join machines.</summary>
    internal ImmutableSortedDictionary<string, string> MachineAddresses => Fixed
        .Where(value => value.Key.StartsWith(MachinePrefix, StringComparison.Ordinal) && value.Key.EndsWith(AddressSuffix, StringComparison.Ordinal))
        .ToImmutableSortedDictionary(value => value.Key[MachinePrefix.Length..^AddressSuffix.Length], value => value.Value, StringComparer.Ordinal);

    /// <summary>The control plane that was asked for everything which concerns the whole cluster; null where the platform does not join machines.</summary>
    public string? Steward { get; init; }

    /// <summary>The control plane that made the cluster; null where it left.</summary>
    public string? Founder { get; init; }

    /// <summary>The control planes, as the component wants them.</summary>
    internal StandingControlPlanes? Standing => ControlPlanes.IsEmpty ? null : new StandingControlPlanes(ControlPlanes, Steward, Founder);

    /// <summary>What stands once a cluster was made as specified.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="isProtected">Whether it is kept from leaving.</param>
    /// <param name="before">What stood before; null for a new one.</param>
    public static DeployedCluster Of(ClusterSpec cluster, bool isProtected, DeployedCluster? before = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var kind = KindOf(cluster);
        return new DeployedCluster(
            kind,
            isProtected,
            cluster.ControlPlaneVersion?.ToString(),
            PoolVersionsOf(cluster),
            FixedValues(cluster, SpecPath.Root).ToImmutableSortedDictionary(value => value.Name, value => value.Text, StringComparer.Ordinal))
        {
            Lost = cluster is OnPremClusterSpec { Machines: var machines } ? [.. machines.Where(machine => machine.Value.Lost).Select(machine => machine.Key)] : [],
            Steward = (cluster as OnPremClusterSpec)?.StewardAfter(before?.Standing),
            Founder = (cluster as OnPremClusterSpec)?.FounderAfter(before?.Standing),
        };
    }

    /// <summary>Whether a word is that of a kind.</summary>
    internal static bool IsKind(string word) => Kinds.Words.Contains(word, StringComparer.Ordinal);

    /// <summary>The word by which a cluster's kind is written.</summary>
    public static string KindOf(ClusterSpec cluster) => Kinds.Words.First(word => Kinds.Variants[word].Type == cluster.GetType());

    /// <summary>The values of a cluster that cannot be changed, those that are not said among them.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="path">Where it is.</param>
    internal static IEnumerable<FixedValue> FixedValues(ClusterSpec cluster, SpecPath path) => FixedFields.In(cluster, path).Select(found => new FixedValue(
        found.Path,
        string.Join('.', found.Path.Steps().Skip(path.Steps().Count).Select(step => step.Key)),
        found.Value is null ? "" : Text(found.Field.Shape.Write(found.Value)),
        found.Field.Fixed!));

    private static string Text(YamlNode node) => node switch
    {
        YamlList list => string.Join(", ", list.Items.Select(Text)),
        _ => ((YamlScalar)node).Text,
    };

    internal ImmutableDictionary<string, object> ToOutput()
    {
        var output = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        output["kind"] = Kind;
        output["protected"] = IsProtected;
        if (Version is not null)
            output["version"] = Version;
        if (!PoolVersions.IsEmpty)
            output["poolVersions"] = Output(PoolVersions);
        if (!Fixed.IsEmpty)
            output["fixed"] = Output(Fixed);
        if (!Lost.IsEmpty)
            output[LostKey] = Lost.Select(object (machine) => machine).ToImmutableArray();
        if (Steward is not null)
            output[StewardKey] = Steward;
        if (Founder is not null)
            output[FounderKey] = Founder;
        return output.ToImmutable();
    }

    internal static DeployedCluster FromOutput(IReadOnlyDictionary<string, object> output) => new(
        output.GetValueOrDefault("kind") as string ?? "",
        output.GetValueOrDefault("protected") is true,
        output.GetValueOrDefault("version") as string,
        Texts(output.GetValueOrDefault("poolVersions")),
        Texts(output.GetValueOrDefault("fixed")))
    {
        Lost = output.GetValueOrDefault(LostKey) is IEnumerable<object> machines ? [.. machines.OfType<string>()] : [],
        Steward = output.GetValueOrDefault(StewardKey) as string,
        Founder = output.GetValueOrDefault(FounderKey) as string,
    };

    private static ImmutableSortedDictionary<string, string> PoolVersionsOf(ClusterSpec cluster) => cluster is not AwsHostedClusterSpec hosted
        ? ImmutableSortedDictionary<string, string>.Empty
        : hosted.Pools.ToImmutableSortedDictionary(pool => pool.Key, pool => $"{pool.Value.Version ?? hosted.Version}", StringComparer.Ordinal);

    private static ImmutableDictionary<string, object> Output(ImmutableSortedDictionary<string, string> texts) =>
        texts.ToImmutableDictionary(text => text.Key, object (text) => text.Value, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, string> Texts(object? output) => output is not IReadOnlyDictionary<string, object> texts
        ? ImmutableSortedDictionary<string, string>.Empty
        : texts.Where(text => text.Value is string).ToImmutableSortedDictionary(text => text.Key, text => (string)text.Value, StringComparer.Ordinal);
}

/// <summary>A value that cannot be changed once its cluster stands.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Where it is in the cluster.</param>
/// <param name="Text">What it is, as it is written; empty where it is not said.</param>
/// <param name="Attribute">What to do instead of changing it.</param>
internal sealed record FixedValue(SpecPath Path, string Name, string Text, FixedAttribute Attribute);
