using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Mesh;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Entrances: that each name and path is one service's, and that the clusters can certify and announce it.</summary>
internal static class EntranceChecks
{
    private const string CertificateDefinition = "certificates.cert-manager.io";
    private const string DnsChart = "external-dns";

    public static void Run(CheckContext context, ImmutableArray<CheckedService> services)
    {
        var paths = new Dictionary<(string Mesh, string Host, string Path), SpecPath>();
        var issuers = new Dictionary<(string Mesh, string Host), (string Issuer, SpecPath Path)>();
        foreach (var service in services)
        {
            if (service.Spec.Entrance is not { } entrance || service.Spec.Protocol == ServiceProtocol.Tcp)
                continue;
            var at = service.Path.Key("entrance");
            if (entrance.Paths.IsEmpty && context.IsRead(at.Key("paths")))
                context.Report(Rules.Required, at, "'paths' is empty, so nothing is the service's; say which, or remove the key, which means all");
            foreach (var (index, path) in entrance.Paths.Index())
            {
                if ((MatchedText.WrongPath(path) ?? (path.Contains('*', StringComparison.Ordinal) ? "a path without '*'; all below it is meant anyway" : null)) is { } allowed && context.IsRead(at.Key("paths")))
                    context.Report(Rules.Form, at.Key("paths").Item(index), $"found '{path}'; allowed: {allowed}");
                if (!paths.TryAdd((service.Mesh.Name, entrance.Host, Whole(path)), at.Key("paths").Item(index)))
                    context.Report(Rules.OneHost, Said(context, at, index), $"'{entrance.Host}{path}' is led elsewhere already: {paths[(service.Mesh.Name, entrance.Host, Whole(path))]}; give each its own path or host");
            }

            if (!issuers.TryAdd((service.Mesh.Name, entrance.Host), (entrance.Issuer, at)) && issuers[(service.Mesh.Name, entrance.Host)] is var first && first.Issuer != entrance.Issuer)
                context.Report(Rules.OneHost, at.Key("issuer"), $"'{entrance.Host}' is certified by '{first.Issuer}' already: {first.Path}; a host has one certificate");
            Needs(service, entrance, at);
        }

        foreach (var mesh in issuers.GroupBy(issuer => issuer.Key.Mesh).Where(mesh => mesh.Count() > IngressGateway.MaximumHosts))
            context.Report(Rules.Ability, mesh.Skip(IngressGateway.MaximumHosts).First().Value.Path.Key("host"), $"mesh '{mesh.Key}' would have {mesh.Count()} names at its entrance, which has room for {IngressGateway.MaximumHosts}; lead several services from one name by 'paths'");
    }

    private static SpecPath Said(CheckContext context, SpecPath entrance, int index) =>
        context.Document is not null && !context.Says(entrance.Key("paths")) ? entrance.Key("host") : entrance.Key("paths").Item(index);

    private static string Whole(string path) => path.TrimEnd('/');

    // What somebody else set up may have both, and nobody here knows.
    private static void Needs(CheckedService service, EntranceSpec entrance, SpecPath path)
    {
        if (!service.HasKnownClusters || !service.Context.IsRead(SpecPath.Root.Key("addons")))
            return;
        var clusters = service.Service.Clusters.Where(cluster => service.Context.Platform.Clusters[cluster] is not AttachedClusterSpec).ToImmutableArray();
        var certified = Having(service.Context, addon => addon.Definitions.Contains(CertificateDefinition, StringComparer.Ordinal));
        var without = clusters.Where(cluster => !certified.Contains(cluster) && service.Context.Platform.Clusters[cluster] is not AwsClusterSpec { PodIdentity: true }).ToList();
        if (without.Count > 0)
            service.Context.Report(Rules.EntranceNeeds, path.Key("issuer"), $"{Some.Of(without)} {(without.Count == 1 ? "has" : "have")} no cert-manager, which would certify '{entrance.Host}'; say 'infra:addons: {{ cert-manager: {{ use: cert-manager, on: … }} }}'");
        if (entrance.Dns is null)
            return;
        var announced = Having(service.Context, addon => addon.Content is AddonContent.Helm { Chart.Name: DnsChart });
        var silent = clusters.Where(cluster => !announced.Contains(cluster)).ToList();
        if (silent.Count > 0)
            service.Context.Report(Rules.EntranceNeeds, path.Key("dns"), $"{Some.Of(silent)} {(silent.Count == 1 ? "has" : "have")} no external-dns, which would write the record of '{entrance.Host}'; say 'infra:addons: {{ external-dns: {{ use: external-dns, on: … }} }}', or remove 'dns'");
    }

    private static HashSet<string> Having(CheckContext context, Func<Addon, bool> has) =>
        context.Addons.Where(placed => placed.On is not null && has(placed.Addon)).SelectMany(placed => context.Matching(placed.On!)).Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal);
}
