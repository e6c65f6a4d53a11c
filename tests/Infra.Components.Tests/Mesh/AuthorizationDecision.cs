using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Tests.Mesh;

/// <summary>A request as Istio's policies see it.</summary>
/// <param name="Principal">Who calls, by its certificate; null where it has none.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="TokenPrincipal">Issuer and subject of a token that was checked; null where none was shown.</param>
/// <param name="Audiences">For whom that token is.</param>
/// <param name="Port">The port of the pod that it comes to.</param>
internal sealed record MeshRequest(string? Principal, string Method = "GET", string Path = "/", string? TokenPrincipal = null, ImmutableArray<string> Audiences = default, string Port = "8080");

/// <summary>What Istio decides by policies that allow (istio.io, "Authorization Policy"): anything where none is about the target, and else only what one of them says.</summary>
internal static class AuthorizationDecision
{
    /// <summary>Whether the proxy of pods with these labels lets a request in.</summary>
    public static bool AtPods(IEnumerable<KubernetesObject> objects, ImmutableSortedDictionary<string, string> labels, MeshRequest request) => Decide(
        objects.Where(item => item.Kind == "AuthorizationPolicy" && Tree.At(item.Content, "spec", "targetRefs") is null
            && (Tree.At(item.Content, "spec", "selector", "matchLabels") is not ImmutableDictionary<string, object> wanted
                || wanted.All(label => labels.GetValueOrDefault(label.Key) == (string)label.Value))),
        request);

    /// <summary>Whether a waypoint lets a request for a Service through.</summary>
    public static bool AtWaypoint(IEnumerable<KubernetesObject> objects, string service, MeshRequest request) => Decide(
        objects.Where(item => item.Kind == "AuthorizationPolicy" && List(Tree.At(item.Content, "spec", "targetRefs")).Any(target =>
            target["kind"] is "Service" && target["group"] is "" && (string)target["name"] == service)),
        request);

    private static bool Decide(IEnumerable<KubernetesObject> policies, MeshRequest request)
    {
        var all = policies.ToList();
        Assert(all.TrueForAll(policy => Tree.At(policy.Content, "spec", "action") is "ALLOW"), "only policies that allow are understood");
        return all.Count == 0 || all.Exists(policy => List(Tree.At(policy.Content, "spec", "rules")).Any(rule => Holds(rule, request)));
    }

    private static bool Holds(ImmutableDictionary<string, object> rule, MeshRequest request)
    {
        Assert(rule.Keys.All(key => key is "from" or "to" or "when"), "a rule has something that is not understood");
        return AnyOf(rule, "from", "source", (name, values) => name switch
        {
            "principals" => Fits(values, request.Principal),
            "requestPrincipals" => Fits(values, request.TokenPrincipal),
            _ => throw new NotSupportedException(name),
        })
        && AnyOf(rule, "to", "operation", (name, values) => name switch
        {
            "methods" => Fits(values, request.Method),
            "paths" => Fits(values, request.Path),
            "ports" => values.Contains(request.Port),
            _ => throw new NotSupportedException(name),
        })
        && List(rule.GetValueOrDefault("when")).All(condition =>
            condition["key"] is "request.auth.audiences"
                ? !request.Audiences.IsDefault && request.Audiences.Any(audience => Fits((ImmutableArray<object>)condition["values"], audience))
                : throw new NotSupportedException($"{condition["key"]}"));
    }

    // One entry of the list has to hold, with all that it says.
    private static bool AnyOf(ImmutableDictionary<string, object> rule, string list, string entry, Func<string, ImmutableArray<object>, bool> holds) =>
        !rule.ContainsKey(list) || List(rule[list]).Any(one => ((ImmutableDictionary<string, object>)one[entry]).All(field => holds(field.Key, (ImmutableArray<object>)field.Value)));

    // A star alone is anything that is there; at an end it is whatever comes before or after.
    private static bool Fits(ImmutableArray<object> patterns, string? text) => text is not null && patterns.Cast<string>().Any(pattern =>
        pattern == text
        || (pattern.EndsWith('*') && text.StartsWith(pattern[..^1], StringComparison.Ordinal))
        || (pattern.StartsWith('*') && text.EndsWith(pattern[1..], StringComparison.Ordinal)));

    private static IEnumerable<ImmutableDictionary<string, object>> List(object? list) => list is ImmutableArray<object> items ? items.Cast<ImmutableDictionary<string, object>>() : [];

    private static void Assert(bool holds, string otherwise)
    {
        if (!holds)
            throw new NotSupportedException(otherwise);
    }
}
