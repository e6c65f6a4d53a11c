namespace Pulumi;

/// <summary>Texts in the order in which they were first added. Most of these sets hold a few, some hold every resource of a stack.</summary>
internal sealed class OrderedSet
{
    private const int FewEnoughToSearch = 8;

    private readonly List<string> _items = [];
    private HashSet<string>? _index;

    public IReadOnlyList<string> Items => _items;

    public void Add(string item)
    {
        if (_items.Count == FewEnoughToSearch)
        {
            _index ??= new HashSet<string>(_items, StringComparer.Ordinal);
        }
        if (_index?.Add(item) ?? !_items.Contains(item, StringComparer.Ordinal))
        {
            _items.Add(item);
        }
    }

    public void Add(IReadOnlyList<string> items)
    {
        foreach (var item in items)
        {
            Add(item);
        }
    }
}
