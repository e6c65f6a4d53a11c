namespace Infra.Sdks.Generator.Npm;

/// <summary>What a nested type is used for, which decides its C# name and base class.</summary>
internal enum NestedUse
{
    /// <summary>Set on a resource.</summary>
    Args,

    /// <summary>Given to a function as plain values.</summary>
    InvokeArgs,

    /// <summary>Given to a function as inputs.</summary>
    InvokeInputArgs,

    /// <summary>Reported of a resource.</summary>
    Output,

    /// <summary>Reported by a function.</summary>
    Result,

    /// <summary>An enumeration.</summary>
    Enumeration,
}

/// <summary>A nested type that a member names.</summary>
/// <param name="Package">The package's namespace: <c>Pulumi.Aws</c>.</param>
/// <param name="Module">The module; empty for the package's own.</param>
/// <param name="Name">The name in the declarations.</param>
/// <param name="Use">What it is used for.</param>
internal sealed record TypeReference(string Package, string Module, string Name, NestedUse Use)
{
    /// <summary>The key under which the declarations have it.</summary>
    public string Key => Module.Length == 0 ? Name : $"{Module}.{Name}";

    /// <summary>The full name of the C# type.</summary>
    public string FullName => string.Join('.', ((string[])[Package, NpmNames.Namespace(Module), Folder, ShortName]).Where(part => part.Length > 0));

    private string Folder => Use switch
    {
        NestedUse.Enumeration => "",
        NestedUse.Output or NestedUse.Result => "Outputs",
        _ => "Inputs",
    };

    private string ShortName => Use switch
    {
        NestedUse.Args or NestedUse.InvokeArgs => Name + "Args",
        // In JavaScript that one is called Args; in C# the plain one is.
        NestedUse.InvokeInputArgs => Name[..^"Args".Length] + "InputArgs",
        NestedUse.Result => Name + "Result",
        _ => Name,
    };
}
