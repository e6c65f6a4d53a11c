using System.Globalization;
using System.Text;

namespace Pulumi;

/// <summary>The state of converting one property: where we are in it, what was found, and what did not fit.</summary>
internal sealed class Conversion(string context)
{
    private List<object>? _path;
    private List<string>? _mismatches;

    public Findings Findings { get; private set; } = new();

    public int MismatchCount => _mismatches?.Count ?? 0;

    public IEnumerable<string> Mismatches => _mismatches ?? [];

    /// <summary>Steps into a field (by name) or element (by index).</summary>
    public void Enter(object step) => (_path ??= []).Add(step);

    public void Leave() => _path!.RemoveAt(_path.Count - 1);

    public void Mismatch(string expected, string found)
    {
        var place = new StringBuilder(context);
        foreach (var step in _path ?? [])
        {
            if (step is string name)
                place.Append('.').Append(name);
            else
                place.Append(CultureInfo.InvariantCulture, $"[{step}]");
        }
        (_mismatches ??= []).Add($"{place}: expected {expected} but got {found}; the value is left out.");
    }

    /// <summary>Forgets the mismatches after the first <paramref name="count"/>.</summary>
    public void ForgetMismatches(int count) => _mismatches?.RemoveRange(count, _mismatches.Count - count);

    /// <summary>Converts something whose findings are its own and not those of the whole.</summary>
    public OutputData<T> Apart<T>(Func<T> convert)
    {
        var outer = Findings;
        Findings = new Findings();
        try
        {
            var value = convert();
            var data = Findings.Apply(null, System.Collections.Immutable.ImmutableHashSet<Resource>.Empty);
            return data.With(data.IsKnown ? value : default!);
        }
        finally
        {
            Findings = outer;
        }
    }
}
