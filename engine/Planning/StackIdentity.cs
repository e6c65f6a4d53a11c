namespace Infra.Engine.Planning;

/// <summary>Which stack is planned.</summary>
/// <param name="Organization">The organization, <c>organization</c> where there is none.</param>
/// <param name="Project">The project's name.</param>
/// <param name="Stack">The stack's name, without organization and project.</param>
public sealed record StackIdentity(string Organization, string Project, string Stack)
{
    /// <summary>The name of the stack's own resource.</summary>
    public string ResourceName => $"{Project}-{Stack}";

    /// <inheritdoc />
    public override string ToString() => $"{Organization}/{Project}/{Stack}";
}
