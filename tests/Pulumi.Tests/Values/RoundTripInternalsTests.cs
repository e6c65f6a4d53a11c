using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests.Values;

/// <summary>Whatever is sent and comes back is what it was: value, known or not, secret or not, whichever way it is nested.</summary>
public class RoundTripInternalsTests
{
    private static readonly Gen<Sample> Leaf = Gen.OneOf(
        Gen.Const(new Sample(null, "null", true, false)),
        Gen.Bool.Select(flag => new Sample(flag, flag ? "true" : "false", true, false)),
        Gen.Int.Select(number => new Sample(number, $"{(double)number}", true, false)),
        Gen.Double[-1e6, 1e6].Select(number => new Sample(number, $"{number}", true, false)),
        Gen.String.Select(text => new Sample(text, $"'{text}'", true, false)));

    private static readonly Gen<Sample> Any = Gen.Recursive<Sample>((depth, nested) => depth > 4 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (1, nested.Array[0, 3].Select(elements => Of(elements, "[", "]", Array.ConvertAll(elements, element => element.Input), elements.Select(e => e.Text)))),
        (1, Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 4], nested)[0, 3].Select(map =>
            Of([.. map.Values], "{", "}", map.ToDictionary(e => e.Key, e => e.Value.Input), Members(map)))),
        (1, Gen.Select(nested, Gen.Bool, Gen.Bool, Gen.Bool, Wrap))));

    [Fact]
    public async Task What_comes_back_is_what_was_sent()
    {
        await Any.SampleAsync(async sample =>
        {
            foreach (var keepOutputValues in new[] { false, true })
            {
                var options = new SerializationOptions(KeepResources: true, keepOutputValues);
                var (value, _) = await PropertySerializer.SerializeValueAsync("label", sample.Input, options);
                var data = Deserializer.Deserialize(value);

                Assert.Equal(sample.IsKnown, data.IsKnown);
                if (sample.IsKnown)
                    Assert.Equal((sample.Text, sample.IsSecret), (Print(data.Value), data.IsSecret));
            }
        }, iter: 2000);
    }

    private static Sample Wrap(Sample inner, bool isKnown, bool isSecret, bool isPending)
    {
        Output<object?> output = new Traits(isKnown, isSecret, isPending).Make(inner.Input);
        return new(isPending ? (Input<object?>)output : output, inner.Text, isKnown && inner.IsKnown, isSecret || inner.IsSecret);
    }

    private static Sample Of(Sample[] parts, string open, string close, object input, IEnumerable<string> texts) =>
        new(input, open + string.Join(',', texts) + close, parts.All(part => part.IsKnown), parts.Any(part => part.IsSecret));

    // What is null is not sent. A secret null is.
    private static IEnumerable<string> Members(IReadOnlyDictionary<string, Sample> map) => map
        .Where(entry => entry.Value.Text != "null" || entry.Value.IsSecret)
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => $"{entry.Key}:{entry.Value.Text}");

    private static string Print(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number => $"{number}",
        string text => $"'{text}'",
        ImmutableArray<object?> list => $"[{string.Join(',', list.Select(Print))}]",
        ImmutableDictionary<string, object?> map =>
            $"{{{string.Join(',', map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}:{Print(e.Value)}"))}}}",
        _ => throw new InvalidOperationException($"{value.GetType()} is not expected."),
    };

    /// <param name="Input">What a program passes.</param>
    /// <param name="Text">What it amounts to, printed.</param>
    /// <param name="IsKnown">Whether all of it is known.</param>
    /// <param name="IsSecret">Whether any of it is secret.</param>
    private sealed record Sample(object? Input, string Text, bool IsKnown, bool IsSecret);
}
