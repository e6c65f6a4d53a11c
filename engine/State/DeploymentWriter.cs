using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>Writes a snapshot as <c>pulumi stack export</c> prints it.</summary>
internal sealed class DeploymentWriter(DeploymentSnapshot snapshot, Utf8JsonWriter json, bool showsSecrets)
{
    private const int FlushBytes = 64 * 1024;

    private readonly ResourceWriter _resources = new(json, new ValueJsonWriter(snapshot.SecretsProvider, showsSecrets), PlannedOnly(snapshot));

    public void Write()
    {
        var features = Features();
        json.WriteStartObject();
        json.WriteNumber("version"u8, features.Count > 0 ? DeploymentJson.Version + 1 : DeploymentJson.Version);
        if (features.Count > 0)
            ResourceWriter.WriteTexts(json, "features", features);

        json.WriteStartObject("deployment"u8);
        WriteManifest();
        WriteSecretsProvider();

        json.WriteStartArray("resources"u8);
        foreach (var resource in snapshot.Resources)
        {
            if (!resource.IsPlannedOnly)
                WriteResource(resource);
        }

        json.WriteEndArray();
        WriteOperations();
        foreach (var (field, raw) in snapshot.OtherFields)
        {
            json.WritePropertyName(field);
            json.WriteRawValue(raw);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static FrozenSet<string> PlannedOnly(DeploymentSnapshot snapshot) =>
        snapshot.Resources.Where(resource => resource.IsPlannedOnly).Select(resource => resource.Urn).ToFrozenSet(StringComparer.Ordinal);

    // Pulumi writes version 4 only when a feature needs it, so that older command lines can read everything else.
    private SortedSet<string> Features()
    {
        var features = new SortedSet<string>(snapshot.Features, StringComparer.Ordinal);
        if (snapshot.Resources.Any(resource => resource.ReplaceWith.Length > 0))
            features.Add("replaceWith");
        else
            features.Remove("replaceWith");

        return features;
    }

    private void WriteManifest()
    {
        var manifest = snapshot.Manifest;
        json.WriteStartObject("manifest"u8);
        json.WriteString("time"u8, manifest.Time);
        json.WriteString("magic"u8, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.Version))));
        json.WriteString("version"u8, manifest.Version);
        foreach (var (field, raw) in manifest.OtherFields)
        {
            json.WritePropertyName(field);
            json.WriteRawValue(raw);
        }

        json.WriteEndObject();
    }

    private void WriteSecretsProvider()
    {
        if (snapshot.SecretsProvider is not { } provider)
            return;

        json.WriteStartObject("secrets_providers"u8);
        json.WriteString("type"u8, provider.Type);
        json.WriteStartObject("state"u8);
        foreach (var (name, value) in provider.State.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteOperations()
    {
        var unmade = snapshot.Resources.Where(resource => resource.IsPlannedOnly).Select(resource => new PendingOperation("creating", resource));
        var operations = snapshot.PendingOperations.Concat(unmade).ToList();
        if (operations.Count == 0)
            return;

        json.WriteStartArray("pending_operations"u8);
        foreach (var (type, resource) in operations)
        {
            json.WriteStartObject();
            json.WritePropertyName("resource"u8);
            WriteResource(resource);
            json.WriteString("type"u8, type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteResource(ResourceState resource)
    {
        _resources.Write(resource);
        if (json.BytesPending > FlushBytes)
            json.Flush();
    }
}
