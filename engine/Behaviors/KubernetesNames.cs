using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>What the API server accepts as names, told before anything is sent to it.</summary>
internal static class KubernetesNames
{
    private const int MaxLabel = 63;
    private const int MaxName = 253;
    private const string RbacGroup = "rbac.authorization.k8s.io";

    /// <summary>Refuses names of objects and namespaces that no API server accepts; what is not known yet is let pass.</summary>
    /// <exception cref="ResourceCheckException">A name is impossible.</exception>
    public static void Check(KubernetesType type, PropertyMap metadata)
    {
        if (metadata["namespace"] is StringValue { Value: var space } && !IsLabel(space))
        {
            throw new ResourceCheckException(
                "metadata.namespace", $"'{space}' is not a name of a namespace: lower-case letters, digits and '-', beginning and ending with a letter or digit, at most {MaxLabel}.");
        }

        if (metadata["name"] is not StringValue { Value: var name })
            return;

        // Names of roles, and of what others define, may have any letters that fit into a path.
        if (!type.IsBuiltIn || type.Group == RbacGroup)
        {
            if (name.Length > MaxName || name is "." or ".." || name.Any(letter => letter is '/' or '%' || char.IsControl(letter)))
                throw new ResourceCheckException("metadata.name", $"'{name}' is not a name: at most {MaxName} letters, without '/' and '%'.");
        }
        else if (name.Length > MaxName || !name.Split('.').All(part => IsLabel(part, MaxName)))
        {
            throw new ResourceCheckException(
                "metadata.name",
                $"'{name}' is not a name of a {type.Kind}: lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit, at most {MaxName}. "
                + "Where the program gives no name, it comes from the resource's logical name.");
        }
    }

    private static bool IsLabel(string text, int limit = MaxLabel) =>
        text.Length > 0
        && text.Length <= limit
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(letter => char.IsAsciiDigit(letter) || char.IsAsciiLetterLower(letter) || letter == '-');
}
