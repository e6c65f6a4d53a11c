using System.Collections.Immutable;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Finds where two values differ.</summary>
/// <remarks>
/// A secret is compared as a whole, so that not even the paths inside it are told. That a value became secret, or no longer is, is no difference.
/// </remarks>
internal static class PropertyDiff
{
    /// <summary>The differences, in ordinal order of names and in order of indices.</summary>
    public static ImmutableArray<PropertyDifference> Between(PropertyMap old, PropertyMap @new)
    {
        if (ReferenceEquals(old, @new) || old.Equals(@new))
            return [];

        var found = ImmutableArray.CreateBuilder<PropertyDifference>();
        Compare(old, @new, PropertyPath.Root, found);
        return found.DrainToImmutable();
    }

    private static void Compare(PropertyValue old, PropertyValue @new, PropertyPath path, ImmutableArray<PropertyDifference>.Builder found)
    {
        switch (old, @new)
        {
            case (SecretValue, _) or (_, SecretValue):
                if (!Reveal(old).Equals(Reveal(@new)))
                    found.Add(new(path, DifferenceKind.Changed, Conceal(old), Conceal(@new)));
                break;
            case (PropertyMap oldMap, PropertyMap newMap):
                CompareMaps(oldMap, newMap, path, found);
                break;
            case (ListValue oldList, ListValue newList):
                CompareLists(oldList, newList, path, found);
                break;
            default:
                if (!old.Equals(@new))
                    found.Add(new(path, DifferenceKind.Changed, old, @new));
                break;
        }
    }

    private static void CompareMaps(PropertyMap old, PropertyMap @new, PropertyPath path, ImmutableArray<PropertyDifference>.Builder found)
    {
        if (old.Equals(@new))
            return;

        var (oldNames, newNames) = (old.Names, @new.Names);
        var (left, right) = (0, 0);
        while (left < oldNames.Count || right < newNames.Count)
        {
            var order = left == oldNames.Count ? 1 : right == newNames.Count ? -1 : string.CompareOrdinal(oldNames[left], newNames[right]);
            var name = order <= 0 ? oldNames[left] : newNames[right];
            if (order < 0)
                found.Add(new(path.Then(name), DifferenceKind.Removed, old[name], null));
            else if (order > 0)
                found.Add(new(path.Then(name), DifferenceKind.Added, null, @new[name]));
            else
                Compare(old[name]!, @new[name]!, path.Then(name), found);

            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
    }

    private static void CompareLists(ListValue old, ListValue @new, PropertyPath path, ImmutableArray<PropertyDifference>.Builder found)
    {
        for (var index = 0; index < Math.Max(old.Items.Length, @new.Items.Length); index++)
        {
            if (index >= @new.Items.Length)
                found.Add(new(path.Then(index), DifferenceKind.Removed, old.Items[index], null));
            else if (index >= old.Items.Length)
                found.Add(new(path.Then(index), DifferenceKind.Added, null, @new.Items[index]));
            else
                Compare(old.Items[index], @new.Items[index], path.Then(index), found);
        }
    }

    // Secrets may stand inside what is compared as a whole, so they are taken off everywhere.
    private static PropertyValue Reveal(PropertyValue value) => value switch
    {
        SecretValue { Value: var inner } => Reveal(inner),
        PropertyMap { ContainsSecrets: true } map => PropertyMap.From(map.Select(entry => KeyValuePair.Create(entry.Key, Reveal(entry.Value)))),
        ListValue { ContainsSecrets: true } list => new ListValue([.. list.Items.Select(Reveal)]),
        _ => value,
    };

    private static PropertyValue Conceal(PropertyValue value) => value is SecretValue ? value : new SecretValue(value);
}
