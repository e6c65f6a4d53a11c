using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>Reads what <c>pulumi stack export</c>, or this engine, wrote.</summary>
internal sealed class DeploymentReader
{
    private const int NewestVersion = 4;

    // What a version 4 file may say it needs, and this engine keeps or honours. Views would be taken for real resources.
    private static readonly ImmutableArray<string> Honoured =
        ["byteString", "extensionParameterization", "hooks", "refreshBeforeUpdate", "replaceWith", "taint"];

    private readonly RecordedSecretsProvider _secretsProvider;
    private readonly JsonSource _source;
    private readonly ImmutableArray<ResourceState>.Builder _resources = ImmutableArray.CreateBuilder<ResourceState>();
    private readonly List<ResourceState> _plannedOnly = [];
    private DeploymentSnapshot _snapshot = DeploymentSnapshot.Empty;

    public DeploymentReader(ReadOnlyMemory<byte> utf8Json, string place, SecretsProviderLookup secrets)
    {
        _secretsProvider = new RecordedSecretsProvider(place, secrets);
        _source = new JsonSource(place, utf8Json) { SecretsProvider = _secretsProvider };
    }

    public DeploymentSnapshot Read()
    {
        var reader = JsonSource.Start(_source.Bytes);
        _source.Advance(ref reader);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw NotADeployment(ref reader);

        int? version = null;
        Utf8JsonReader deployment = default;
        var (isRead, isLate) = (false, false);
        for (_source.Advance(ref reader); reader.TokenType != JsonTokenType.EndObject; _source.Advance(ref reader))
        {
            var field = _source.Name(ref reader);
            _source.Advance(ref reader);
            switch (field)
            {
                case "version":
                    version = ReadVersion(ref reader);
                    break;
                case "features":
                    ReadFeatures(ref reader);
                    break;
                case "deployment" when reader.TokenType == JsonTokenType.StartObject && version is not null:
                    ReadDeployment(ref reader);
                    isRead = true;
                    break;
                case "deployment" when reader.TokenType == JsonTokenType.StartObject:
                    // Not before it is known what it is; no version comes first only in a file that somebody edited.
                    deployment = reader;
                    isLate = true;
                    _source.Skip(ref reader);
                    break;
                case "checkpoint":
                    throw _source.Wrong(ref reader, "this is the checkpoint of a self-managed backend; `pulumi stack export` prints the form that can be read.");
                default:
                    _source.Skip(ref reader);
                    break;
            }
        }

        if (version is null || !(isRead || isLate))
            throw NotADeployment(ref reader);
        if (isLate)
            ReadDeployment(ref deployment);

        return _snapshot with { Resources = [.. _resources, .. _plannedOnly] };
    }

    private DeploymentFormatException NotADeployment(ref Utf8JsonReader reader) =>
        _source.Wrong(ref reader, "this is not a stack's state: it must be an object with version and deployment, as `pulumi stack export` prints it.");

