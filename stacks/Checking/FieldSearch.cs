using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>Finds the values of certain fields wherever they are in a record. Only fields that can lead to one are looked into.</summary>
/// <param name="isSought">Whether a field is one of those.</param>
internal sealed class FieldSearch(Func<RecordField, bool> isSought)
{
    private readonly ConcurrentDictionary<Type, ImmutableArray<Step>> _steps = new();

    /// <summary>The values of the fields in a record, each with its path; null for a field that is not set.</summary>
    public IEnumerable<(SpecPath Path, RecordField Field, object? Value)> In(object record, SpecPath path)
    {
        foreach (var (field, isFound, leadsOn) in StepsOf(record.GetType()))
        {
            var value = field.Get(record);
            var at = path.Key(field.Key);
            if (isFound)
                yield return (at, field, value);
            if (!leadsOn || value is null)
                continue;
            foreach (var (inner, item) in Records(value, at))
            {
                foreach (var found in In(item, inner))
                    yield return found;
            }
        }
    }

    private static IEnumerable<(SpecPath Path, object Record)> Records(object value, SpecPath path) => value switch
    {
        IDictionary map => map.Keys.Cast<string>().Select(key => (path.Key(key), map[key]!)),
        IEnumerable list => list.Cast<object>().Select((item, index) => (path.Item(index), item)),
        _ => [(path, value)],
    };

    private ImmutableArray<Step> StepsOf(Type type) => _steps.GetOrAdd(
        type,
        type =>
        [
            .. Shapes.RecordOf(type).Fields
                .Select(field => new Step(field, isSought(field), RecordsBelow(field).Any(below => !StepsOf(below).IsEmpty)))
                .Where(step => step.IsFound || step.LeadsOn),
        ]);

    private static ImmutableArray<Type> RecordsBelow(RecordField field) => Shapes.RecordsIn(field.Property);

    private sealed record Step(RecordField Field, bool IsFound, bool LeadsOn);
}
