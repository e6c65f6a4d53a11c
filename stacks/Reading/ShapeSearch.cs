using System.Diagnostics.CodeAnalysis;
using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>Finds the shape of a value by the value's path.</summary>
internal static class ShapeSearch
{
    /// <summary>The shape of the value at a path.</summary>
    /// <param name="root">The shape that the path starts from.</param>
    /// <param name="path">The path.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryFind(Shape root, SpecPath path, [NotNullWhen(true)] out Shape? shape, [NotNullWhen(false)] out string? problem)
    {
        shape = root;
        problem = null;
        foreach (var (key, index) in path.Steps())
        {
            var next = shape switch
            {
                RecordShape record when key is not null => record.Fields.FirstOrDefault(field => field.Key == key)?.Shape,
                TreeShape or AnyShape => shape,
                SecretShape when key == SecretShape.Reference => new TextShape(TextForm.Of(Form.Name)),
                { HasKeys: true } map when key is not null => map.Item,
                { HasKeys: false, Item: { } item } when key is null => item,
                _ => null,
            };
            if (next is null)
            {
                problem = Problem(shape, key is null ? $"[{index}]" : key);
                shape = null;
                return false;
            }

            shape = next;
        }

        return true;
    }

    private static string Problem(Shape shape, string step) => shape is RecordShape { Keys: var keys }
        ? $"unknown key '{SpecReader.Shortened(step)}'; allowed: {string.Join(", ", keys)}{Suggestion.For(step, keys)}"
        : $"there is no '{SpecReader.Shortened(step)}': what it would be in is {(shape.HasKeys ? "a map" : shape.Item is null ? "a single value" : "a list")}";
}