    private int ReadVersion(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var version))
            throw _source.Wrong(ref reader, "version must be a number.");

        return version switch
        {
            DeploymentJson.Version or NewestVersion => version,
            > NewestVersion => throw _source.Wrong(ref reader, $"version {version} is newer than this engine: it reads versions 3 and 4."),
            _ => throw _source.Wrong(ref reader, $"version {version} is too old: versions 3 and 4 can be read. A current `pulumi stack export` prints version 3."),
        };
    }

    private void ReadFeatures(ref Utf8JsonReader reader)
    {
        var features = _source.Texts(ref reader, "features");
        var unknown = features.Except(Honoured, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw _source.Wrong(ref reader, $"the state uses {string.Join(", ", unknown)}, which this engine cannot honour; it knows {string.Join(", ", Honoured)}.");

        _snapshot = _snapshot with { Features = features };
    }

    private void ReadDeployment(ref Utf8JsonReader reader)
    {
        var other = ResourceState.NoFields.ToBuilder();
        for (_source.Advance(ref reader); reader.TokenType != JsonTokenType.EndObject; _source.Advance(ref reader))
        {
            var field = _source.Name(ref reader);
            _source.Advance(ref reader);
            switch (field)
            {
                case "manifest":
                    _snapshot = _snapshot with { Manifest = ReadManifest(ref reader) };
                    break;
                case "secrets_providers" when reader.TokenType == JsonTokenType.StartObject:
                    ReadSecretsProvider(ref reader);
                    break;
                case "resources" when reader.TokenType != JsonTokenType.Null:
                    ReadResources(ref reader);
                    break;
                case "pending_operations" when reader.TokenType != JsonTokenType.Null:
                    ReadOperations(ref reader);
                    break;
                case "secrets_providers" or "resources" or "pending_operations":
                    break;
                default:
                    other[field] = _source.Raw(ref reader);
                    break;
            }
        }

        if (!_secretsProvider.IsNamed && _source.UnexplainedSecret is { } fault)
            throw fault;

        _snapshot = _snapshot with { OtherFields = other.ToImmutable(), SecretsProvider = _secretsProvider.IsNamed ? _secretsProvider : null };
    }

    private DeploymentManifest ReadManifest(ref Utf8JsonReader reader)
    {
        _source.ExpectObject(ref reader, "manifest");
        var manifest = DeploymentManifest.Empty;
        var other = ResourceState.NoFields.ToBuilder();
        for (_source.Advance(ref reader); reader.TokenType != JsonTokenType.EndObject; _source.Advance(ref reader))
        {
            var field = _source.Name(ref reader);
            _source.Advance(ref reader);
            switch (field)
            {
                case "time":
                    manifest = manifest with { Time = _source.Text(ref reader, field) ?? manifest.Time };
                    break;
                case "version":
                    manifest = manifest with { Version = _source.Text(ref reader, field) ?? "" };
                    break;
                case "magic":
                    break; // Follows from the version.
                default:
                    other[field] = _source.Raw(ref reader);
                    break;
            }
        }

        return manifest with { OtherFields = other.ToImmutable() };
    }

    private void ReadSecretsProvider(ref Utf8JsonReader reader)
    {
        var type = "";
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (_source.Advance(ref reader); reader.TokenType != JsonTokenType.EndObject; _source.Advance(ref reader))
        {
            var field = _source.Name(ref reader);
            _source.Advance(ref reader);
            if (field == "type")
            {
                type = _source.Text(ref reader, field) ?? "";
            }
            else if (field == "state" && reader.TokenType == JsonTokenType.StartObject)
            {
                foreach (var (name, value) in ValueJsonReader.ReadMap(ref reader, _source))
                    state[name] = value is StringValue { Value: var text } ? text : throw _source.Wrong(ref reader, $"secrets_providers.state.{name} must be a string.");
            }
            else
            {
                _source.Skip(ref reader);
            }
        }

        if (type.Length > 0)
            _secretsProvider.Name(type, state);
    }

    private void ReadResources(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw _source.Wrong(ref reader, "resources must be a list.");

        for (_source.Advance(ref reader); reader.TokenType != JsonTokenType.EndArray; _source.Advance(ref reader))
            _resources.Add(ResourceReader.Read(ref reader, _source));
    }

    private void ReadOperations(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw _source.Wrong(ref reader, "pending_operations must be a list.");

        var unfinished = ImmutableArray.CreateBuilder<PendingOperation>();
        for (_source.Advance(ref reader); reader.TokenType != JsonTokenType.EndArray; _source.Advance(ref reader))
        {
            var operation = ReadOperation(ref reader);
            if (operation.Type == "creating")
                _plannedOnly.Add(operation.Resource with { IsPlannedOnly = true });
            else
                unfinished.Add(operation);
        }

        _snapshot = _snapshot with { PendingOperations = unfinished.DrainToImmutable() };
    }

    private PendingOperation ReadOperation(ref Utf8JsonReader reader)
    {
        _source.ExpectObject(ref reader, "an entry of pending_operations");
        string? type = null;
        ResourceState? resource = null;
        for (_source.Advance(ref reader); reader.TokenType != JsonTokenType.EndObject; _source.Advance(ref reader))
        {
            var field = _source.Name(ref reader);
            _source.Advance(ref reader);
            if (field == "type")
                type = _source.Text(ref reader, field);
            else if (field == "resource")
                resource = ResourceReader.Read(ref reader, _source);
            else
                _source.Skip(ref reader);
        }

        return type is not null && resource is not null
            ? new PendingOperation(type, resource)
            : throw _source.Wrong(ref reader, "an entry of pending_operations must have type and resource.");
    }
}
