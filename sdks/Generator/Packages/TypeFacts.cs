namespace Infra.Sdks.Generator.Packages;

/// <summary>What a selection file says of one type beyond what its listing shows.</summary>
/// <param name="TypeName">The name of the type below its package's namespace.</param>
/// <param name="Line">The line of the selection file, for error messages.</param>
internal sealed record TypeFacts(string TypeName, int Line)
{
    /// <summary>The former type tokens of a resource, whole or without package and kind: <c>apps/v1beta1</c>.</summary>
    public List<string> Aliases { get; } = [];

    /// <summary>Outputs that the provider is told to treat as secret.</summary>
    public List<string> SecretOutputs { get; } = [];

    /// <summary>Property paths whose change replaces the resource.</summary>
    public List<string> ReplaceOnChanges { get; } = [];

    /// <summary>Properties of an args type whose values become secret on being set.</summary>
    public HashSet<string> SecretInputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Collections of an args type that are sent as a JSON string.</summary>
    public HashSet<string> JsonInputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Properties of an args type that must be set, where the listing cannot show it.</summary>
    public HashSet<string> RequiredInputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Properties that the resource sets itself, with their values.</summary>
    public Dictionary<string, string> Constants { get; } = new(StringComparer.Ordinal);

    /// <summary>The initial values of properties, as C# expressions.</summary>
    public Dictionary<string, string> Defaults { get; } = new(StringComparer.Ordinal);

    /// <summary>The environment variables that give properties their initial values, the first one that is set.</summary>
    public Dictionary<string, (string Kind, string[] Variables)> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>The wire values of an enumeration's members.</summary>
    public Dictionary<string, string> EnumValues { get; } = new(StringComparer.Ordinal);

    /// <summary>The first sentence of the type's documentation, where the general one would say too little.</summary>
    public string? Summary { get; set; }
}
