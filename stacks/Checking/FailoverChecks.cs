using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Which clusters answer first: that they run the service, that regions are told apart, and that there is somebody to fail over to.</summary>
internal static class FailoverChecks
{
    public static void Run(CheckedService service)
    {
        var path = service.Path.Key("failover");
        if (service.Spec.Failover is not { } failover || !service.Context.IsRead(path) || service.Service.Exposure is ServiceExposure.Local)
            return;
        if (failover.PrimaryStandby is { } standby)
            Standby(service, standby, path.Key("primaryStandby"));
        if (failover.SameRegion is not null)
            Regions(service, path.Key("sameRegion"));
        if (service.HasKnownClusters && service.Service.Clusters is [var only])
            service.Context.Report(Rules.FailoverCovers, path, $"'{service.Name}' runs on '{only}' alone, so nothing takes over when that fails");
    }

    private static void Standby(CheckedService service, PrimaryStandbySpec standby, SpecPath path)
    {
        var context = service.Context;
        if (standby is { Cluster: null, Region: null })
        {
            context.Report(Rules.Required, path, "'cluster' is missing, or 'region': who answers for all");
            return;
        }

        if (standby.Cluster is { } cluster && MeshChecks.RequireMember(context, service.Mesh, cluster, path.Key("cluster")) && service.HasKnownClusters)
        {
            if (!service.Service.Clusters.Contains(cluster, StringComparer.Ordinal) && !service.Service.Clusters.IsEmpty)
            {
                context.Report(Rules.FailoverWay, path.Key("cluster"), $"'{service.Name}' does not run on '{cluster}'; it runs on: {Some.Of(service.Service.Clusters)}");
            }
            else if (standby.Region is { } said && RegionOf(service, cluster) is { } own && own != said)
            {
                context.Report(Rules.FailoverWay, path.Key("region"), $"found '{said}', and '{cluster}', which is to answer first, is in '{own}'");
                return;
            }
        }

        if (standby.Region is not { } region || !service.HasKnownClusters)
            return;
        var regions = service.Service.Clusters.Select(one => RegionOf(service, one)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (!service.Service.Clusters.IsEmpty && !regions.Contains(region, StringComparer.Ordinal))
        {
            context.Report(Rules.FailoverWay, path.Key("region"), $"'{service.Name}' runs in no cluster of region '{region}'{Suggestion.For(region, regions, regions.Count == 0 ? "; none of its clusters says one" : $"; its clusters are in: {string.Join(", ", regions)}")}");
        }
        else
        {
            Regions(service, path.Key("region"));
        }
    }

    // Istio goes by what nodes say.
    private static void Regions(CheckedService service, SpecPath path)
    {
        if (!service.HasKnownClusters)
            return;
        var clusters = service.Service.Clusters.Where(cluster => service.Context.IsRead(CheckContext.Cluster(cluster))).ToImmutableArray();
        var without = clusters.Where(cluster => RegionOf(service, cluster) is null).ToList();
        if (without.Count > 0)
            service.Context.Report(Rules.FailoverWay, path, $"{Some.Of(without)} {(without.Count == 1 ? "says" : "say")} no 'region', so nobody knows whether {(without.Count == 1 ? "it is" : "they are")} in that of a caller; say it under infra:clusters");
        foreach (var cluster in clusters)
        {
            if (service.Context.Platform.Clusters[cluster] is AwsHostedClusterSpec aws && aws.Region is { } region && region != aws.AwsRegion)
                service.Context.Report(Rules.FailoverWay, path, $"nodes of '{cluster}' say that they are in {aws.AwsRegion}, where AWS has them, and the cluster says region '{region}'; say the same in both");
        }
    }

    private static string? RegionOf(CheckedService service, string cluster) => service.Mesh.Members.FirstOrDefault(member => member.Cluster == cluster)?.Region;
}
