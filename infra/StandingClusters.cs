using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Storage;
using Infra.Stacks.Checking;

namespace Infra;

/// <summary>What stands of a project's stacks, as the embedded engine recorded it. Only plain outputs are read, so nobody is asked for a passphrase.</summary>
/// <param name="projectDirectory">The folder of <c>Pulumi.yaml</c>.</param>
internal sealed class StandingClusters(string projectDirectory)
{
    private readonly StateStore _store = new(projectDirectory);

    /// <summary>What stands of a stack.</summary>
    /// <returns>Null where nothing that can be read is recorded: then nothing is compared with it.</returns>
    public DeployedPlatform? Of(string stack)
    {
        if (_store.Read(stack) is not { } recorded)
            return null;
        try
        {
            using var state = JsonDocument.Parse(recorded);
            return Outputs(state.RootElement) is { } outputs
                && outputs.TryGetProperty(DeployedPlatform.OutputName, out var deployed)
                && Value(deployed) is ImmutableDictionary<string, object> output ? DeployedPlatform.FromOutput(output) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Whoever plans the stack is told that its record cannot be used.
        }
    }

    private static JsonElement? Outputs(JsonElement state) =>
        state.TryGetProperty("deployment", out var deployment) && deployment.TryGetProperty("resources", out var resources)
            ? resources.EnumerateArray()
                .Where(resource => resource.TryGetProperty("type", out var type) && type.ValueEquals("pulumi:pulumi:Stack") && resource.TryGetProperty("outputs", out _))
                .Select(resource => (JsonElement?)resource.GetProperty("outputs"))
                .FirstOrDefault()
            : null;

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject()
            .Select(property => (property.Name, Value: Value(property.Value)))
            .Where(property => property.Value is not null)
            .ToImmutableDictionary(property => property.Name, property => property.Value!, StringComparer.Ordinal),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        _ => null,
    };
}
