using System.Reflection;
using System.Text.Json;
using Xunit;

namespace Pulumi.Kubernetes.Tests.Generator;

/// <summary>
/// The listings show no attributes on collections, so their wire names follow from a rule and their being required is stated by
/// hand: both are checked against the API's own description.
/// </summary>
public sealed class SchemaTests
{
    private const BindingFlags Fields = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    // Fields that the API has dropped and the package still has.
    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal) { "ServiceSpec.topologyKeys" };

    [Fact]
    public void Collections_have_the_names_that_the_api_gives_them()
    {
        Shared.SkipUnlessSource();
        var unknown = Collections().Where(item => !item.Schema.GetProperty("properties").TryGetProperty(ApiName(item.WireName), out _));

        Assert.Equal(Dropped, unknown.Select(item => item.ToString()).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Collections_are_required_where_the_api_requires_them()
    {
        Shared.SkipUnlessSource();
        var wrong = Collections().Where(item => item.IsRequired != IsRequired(item.Schema, ApiName(item.WireName)));

        Assert.Empty(wrong.Select(item => item.ToString()));
    }

    private static bool IsRequired(JsonElement schema, string name) =>
        schema.TryGetProperty("required", out var required) && required.EnumerateArray().Any(item => item.GetString() == name);

    private static string ApiName(string wireName) =>
        wireName.StartsWith("x_", StringComparison.Ordinal) ? wireName.Replace('_', '-') : wireName;

    private static IEnumerable<Collection> Collections()
    {
        using var stream = File.OpenRead(Shared.Find("openapi/kubernetes-1.36.json"));
        var definitions = JsonDocument.Parse(stream).RootElement.GetProperty("definitions").EnumerateObject().ToList();
        foreach (var type in typeof(KubernetesResource).Assembly.GetExportedTypes())
        {
            var parts = type.FullName!.Split('.');
            if (!parts.Contains("Inputs") || Definition(definitions, parts) is not { } schema)
                continue;
            foreach (var field in type.GetFields(Fields))
            {
                var attribute = field.GetCustomAttributesData().SingleOrDefault(data => data.AttributeType == typeof(InputAttribute));
                if (attribute is not null)
                    yield return new(parts[^1][..^4], (string)attribute.ConstructorArguments[0].Value!, (bool)attribute.ConstructorArguments[1].Value!, schema);
            }
        }
    }

    /// <summary>Pulumi.Kubernetes.Types.Inputs.Apps.V1.DeploymentSpecArgs is io.k8s.api.apps.v1.DeploymentSpec.</summary>
    private static JsonElement? Definition(List<JsonProperty> definitions, string[] parts)
    {
        var tail = $".{parts[^2].ToLowerInvariant()}.{parts[^1][..^4]}";
        var candidates = definitions.Where(definition => definition.Name.EndsWith(tail, StringComparison.Ordinal)).ToList();
        if (candidates.Count > 1)
            candidates = candidates.Where(definition => definition.Name.Contains($".{parts[^3].ToLowerInvariant()}.", StringComparison.Ordinal)).ToList();
        return candidates.Count == 1 ? candidates[0].Value : null;
    }

    private sealed record Collection(string Type, string WireName, bool IsRequired, JsonElement Schema)
    {
        public override string ToString() => $"{Type}.{WireName}";
    }
}
