using System.Text;
using Infra.Engine.Rendering;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Tests.Rendering;

/// <summary>Resources of a stack, written down as shortly as a test wants to.</summary>
internal static class RenderedStack
{
    public static PropertyValue Value(object? value) => value switch
    {
        null => NullValue.Instance,
        PropertyValue given => given,
        string text => new StringValue(text),
        bool isTrue => new BoolValue(isTrue),
        int number => new NumberValue(number),
        double number => new NumberValue(number),
        object?[] items => new ListValue([.. items.Select(Value)]),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static PropertyMap Map(params ReadOnlySpan<(string Name, object? Value)> entries)
    {
        var map = PropertyMap.Empty;
        foreach (var (name, value) in entries)
            map = map.With(name, Value(value));

        return map;
    }

    public static SecretValue Secret(object? value) => new(Value(value));

    public static string Urn(string type, string name) => $"urn:pulumi:dev::infra::{type}::{name}";

    public static ResourceState Resource(string type, string name, PropertyMap inputs, ResourceState? provider = null, ResourceState? parent = null) => new()
    {
        Urn = Urn(type, name),
        Type = type,
        IsCustom = true,
        Id = name,
        Inputs = inputs,
        Outputs = inputs,
        Parent = parent?.Urn,
        Provider = provider is null ? Urn("pulumi:providers:kubernetes", "default_4_33_0") + "::id" : $"{provider.Urn}::{provider.Id}",
    };

    public static ResourceState Provider(string name, params ReadOnlySpan<(string Name, object? Value)> inputs) =>
        Resource("pulumi:providers:kubernetes", name, Map(inputs)) with { Provider = "" };

    public static ResourceState Component(string name, ResourceState? parent, params ReadOnlySpan<(string Name, object? Value)> outputs) =>
        new() { Urn = Urn("infra:test:Component", name), Type = "infra:test:Component", Outputs = Map(outputs), Parent = parent?.Urn };

    public static PropertyMap Object(string apiVersion, string kind, string? space, string name, params ReadOnlySpan<(string Name, object? Value)> rest)
    {
        var metadata = Map(("name", name));
        if (space is not null)
            metadata = metadata.With("namespace", Value(space));

        var map = Map(rest).With("apiVersion", Value(apiVersion)).With("kind", Value(kind));
        return map.With("metadata", metadata);
    }

    public static ResourceState ConfigMap(string name, ResourceState? provider = null, string space = "default", string text = "v") =>
        Resource("kubernetes:core/v1:ConfigMap", name, Object("v1", "ConfigMap", space, name, ("data", Map(("k", text)))), provider);

    public static RenderedTree Render(params ResourceState[] resources) => Manifests.Render(resources);

    public static string[] Paths(this RenderedTree tree) => [.. tree.Files.Keys];

    public static string Text(this RenderedTree tree, string path) => Encoding.UTF8.GetString(tree.Files[path].Span);

    public static PropertyMap Document(this RenderedTree tree, string path) => (PropertyMap)ReadBack.Parse(tree.Text(path));

    /// <summary>Everything that is told about the tree, contents included.</summary>
    public static string Everything(this RenderedTree tree) => string.Join(
        '\n',
        [.. tree.Paths(), .. tree.Paths().Select(tree.Text), .. tree.SecretsLeftOut.Select(left => left.ToString()), .. tree.PlannedOnly.Select(planned => planned.ToString()),
         .. tree.Releases.Select(release => release.ToString())]);
}
