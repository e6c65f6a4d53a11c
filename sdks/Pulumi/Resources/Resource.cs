using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Something that a program declares: an object that a provider manages, or a group of them.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    // Children are rare, but may be declared on several threads.
    private static readonly Lock ChildrenLock = new();
    private List<Resource>? _children;

    private protected Resource(string type, string name, ResourceArgs args, ResourceOptions options, bool remote, RegisterPackageRequest? package)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _type = type;
        _name = name;
        IsRemote = remote;

        var deployment = Deployment.RequiredInstance;
        var outputs = ResourceOutputs.Attach(this);
        var heir = Inheritance.Resolve(this, deployment.Stack, args, options);
        Parent = heir.Parent;
        Providers = heir.Providers;
        Transformations = heir.Transformations;
        IsProtected = heir.Options.Protect;
        Version = heir.Options.Version;
        PluginDownloadUrl = heir.Options.PluginDownloadURL;
        if (heir.Options.SaidAliases.Count > 0)
        {
            Aliases = heir.Options.SaidAliases;
        }
        heir.Options.Parent?.AddChild(this);

        deployment.ReadOrRegister(new ResourceRequest(this, outputs, heir.Args, heir.Options, package));
    }

    /// <summary>A resource that the engine knows and this program did not construct.</summary>
    private protected Resource(string urn)
    {
        _type = "";
        _name = "";
        Urn = new Output<string>(OutputData.Create(urn, isKnown: true, isSecret: false, ImmutableHashSet.Create(this)));
    }

    /// <summary>The name under which the engine keeps the resource: unique in all stacks, and the same on every run.</summary>
    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    internal bool IsRemote { get; }

    /// <summary>What the resource belongs to: the given parent, else the stack. Null for the stack itself.</summary>
    internal Resource? Parent { get; }

    internal bool? IsProtected { get; }

    internal string? Version { get; }

    internal string? PluginDownloadUrl { get; }

    /// <summary>The transformations that apply to this resource and its children.</summary>
    internal ImmutableList<ResourceTransformation> Transformations { get; } = [];

    /// <summary>The providers that children use, by package.</summary>
    internal ImmutableDictionary<string, ProviderResource> Providers { get; } = ImmutableDictionary<string, ProviderResource>.Empty;

    internal IReadOnlyList<Input<Alias>> Aliases { get; } = [];

    /// <summary>The type token, for example <c>kubernetes:core/v1:Namespace</c>.</summary>
    public string GetResourceType() => _type;

    /// <summary>The logical name that the program gave.</summary>
    public string GetResourceName() => _name;

    /// <summary>The provider that the children of this resource use for a type or function, if there is a particular one.</summary>
    internal ProviderResource? ProviderFor(string token) => Providers.GetValueOrDefault(PackageOf(token));

    /// <summary>The resources that named this one as their parent, so far, in the order of construction.</summary>
    internal IReadOnlyCollection<Resource> Children
    {
        get
        {
            lock (ChildrenLock)
            {
                return _children is null ? [] : _children.ToArray();
            }
        }
    }

    /// <summary>The package part of a token: <c>kubernetes</c> of <c>kubernetes:core/v1:Namespace</c>.</summary>
    internal static string PackageOf(string token)
    {
        var end = token.IndexOf(':', StringComparison.Ordinal);
        return end < 0 ? token : token[..end];
    }

    private void AddChild(Resource child)
    {
        lock (ChildrenLock)
        {
            (_children ??= []).Add(child);
        }
    }
}
