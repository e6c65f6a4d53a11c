namespace Pulumi;

/// <summary>What can be said about a custom resource beside its arguments.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    private List<string>? _additionalSecretOutputs;
    private Dictionary<string, string>? _envVarMappings;

    /// <summary>Whether a replacement deletes the old object first; by default the provider decides.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Outputs that are secret though the provider does not say so.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => _additionalSecretOutputs ??= [];
        set => _additionalSecretOutputs = value;
    }

    /// <summary>The id of an existing object that this resource takes over from now on.</summary>
    public string? ImportId { get; set; }

    /// <summary>For providers: environment variables of the program that the plugin sees under another name.</summary>
    public Dictionary<string, string> EnvVarMappings
    {
        get => _envVarMappings ??= new(StringComparer.Ordinal);
        set => _envVarMappings = value;
    }

    internal IReadOnlyList<string> SaidAdditionalSecretOutputs => _additionalSecretOutputs ?? NoStrings;

    internal IReadOnlyDictionary<string, string>? SaidEnvVarMappings => _envVarMappings;

    /// <summary>Both options in one: single values of the second win, lists are joined.</summary>
    /// <param name="options1">The weaker options; may be null.</param>
    /// <param name="options2">The stronger options; may be null.</param>
    /// <returns>New options; the given ones are not changed.</returns>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = (CustomResourceOptions?)options1?.Clone() ?? new CustomResourceOptions();
        if (options2 is not null)
        {
            merged.AbsorbCustom(options2);
        }
        return merged;
    }

    private protected override void UnshareCollections()
    {
        base.UnshareCollections();
        _additionalSecretOutputs = Copy(_additionalSecretOutputs);
        _envVarMappings = _envVarMappings is null ? null : new(_envVarMappings, StringComparer.Ordinal);
    }

    private void AbsorbCustom(CustomResourceOptions other)
    {
        Absorb(other);
        DeleteBeforeReplace = other.DeleteBeforeReplace ?? DeleteBeforeReplace;
        ImportId = other.ImportId ?? ImportId;
        _additionalSecretOutputs = Join(_additionalSecretOutputs, other._additionalSecretOutputs);
        foreach (var (seen, original) in other._envVarMappings ?? [])
        {
            EnvVarMappings[seen] = original;
        }
    }
}
