using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Engine.Values;

namespace Infra.Engine.Rendering;

/// <summary>The objects by which Flux delivers a Helm release: a HelmRelease, and where its chart comes from.</summary>
/// <remarks>They stand in the release's own namespace and under its own name, so that the release is the one that Pulumi would make.</remarks>
internal static partial class FluxObjects
{
    private const string SourceApi = "source.toolkit.fluxcd.io/v1";
    private const string HelmApi = "helm.toolkit.fluxcd.io/v2";

    // How often Flux looks for drift and for new versions.
    private static readonly StringValue Interval = new("10m");
    private static readonly StringValue RepositoryInterval = new("1h");
    private static readonly BoolValue True = new(true);

    /// <summary>The objects of a release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="after">The releases on the same cluster that have to be ready before.</param>
    public static IEnumerable<PropertyMap> Of(HelmRelease release, ImmutableArray<HelmRelease> after)
    {
        if (release.Is("createNamespace"))
            yield return Namespace(release.Namespace);

        yield return release.OciAddress is { } address ? OciRepository(release, address) : HelmRepository(release);
        yield return Release(release, after);
    }

    // Helm leaves a namespace that it made; so must whoever applies this.
    private static PropertyMap Namespace(string name) => PropertyMap.Of(
        ("apiVersion", new StringValue("v1")),
        ("kind", new StringValue("Namespace")),
        ("metadata", Map(
            ("name", new StringValue(name)),
            ("annotations", Map(("kustomize.toolkit.fluxcd.io/prune", new StringValue("disabled")))))));

    private static PropertyMap HelmRepository(HelmRelease release) => Object(
        SourceApi,
        "HelmRepository",
        release.Namespace,
        RepositoryName(release),
        Map(
            ("interval", RepositoryInterval),
            ("secretRef", release.HasCredentials ? Map(("name", new StringValue(release.CredentialsSecret))) : null),
            ("url", new StringValue(release.Repository!))));

    private static PropertyMap OciRepository(HelmRelease release, string address) => Object(
        SourceApi,
        "OCIRepository",
        release.Namespace,
        release.Name,
        Map(
            ("interval", Interval),
            ("layerSelector", Map(
                ("mediaType", new StringValue("application/vnd.cncf.helm.chart.content.v1.tar+gzip")),
                ("operation", new StringValue("copy")))),
            ("ref", OciReference(release.Version)),
            ("secretRef", release.HasCredentials ? Map(("name", new StringValue(release.CredentialsSecret))) : null),
            ("url", new StringValue(address))));

    private static PropertyMap Release(HelmRelease release, ImmutableArray<HelmRelease> after)
    {
        var isOci = release.OciAddress is not null;
        var values = release.PlainValues;
        return Object(
            HelmApi,
            "HelmRelease",
            release.Namespace,
            release.Name,
            Map(
                ("chart", isOci ? null : Chart(release)),
                ("chartRef", isOci ? Map(("kind", new StringValue("OCIRepository")), ("name", new StringValue(release.Name))) : null),
                ("dependsOn", after.IsEmpty ? null : new ListValue([.. after.Select(Reference)])),
                ("install", Install(release)),
                ("interval", Interval),
                ("maxHistory", release.Option("maxHistory")),
                ("releaseName", new StringValue(release.Name)),
                ("timeout", release.Option("timeout") is NumberValue { Value: var seconds } ? new StringValue(string.Create(CultureInfo.InvariantCulture, $"{(long)seconds}s")) : null),
                ("upgrade", Upgrade(release)),
                ("values", values.Count == 0 ? null : values),
                ("valuesFrom", release.SecretValuePaths.IsEmpty ? null : new ListValue([Map(("kind", new StringValue("Secret")), ("name", new StringValue(release.ValuesSecret)))]))));
    }

    private static PropertyMap Chart(HelmRelease release) => Map(
        ("spec", Map(
            ("chart", new StringValue(release.Chart)),
            ("interval", Interval),
            ("sourceRef", Map(("kind", new StringValue("HelmRepository")), ("name", new StringValue(RepositoryName(release))))),
            ("version", release.Version is { } version ? new StringValue(version) : null))));

    private static PropertyMap Reference(HelmRelease release) =>
        Map(("name", new StringValue(release.Name)), ("namespace", new StringValue(release.Namespace)));

    private static PropertyMap? Install(HelmRelease release) => NullIfEmpty(Map(
        ("crds", release.Is("skipCrds") ? new StringValue("Skip") : null),
        ("disableHooks", Flag(release, "disableWebhooks")),
        ("disableOpenAPIValidation", Flag(release, "disableOpenapiValidation")),
        ("disableWait", Flag(release, "skipAwait")),
        ("remediation", release.Is("atomic") ? Map(("remediateLastFailure", True)) : null),
        ("replace", Flag(release, "replace"))));

    private static PropertyMap? Upgrade(HelmRelease release) => NullIfEmpty(Map(
        ("cleanupOnFail", Flag(release, "cleanupOnFail")),
        ("disableHooks", Flag(release, "disableWebhooks")),
        ("disableOpenAPIValidation", Flag(release, "disableOpenapiValidation")),
        ("disableWait", Flag(release, "skipAwait")),
        ("force", Flag(release, "forceUpdate")),
        ("preserveValues", Flag(release, "reuseValues")),
        ("remediation", release.Is("atomic") ? Map(("remediateLastFailure", True)) : null)));

    // A range of versions is looked up; one version is a tag, in which a registry has _ for +.
    private static PropertyMap OciReference(string? version) => version is not null && OneVersion().IsMatch(version)
        ? Map(("tag", new StringValue(version.Replace('+', '_'))))
        : Map(("semver", new StringValue(version ?? "*")));

    [GeneratedRegex(@"^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneVersion();

    private static string RepositoryName(HelmRelease release)
    {
        const int longest = 40;
        var address = release.Repository!;
        var host = address[(address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..].TrimEnd('/');
        var words = string.Concat(host.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')).Trim('-');
        var name = words[..Math.Min(words.Length, longest)].TrimEnd('-');

        // With credentials the repository is the release's own: another may come with others.
        return $"{name}-{SafeName.Hash(release.HasCredentials ? $"{address}\n{release.Name}" : address)}";
    }

    private static BoolValue? Flag(HelmRelease release, string name) => release.Is(name) ? True : null;

    private static PropertyMap? NullIfEmpty(PropertyMap map) => map.Count == 0 ? null : map;

    private static PropertyMap Object(string apiVersion, string kind, string space, string name, PropertyMap spec) => PropertyMap.Of(
        ("apiVersion", new StringValue(apiVersion)),
        ("kind", new StringValue(kind)),
        ("metadata", Map(("name", new StringValue(name)), ("namespace", new StringValue(space)))),
        ("spec", spec));

    private static PropertyMap Map(params (string Name, PropertyValue? Value)[] entries) => PropertyMap.From(
        entries.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Name, entry.Value!)));
}
