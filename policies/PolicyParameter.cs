using Infra.Documents;

namespace Infra.Policies;

/// <summary>Something that configuration says of a pack's policies, such as the registries that images may come from.</summary>
/// <param name="Name">Its name, which is also that of the CEL variable that stands for it in policies.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Description">What it means.</param>
/// <param name="IsRequired">Whether no default would be right for everybody: a strict fleet has to say it, and elsewhere the policies that need it are left out until somebody does.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record PolicyParameter(string Name, ParameterType Type, string Description, bool IsRequired, SourcePlace Place)
{
    /// <summary>The list of the spec that its texts become, where Kyverno keeps them as data and no expression could read a variable: <c>credentials.secrets[]</c>, or
    /// <c>matchImageReferences[].glob</c>, where each is a map with that one key.</summary>
    /// <value>Null: it is a variable.</value>
    public string? Into { get; init; }

    /// <summary>The parameter that does instead: whoever says that one needs no policy that asks for this one.</summary>
    /// <value>Null: none.</value>
    public string? Or { get; init; }

    /// <summary>A regular expression that every text of it matches; another could never match what the policies compare it with.</summary>
    /// <value>Null: any text.</value>
    public string? Pattern { get; init; }

    /// <summary>What to tell a person whose text does not match the pattern.</summary>
    /// <value>Null: the pattern.</value>
    public string? Allowed { get; init; }
}

/// <summary>What the values of a parameter are.</summary>
public enum ParameterType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An amount as Kubernetes writes it: <c>500m</c>, <c>2Gi</c>.</summary>
    Quantity,

    /// <summary>A map of texts to texts.</summary>
    Labels,

    /// <summary>A map of texts to amounts, as a container's requests and a quota are; <c>50</c> and <c>"50"</c> are the same.</summary>
    Quantities,

    /// <summary>A list of who may sign: maps of <c>issuer</c> and <c>subject</c>, in which <c>*</c> stands for anything.</summary>
    Identities,
}
