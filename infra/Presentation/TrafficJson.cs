using System.Text.Json;
using Infra.Components.Mesh;
using Infra.Stacks.Addons;

namespace Infra.Presentation;

/// <summary>Which clusters answer for which services, for tools: every cluster by name.</summary>
internal static class TrafficJson
{
    /// <summary>Prints it.</summary>
    public static void Write(TrafficStatus status, Stream destination) => JsonReport.Write(destination, status.Stack, json =>
    {
        if (!status.Drained.IsEmpty)
            json.WriteTexts("drained", status.Drained);
        json.WriteStartArray("meshes");
        foreach (var mesh in status.Meshes)
            Write(json, status, mesh);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, TrafficStatus status, MeshTraffic mesh)
    {
        var plan = mesh.Plan;
        json.WriteStartObject();
        json.WriteString("name", plan.Name);
        json.WriteString("dataPlane", EnumWord.Of(plan.DataPlane));
        json.WriteString("version", plan.Charts.Version);
        if (plan.Upgrade is { } upgrade)
        {
            json.WriteStartObject("upgrade");
            json.WriteString("version", upgrade.Version);
            json.WriteTexts("namespaces", upgrade.Namespaces);
            json.WriteEndObject();
        }

        Write(json, plan);
        json.WriteStartArray("clusters");
        foreach (var member in plan.Members)
            Write(json, plan, member);
        json.WriteEndArray();
        json.WriteStartArray("services");
        foreach (var answers in mesh.Services)
            Write(json, status, answers);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MeshPlan plan)
    {
        json.WriteStartObject("trust");
        json.WriteString("domain", plan.TrustDomain);
        json.WriteBoolean("installed", plan.Trust.IsInstalled);
        if (plan.Trust.IsInstalled)
        {
            json.WriteTexts("roots", plan.Trust.Roots.Keys);
            json.WriteString("signer", plan.Trust.Signer);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MeshPlan plan, MeshMember member)
    {
        json.WriteStartObject();
        json.WriteString("name", member.Cluster);
        json.WriteString("role", TrafficWords.Of(member.Role));
        json.WriteString("network", member.Network);
        if (member.Region is { } region)
            json.WriteString("region", region);
        if (member.Primary is { } primary)
            json.WriteString("primary", primary);
        json.WriteBoolean("drained", plan.Drained.Contains(member.Cluster, StringComparer.Ordinal));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TrafficStatus status, ServiceAnswers answers)
    {
        var service = answers.Now.Service;
        json.WriteStartObject();
        json.WriteString("name", service.Name);
        json.WriteString("host", service.Host);
        json.WriteNumber("port", service.Port);
        json.WriteString("protocol", EnumWord.Of(service.Protocol));
        json.WriteTexts("clusters", service.Clusters);
        Write(json, status, "now", answers.Now);
        if (!status.Drained.IsEmpty && answers.Then is { } then)
        {
            Write(json, status, "then", then);
            json.WriteBoolean("differs", answers.Differs);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TrafficStatus status, string name, TrafficPlan traffic)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("callers");
        foreach (var caller in traffic.Callers.Where(caller => status.OnlyFrom is null || caller.Cluster == status.OnlyFrom))
        {
            json.WriteStartObject();
            json.WriteString("in", caller.Cluster);
            json.WriteStartArray("tiers");
            foreach (var tier in caller.Tiers)
            {
                json.WriteStartObject();
                json.WriteTexts("clusters", tier.Clusters);
                json.WriteTexts("lastResort", tier.LastResort);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (traffic.Entrance is { } entrance)
        {
            json.WriteStartObject("entrance");
            json.WriteString("host", entrance.Entrance.Host);
            json.WriteTexts("clusters", entrance.Doors);
            json.WriteEndObject();
        }

        json.WriteStartArray("notCovered");
        foreach (var gap in traffic.Gaps)
        {
            json.WriteStartObject();
            json.WriteString("kind", EnumWord.Of(gap.Kind));
            if (gap.Cluster is { } cluster)
                json.WriteString("cluster", cluster);
            json.WriteString("words", gap.Words);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
