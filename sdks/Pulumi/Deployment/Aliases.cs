namespace Pulumi;

/// <summary>Previous identities in the engine's words.</summary>
internal static class Aliases
{
    /// <summary>An alias for a request.</summary>
    /// <returns>Null for an alias of which something is unknown: it cannot be the identity of anything that exists.</returns>
    public static async ValueTask<Pulumirpc.Alias?> ToWireAsync(Input<Alias> input)
    {
        var data = await input.AsOutput().Data;
        if (!data.IsKnown || data.Value is not { } alias)
        {
            return null;
        }
        Check(alias);
        if (alias.Urn is { } urn)
        {
            return new Pulumirpc.Alias { Urn = urn };
        }

        var spec = new Pulumirpc.Alias.Types.Spec();
        foreach (var (part, set) in new (Input<string>? Part, Action<string> Set)[]
        {
            (alias.Name, value => spec.Name = value),
            (alias.Type, value => spec.Type = value),
            (alias.Stack, value => spec.Stack = value),
            (alias.Project, value => spec.Project = value),
            (alias.Parent is null ? alias.ParentUrn : alias.Parent.Urn, value => spec.ParentUrn = value),
        })
        {
            if (part is null)
            {
                continue;
            }
            var value = await part.AsOutput().Data;
            if (!value.IsKnown)
            {
                return null;
            }
            set(value.Value);
        }
        if (alias.Parent is null && alias.ParentUrn is null)
        {
            spec.NoParent = alias.NoParent;
        }
        return new Pulumirpc.Alias { Spec = spec };
    }

    /// <summary>An alias as a transform sees it.</summary>
    public static Alias FromWire(Pulumirpc.Alias wire)
    {
        if (wire.AliasCase == Pulumirpc.Alias.AliasOneofCase.Urn)
        {
            return new Alias { Urn = wire.Urn };
        }
        var spec = wire.Spec ?? new Pulumirpc.Alias.Types.Spec();
        return new Alias
        {
            Name = Said(spec.Name),
            Type = Said(spec.Type),
            Stack = Said(spec.Stack),
            Project = Said(spec.Project),
            ParentUrn = Said(spec.ParentUrn),
            NoParent = spec.NoParent,
        };

        static Input<string>? Said(string text) => text.Length == 0 ? null : (Input<string>)text;
    }

    /// <summary>All previous URNs of a resource, for engines that do not work them out themselves.</summary>
    public static async ValueTask<IReadOnlyList<string>> UrnsAsync(Resource resource)
    {
        var urns = new List<string>();
        foreach (var input in resource.Aliases)
        {
            var data = await input.AsOutput().Data;
            if (data.IsKnown && data.Value is { } alias && await UrnOf(alias, resource).Data is { IsKnown: true } urn)
            {
                urns.Add(urn.Value);
            }
        }
        if (resource.Parent is { } parent)
        {
            // Where the parent was something else, its children were called accordingly.
            foreach (var parentUrn in await UrnsAsync(parent))
            {
                urns.Add((await Urn.Create(resource.GetResourceName(), resource.GetResourceType(), parentUrn: parentUrn).Data).Value);
            }
        }
        return urns;
    }

    private static Output<string> UrnOf(Alias alias, Resource resource)
    {
        Check(alias);
        if (alias.Urn is { } urn)
        {
            return Output.Create(urn);
        }
        var parent = alias.NoParent ? null : alias.Parent ?? resource.Parent;
        var parentUrn = alias.ParentUrn ?? (parent is null ? null : (Input<string>)parent.Urn);
        return Urn.Create(
            alias.Name ?? resource.GetResourceName(),
            alias.Type ?? resource.GetResourceType(),
            parentUrn: parentUrn,
            project: alias.Project,
            stack: alias.Stack);
    }

    private static void Check(Alias alias)
    {
        var parents = (alias.Parent is null ? 0 : 1) + (alias.ParentUrn is null ? 0 : 1) + (alias.NoParent ? 1 : 0);
        if (parents > 1)
        {
            throw new RunException("An alias names its parent more than once: set only one of Parent, ParentUrn and NoParent.");
        }
        if (alias.Urn is not null && (parents > 0 || alias.Name is not null || alias.Type is not null || alias.Stack is not null || alias.Project is not null))
        {
            throw new RunException($"The alias '{alias.Urn}' is a whole URN; it cannot have other parts beside it.");
        }
    }
}
