using System.Text.Json;
using Infra.Components.Fleets;
using Infra.Stacks.Addons;

namespace Infra.Presentation;

/// <summary>What is expected of add-ons, for tools: every cluster by name.</summary>
internal static class StatusJson
{
    /// <summary>Prints it.</summary>
    public static void Write(PlatformStatus status, Stream destination) => JsonReport.Write(destination, status.Stack, json =>
    {
        json.WriteStartArray("addons");
        foreach (var addon in status.Addons)
            Write(json, addon, status.OnlyCluster);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, AddonStatus status, string? onlyCluster)
    {
        var addon = status.Addon;
        json.WriteStartObject();
        json.WriteString("name", addon.Name);
        json.WriteString("object", status.ObjectName);
        json.WriteString("namespace", addon.Namespace);
        json.WriteString("runsOn", $"{addon.RunsOn}".ToLowerInvariant());
        if (addon.Content is AddonContent.Helm { Chart: var chart })
        {
            json.WriteStartObject("chart");
            json.WriteString("name", chart.Name);
            json.WriteString("repository", chart.Repository);
            json.WriteString("version", chart.Version);
            json.WriteEndObject();
        }

        json.WriteTexts("requires", addon.Requires);
        json.WriteTexts("conflicts", addon.Conflicts);
        json.WriteTexts("healthy", addon.Healthy.Select(workload => $"{workload}"));
        json.WriteBoolean("suspended", status.IsSuspended);
        if (status.Rollout is { } rollout)
        {
            json.WriteStartObject("rollout");
            json.WriteString("version", rollout.Version);
            json.WriteNumber("reached", rollout.Reached);
            json.WriteNumber("waves", rollout.Waves.Length);
            json.WriteEndObject();
        }

        json.WriteStartArray("clusters");
        foreach (var cluster in status.Clusters.Where(cluster => onlyCluster is null || cluster.Cluster == onlyCluster))
            Write(json, cluster);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AddonOnCluster cluster)
    {
        json.WriteStartObject();
        json.WriteString("name", cluster.Cluster);
        json.WriteTexts("fleets", cluster.Fleets);
        if (cluster.Version is { } version)
            json.WriteString("version", version);
        if (cluster.Wave is { } wave)
            json.WriteNumber("wave", wave);
        json.WriteEndObject();
    }
}
