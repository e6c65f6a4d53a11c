using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Infra.Engine.Values;

/// <summary>Puts old instances in place of equal new ones.</summary>
/// <remarks>What did not change then costs no memory twice, and a secret that did not change keeps its ciphertext.</remarks>
internal static class Sharing
{
    /// <summary>The new value, with every part that equals its old counterpart being that counterpart.</summary>
    public static PropertyMap With(PropertyMap old, PropertyMap @new) => (PropertyMap)With((PropertyValue)old, @new);

    /// <summary>The same for sorted texts.</summary>
    public static ImmutableArray<string> With(ImmutableArray<string> old, ImmutableArray<string> @new) =>
        old.AsSpan().SequenceEqual(@new.AsSpan()) ? old : @new;

    /// <summary>The same for texts by name.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> With(
        ImmutableSortedDictionary<string, ImmutableArray<string>> old, ImmutableSortedDictionary<string, ImmutableArray<string>> @new) =>
        old.Count == @new.Count && @new.All(entry => old.TryGetValue(entry.Key, out var texts) && texts.AsSpan().SequenceEqual(entry.Value.AsSpan())) ? old : @new;

    private static PropertyValue With(PropertyValue old, PropertyValue @new)
    {
        if (ReferenceEquals(old, @new) || old.Equals(@new))
            return old;

        switch (old, @new)
        {
            case (PropertyMap oldMap, PropertyMap newMap):
                var values = new PropertyValue[newMap.Count];
                var names = new string[newMap.Count];
                var index = 0;
                foreach (var (name, value) in newMap)
                {
                    names[index] = name;
                    values[index++] = oldMap[name] is { } before ? With(before, value) : value;
                }

                return PropertyMap.FromSorted(names, values);
            case (ListValue oldList, ListValue newList):
                var items = newList.Items.ToArray();
                for (var at = 0; at < Math.Min(items.Length, oldList.Items.Length); at++)
                    items[at] = With(oldList.Items[at], items[at]);

                return new ListValue(ImmutableCollectionsMarshal.AsImmutableArray(items));
            default:
                return @new;
        }
    }
}
