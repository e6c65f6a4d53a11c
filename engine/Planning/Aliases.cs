namespace Infra.Engine.Planning;

/// <summary>The earlier identities of a resource: those that it names, and those that follow from its parents' earlier identities.</summary>
internal static class Aliases
{
    /// <summary>All URNs under which the resource may be recorded, its own excluded, the most direct first.</summary>
    public static IReadOnlyList<string> Expand(StackIdentity stack, Registration resource, IReadOnlyCollection<ResourceAlias> aliases)
    {
        var parent = resource.Parent;
        if (aliases.Count == 0 && parent is not { Aliases.Count: > 0 })
            return [];

        var found = new List<string>();
        foreach (var alias in aliases)
            Add(found, resource, Resolve(stack, resource, alias, parent?.Urn));

        foreach (var former in parent?.Aliases ?? [])
        {
            Add(found, resource, Resolve(stack, resource, Inherited(resource, former, resource.Name), former));
            foreach (var alias in aliases)
            {
                // An alias that says where it was is complete; one that does not was below the parent, wherever that was.
                if (alias is { Urn: null, Parent: null, HadNoParent: false })
                    Add(found, resource, Resolve(stack, resource, Under(alias, resource, former), former));
            }
        }

        return found;
    }

    private static void Add(List<string> found, Registration resource, string urn)
    {
        if (urn != resource.Urn && !found.Contains(urn, StringComparer.Ordinal))
            found.Add(urn);
    }

    private static ResourceAlias Under(ResourceAlias alias, Registration resource, string formerParent) =>
        alias.Name.Length > 0 ? alias : alias with { Name = Inherited(resource, formerParent, resource.Name).Name };

    // Children are commonly named after their parent, so a parent's earlier name gives the child's.
    private static ResourceAlias Inherited(Registration resource, string formerParent, string name)
    {
        var parentName = resource.Parent!.Name;
        return new ResourceAlias(
            Urn: null,
            name.StartsWith(parentName, StringComparison.Ordinal) ? Urn.NameOf(formerParent) + name[parentName.Length..] : name,
            Project: Urn.ProjectOf(formerParent),
            Stack: Urn.StackOf(formerParent));
    }

    private static string Resolve(StackIdentity stack, Registration resource, ResourceAlias alias, string? sameParent)
    {
        if (alias.Urn is not null)
            return alias.Urn;

        var parent = alias.HadNoParent ? null : alias.Parent ?? sameParent;
        return Urn.Make(
            alias.Stack.Length > 0 ? alias.Stack : stack.Stack,
            alias.Project.Length > 0 ? alias.Project : stack.Project,
            parent is null ? null : Urn.QualifiedTypeOf(parent),
            alias.Type.Length > 0 ? alias.Type : resource.Type,
            alias.Name.Length > 0 ? alias.Name : resource.Name);
    }
}
