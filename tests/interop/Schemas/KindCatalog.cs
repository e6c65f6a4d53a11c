using System.Text.Json.Nodes;

namespace Infra.Interop.Tests.Schemas;

/// <summary>Every kind that the platform's clusters serve: Kubernetes, Karmada's own API server, and the CRDs of everything installed.</summary>
internal sealed class KindCatalog
{
    // Two projects ship CRDs of a third one's API; its own are newer.
    private static readonly string[] VendoringProjects = ["submariner", "karmada", "kurator"];

    private readonly string _folder;
    private readonly ILookup<(string Group, string Kind), JsonObject> _index;
    private readonly Dictionary<string, Kind> _builtIn = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, string Version), Kind> _loaded = [];
    private readonly Lock _lock = new();

    private KindCatalog(string folder)
    {
        _folder = folder;
        var index = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "crds", "index.json")))!.AsArray();
        _index = index.Select(entry => entry!.AsObject()).ToLookup(entry => (Text(entry, "group"), Text(entry, "kind")));
        AddSwagger("kubernetes-1.36.json", _ => true);
        AddSwagger("karmada-1.19-dev.json", group => group.EndsWith(".karmada.io", StringComparison.Ordinal));
        ObjectMetaDefinitions = _builtIn["v1/Namespace"].Definitions!;
        ObjectMeta = ObjectMetaDefinitions["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"]!.AsObject();
    }

    /// <summary>The schema of every object's <c>metadata</c>; a CRD only says that it is an object.</summary>
    public JsonObject ObjectMeta { get; }

    /// <summary>Where the <c>$ref</c>s of <see cref="ObjectMeta"/> point.</summary>
    public JsonObject ObjectMetaDefinitions { get; }

    /// <summary>Reads the index; schemas are read when they are asked for.</summary>
    /// <param name="sharedFolder">The folder that holds <c>crds</c> and <c>openapi</c>.</param>
    public static KindCatalog Open(string sharedFolder) => new(sharedFolder);

    /// <summary>All CRDs' versions that may be used, as (apiVersion, kind).</summary>
    public IEnumerable<(string ApiVersion, string Kind)> Usable() =>
        from entries in _index
        from entry in entries
        from version in entry["versions"]!.AsArray().Select(version => version!.AsObject())
        where Flag(version, "served") && !Flag(version, "deprecated")
        select ($"{entries.Key.Group}/{Text(version, "name")}", entries.Key.Kind);

    /// <summary>Whether objects of this kind may hold fields that the schema does not name.</summary>
    public static bool IsLoose(Kind kind) => Flag(kind.Schema, "x-kubernetes-preserve-unknown-fields");

    /// <summary>The kind of an object; null when no schema is known for it.</summary>
    /// <exception cref="UnusableKindException">The kind is known but not in this version, or the version is deprecated or not served.</exception>
    public Kind? Find(string apiVersion, string kind)
    {
        lock (_lock)
        {
            var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
            var group = slash < 0 ? "" : apiVersion[..slash];
            var version = apiVersion[(slash + 1)..];
            var entry = _index[(group, kind)].OrderBy(candidate => Array.IndexOf(VendoringProjects, Text(candidate, "project"))).FirstOrDefault();
            return entry is null ? _builtIn.GetValueOrDefault($"{apiVersion}/{kind}") : FromCrd(entry, apiVersion, version, kind);
        }
    }

    private Kind FromCrd(JsonObject entry, string apiVersion, string version, string kind)
    {
        var versions = entry["versions"]!.AsArray().Select(candidate => candidate!.AsObject()).ToList();
        var found = versions.Find(candidate => Text(candidate, "name") == version)
            ?? throw new UnusableKindException($"{kind} has no version {apiVersion}; it has {string.Join(", ", versions.Select(candidate => Text(candidate, "name")))}");
        if (!Flag(found, "served"))
        {
            throw new UnusableKindException($"{apiVersion} {kind} is not served");
        }

        if (Flag(found, "deprecated"))
        {
            throw new UnusableKindException($"{apiVersion} {kind} is deprecated");
        }

        var file = Text(entry, "file");
        if (!_loaded.TryGetValue((file, version), out var loaded))
        {
            var crd = YamlDocuments.Parse(File.ReadAllText(Path.Combine(_folder, "crds", file)))[0]["spec"]!;
            var schema = crd["versions"]!.AsArray().First(candidate => Text(candidate!.AsObject(), "name") == version)!["schema"]!["openAPIV3Schema"]!.AsObject();
            loaded = new Kind(schema, Definitions: null, Text(crd.AsObject(), "scope") == "Namespaced", IsSwagger: false);
            _loaded.Add((file, version), loaded);
        }

        return loaded;
    }

    private void AddSwagger(string file, Func<string, bool> wanted)
    {
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "openapi", file)))!.AsObject();
        var namespaced = Namespaced(document["paths"]!.AsObject());
        var definitions = document["definitions"]!.AsObject();
        foreach (var (_, definition) in definitions)
        {
            // A definition with several kinds is a part of requests, not an object.
            if (definition!["x-kubernetes-group-version-kind"] is JsonArray { Count: 1 } kinds && wanted(Text(kinds[0]!.AsObject(), "group")))
            {
                var name = Name(kinds[0]!.AsObject());
                _builtIn.TryAdd(name, new Kind(definition.AsObject(), definitions, namespaced.Contains(name), IsSwagger: true));
            }
        }
    }

    private static HashSet<string> Namespaced(JsonObject paths)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, operations) in paths)
        {
            if (path.Contains("/namespaces/{namespace}/", StringComparison.Ordinal))
            {
                names.UnionWith(
                    operations!.AsObject()
                        .Select(operation => (operation.Value as JsonObject)?["x-kubernetes-group-version-kind"] as JsonObject)
                        .OfType<JsonObject>()
                        .Select(Name));
            }
        }

        return names;
    }

    private static string Name(JsonObject kind) =>
        Text(kind, "group") is { Length: > 0 } group ? $"{group}/{Text(kind, "version")}/{Text(kind, "kind")}" : $"{Text(kind, "version")}/{Text(kind, "kind")}";

    private static string Text(JsonObject node, string key) => node[key]!.GetValue<string>();

    private static bool Flag(JsonObject node, string key) => node[key]?.GetValue<bool>() ?? false;
}
