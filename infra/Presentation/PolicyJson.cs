using System.Globalization;
using System.Text.Json;
using Infra.Components.Kubernetes;
using Infra.Components.Policies;
using Infra.Policies;
using Infra.Stacks.Addons;

namespace Infra.Presentation;

/// <summary>What clusters are held to, for tools: every cluster by name, every value in full.</summary>
internal static class PolicyJson
{
    /// <summary>Prints it.</summary>
    public static void Write(PolicyStatus status, Stream destination) => JsonReport.Write(destination, status.Stack, json =>
    {
        json.WriteStartArray("fleets");
        foreach (var fleet in status.Fleets)
            Write(json, status, fleet);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, PolicyStatus status, FleetPolicyStatus fleet)
    {
        json.WriteStartObject();
        json.WriteString("name", fleet.Fleet);
        json.WriteBoolean("management", fleet.IsManagement);
        json.WriteString("profile", EnumWord.Of(fleet.Profile));
        json.WriteStartArray("policies");
        foreach (var decision in fleet.Decisions)
            Write(json, fleet, decision);
        json.WriteEndArray();
        json.WriteStartArray("parameters");
        foreach (var said in fleet.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", said.Name);
            json.WritePropertyName("value");
            PlainJson.Write(json, said.Value);
            json.WriteString("from", EnumWord.Of(said.Source));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("exceptions");
        foreach (var exception in fleet.Exceptions)
            Write(json, exception);
        json.WriteEndArray();
        if (fleet.Rollout is { } rollout)
            Write(json, rollout);
        json.WriteStartArray("clusters");
        foreach (var cluster in fleet.Clusters.Where(cluster => status.OnlyCluster is not { } only || only.Name == cluster.Name))
        {
            json.WriteStartObject();
            json.WriteString("name", cluster.Name);
            if (fleet.WaveOf(cluster) is { } wave)
                json.WriteNumber("wave", wave);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FleetPolicyStatus fleet, PolicyDecision decision)
    {
        json.WriteStartObject();
        json.WriteString("id", decision.Policy.Id);
        json.WriteString("object", FleetPolicy.ObjectName(fleet.Fleet, decision.Policy.Id));
        json.WriteString("pack", decision.Policy.Pack);
        json.WriteString("kind", $"{decision.Policy.Kind}");
        json.WriteString("severity", EnumWord.Of(decision.Policy.Severity));
        json.WriteString("action", EnumWord.Of(decision.Action));
        json.WriteString("because", EnumWord.Of(decision.Reason));
        json.WriteBoolean("present", decision.IsThere);
        json.WriteTexts("unsaid", decision.Unsaid.Select(parameter => parameter.Name));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PolicyRollout rollout)
    {
        json.WriteStartObject("rollout");
        json.WriteNumber("reached", rollout.Reached);
        json.WriteNumber("waves", rollout.Waves.Length);
        json.WriteStartObject("changes");
        foreach (var (id, action) in rollout.Changes)
            json.WriteString(id, EnumWord.Of(action));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PolicyException exception)
    {
        json.WriteStartObject();
        json.WriteString("name", exception.Name);
        json.WriteTexts("policies", exception.Policies);
        json.WriteTexts("namespaces", exception.Namespaces);
        json.WriteTexts("workloads", exception.Workloads);
        json.WriteTexts("kinds", exception.Kinds);
        json.WriteString("who", exception.Who);
        json.WriteString("why", exception.Why);
        json.WriteString("until", exception.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
