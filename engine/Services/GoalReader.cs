using Google.Protobuf.Collections;
using Infra.Engine.Planning;
using Infra.Engine.State;
using Infra.Engine.Values;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>Turns requests into goals.</summary>
internal static class GoalReader
{
    /// <summary>What a registration asks for.</summary>
    /// <exception cref="RegistrationException">A timeout is no duration.</exception>
    public static ResourceGoal Read(RegisterResourceRequest request, PackageRequest package)
    {
        var dependencies = new DependencyCollector(request);
        var inputs = WireReader.Read(request.Object, dependencies.Add);
        return new ResourceGoal
        {
            Type = request.Type,
            Name = request.Name,
            Parent = request.Parent,
            IsCustom = request.Custom,
            IsRemote = request.Remote,
            Inputs = WithoutIdentity(inputs),
            Dependencies = dependencies.All,
            PropertyDependencies = dependencies.ByProperty,
            Provider = request.Provider,
            Package = package,
            IsProtected = request.HasProtect ? request.Protect : null,
            RetainOnDelete = request.HasRetainOnDelete ? request.RetainOnDelete : null,
            DeleteBeforeReplace = request.DeleteBeforeReplaceDefined ? request.DeleteBeforeReplace : null,
            IgnoreChanges = request.IgnoreChanges,
            ReplaceOnChanges = request.ReplaceOnChanges,
            HideDiffs = request.HideDiffs,
            ReplaceWith = request.ReplaceWith,
            ReplacementTrigger = request.ReplacementTrigger is { KindCase: not (Google.Protobuf.WellKnownTypes.Value.KindOneofCase.None or Google.Protobuf.WellKnownTypes.Value.KindOneofCase.NullValue) } trigger
                ? WireReader.Read(trigger)
                : null,
            AdditionalSecretOutputs = request.AdditionalSecretOutputs,
            Aliases = ReadAliases(request),
            ImportId = request.ImportId,
            DeletedWith = request.DeletedWith,
            CustomTimeouts = ReadTimeouts(request),
        };
    }

    /// <summary>What a read asks for.</summary>
    public static ResourceGoal Read(ReadResourceRequest request, PackageRequest package)
    {
        var inputs = WireReader.Read(request.Properties);
        return new ResourceGoal
        {
            Type = request.Type,
            Name = request.Name,
            Parent = request.Parent,
            IsCustom = true,
            ReadId = request.Id,
            Inputs = inputs,
            Dependencies = request.Dependencies,
            Provider = request.Provider,
            Package = package,
            AdditionalSecretOutputs = request.AdditionalSecretOutputs,
        };
    }

    // A program does not choose these; some SDKs send them all the same.
    private static PropertyMap WithoutIdentity(PropertyMap inputs) => inputs["id"] is UnknownValue ? inputs.Without("id") : inputs;

    private static List<ResourceAlias> ReadAliases(RegisterResourceRequest request)
    {
        if (request.Aliases.Count == 0 && request.AliasURNs.Count == 0)
            return NoAliases;

        var aliases = request.AliasURNs.Select(urn => new ResourceAlias(urn)).ToList();
        foreach (var alias in request.Aliases)
        {
            if (alias.AliasCase == Alias.AliasOneofCase.Urn)
            {
                aliases.Add(new ResourceAlias(alias.Urn));
                continue;
            }

            var spec = alias.Spec;
            aliases.Add(new ResourceAlias(
                Urn: null,
                spec.Name,
                spec.Type,
                spec.Stack,
                spec.Project,
                spec.ParentCase == Alias.Types.Spec.ParentOneofCase.ParentUrn && spec.ParentUrn.Length > 0 ? spec.ParentUrn : null,
                spec.ParentCase == Alias.Types.Spec.ParentOneofCase.NoParent && spec.NoParent));
        }

        return aliases;
    }

    private static readonly List<ResourceAlias> NoAliases = [];

    private static Timeouts? ReadTimeouts(RegisterResourceRequest request)
    {
        if (request.CustomTimeouts is not { } timeouts)
            return null;

        var read = new Timeouts(Span("create", timeouts.Create), Span("update", timeouts.Update), Span("delete", timeouts.Delete), Span("read", timeouts.Read));
        return read is { Create: null, Update: null, Delete: null, Read: null } ? null : read;

        TimeSpan? Span(string operation, string text)
        {
            if (text.Length == 0)
                return null;

            return GoDuration.TryParse(text, out var span)
                ? span
                : throw new RegistrationException(
                    $"customTimeouts.{operation} of the {request.Type} named '{request.Name}' is '{text}', which is no duration; write it like 30s, 10m or 1h30m.");
        }
    }

    /// <summary>The dependencies of a request: those that it names, and those that its output values carry.</summary>
    private sealed class DependencyCollector
    {
        private readonly RepeatedField<string> _named;
        private Dictionary<string, IReadOnlyCollection<string>>? _byProperty;
        private List<string>? _found;

        public DependencyCollector(RegisterResourceRequest request)
        {
            _named = request.Dependencies;
            foreach (var (property, dependencies) in request.PropertyDependencies)
            {
                if (dependencies.Urns.Count > 0)
                    (_byProperty ??= new(StringComparer.Ordinal))[property] = dependencies.Urns;
            }
        }

        public IReadOnlyCollection<string> All => _found is null ? _named : [.. _named, .. _found];

        public IReadOnlyDictionary<string, IReadOnlyCollection<string>> ByProperty => _byProperty ?? ResourceGoal.NoPropertyDependencies;

        public void Add(string property, string urn)
        {
            (_found ??= []).Add(urn);
            _byProperty ??= new(StringComparer.Ordinal);
            _byProperty[property] = _byProperty.TryGetValue(property, out var before) ? [.. before, urn] : [urn];
        }
    }
}
