using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>What a program asks for: one resource as it wants it to be.</summary>
internal sealed record ResourceGoal
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>The parent's URN; empty for the stack, and for a resource of the stack itself.</summary>
    public string Parent { get; init; } = "";

    public bool IsCustom { get; init; }

    /// <summary>Whether a provider plugin builds it out of resources of its own: a component in another language.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The id under which it exists, when it is only read; null when it is to be managed.</summary>
    public string? ReadId { get; init; }

    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    public IReadOnlyCollection<string> Dependencies { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> PropertyDependencies { get; init; } = NoPropertyDependencies;

    /// <summary>The reference <c>urn::id</c> to its provider; empty for the default one.</summary>
    public string Provider { get; init; } = "";

    public PackageRequest Package { get; init; } = PackageRequest.Any;

    /// <summary>Whether the engine itself wants it, as the provider of resources that name none.</summary>
    public bool IsDefaultProvider { get; init; }

    /// <summary>Null to do as the parent does.</summary>
    public bool? IsProtected { get; init; }

    /// <summary>Null to do as the parent does.</summary>
    public bool? RetainOnDelete { get; init; }

    /// <summary>Null to leave it to the resource's behaviour.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    public IReadOnlyCollection<string> IgnoreChanges { get; init; } = [];

    public IReadOnlyCollection<string> ReplaceOnChanges { get; init; } = [];

    public IReadOnlyCollection<string> HideDiffs { get; init; } = [];

    public IReadOnlyCollection<string> ReplaceWith { get; init; } = [];

    public PropertyValue? ReplacementTrigger { get; init; }

    public IReadOnlyCollection<string> AdditionalSecretOutputs { get; init; } = [];

    public IReadOnlyCollection<ResourceAlias> Aliases { get; init; } = [];

    public string ImportId { get; init; } = "";

    public string DeletedWith { get; init; } = "";

    public Timeouts? CustomTimeouts { get; init; }

    internal static readonly Dictionary<string, IReadOnlyCollection<string>> NoPropertyDependencies = new(StringComparer.Ordinal);
}

/// <summary>Which version of a package a resource wants, and from where.</summary>
/// <param name="Name">The package; empty for the one that the type names.</param>
/// <param name="Version">The version; empty for whichever there is.</param>
/// <param name="DownloadUrl">Where its plugin is; empty for the usual place.</param>
internal sealed record PackageRequest(string Name, string Version, string DownloadUrl)
{
    public static readonly PackageRequest Any = new("", "", "");
}

/// <summary>An identity that a resource had before: a whole URN, or those of its parts that differ.</summary>
/// <param name="Urn">The whole URN; null when the parts are given.</param>
/// <param name="Name">The name then; empty for the same.</param>
/// <param name="Type">The type then; empty for the same.</param>
/// <param name="Stack">The stack then; empty for the same.</param>
/// <param name="Project">The project then; empty for the same.</param>
/// <param name="Parent">The parent's URN then; null for the same.</param>
/// <param name="HadNoParent">Whether it had none.</param>
internal sealed record ResourceAlias(string? Urn, string Name = "", string Type = "", string Stack = "", string Project = "", string? Parent = null, bool HadNoParent = false);
