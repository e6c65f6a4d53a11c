using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Which requests go to which version: that shares are all, that rules are reached, and that versions have pods.</summary>
internal static class RoutingChecks
{
    private const int All = 100;
    private const int LongestName = 63;

    public static void Run(CheckedService service, ServiceRoutingSpec routing)
    {
        var (context, path) = (service.Context, service.Path.Key("routing"));
        if (!context.IsRead(path))
            return;
        if (routing.Default.IsEmpty)
            context.Report(Rules.Required, path, "'default' is missing: where requests go that no rule takes");
        else
            Shares(context, routing, routing.Default, path.Key("default"));
        foreach (var (index, rule) in routing.Rules.Index())
        {
            Rule(context, routing, rule, path.Key("rules").Item(index));
            Match(service, rule.Match, path.Key("rules").Item(index).Key("match"));
        }

        foreach (var (rule, by) in RuleReach.Unreached(service.Service.Routing!.Rules).Where(rule => !RuleReach.TakesAll(service.Service.Routing.Rules[rule.Rule])))
            context.Report(Rules.RuleReached, path.Key("rules").Item(rule), $"rule {by + 1} takes all requests that this one means; move it before that, or remove one of them");
        foreach (var (index, _) in service.Service.Routing.Rules.Index().Where(rule => RuleReach.TakesAll(rule.Item)))
            context.Report(Rules.RuleReached, path.Key("rules").Item(index), "it means all requests, so 'default' is never reached; say what it means, or make it the default");
        Versions(service, routing, path.Key("versions"));
    }

    private static void Rule(CheckContext context, ServiceRoutingSpec routing, RouteRuleSpec rule, SpecPath path)
    {
        if (rule.To.IsEmpty)
            context.Report(Rules.Required, path, "'to' is missing: where these requests go");
        else
            Shares(context, routing, rule.To, path.Key("to"));
        if (rule.Match.Path is { } match && (match.Exact ?? match.Prefix ?? "/") is var text && MatchedText.WrongPath(text) is { } allowed)
            context.Report(Rules.Form, path.Keys("match", "path"), $"found '{text}'; allowed: {allowed}");
    }

    private static void Match(CheckedService service, RequestMatchSpec match, SpecPath path)
    {
        if (match.Port is { } port && KnownService.Of(service.Context.Platform, service.Name, service.Spec) is { } known && !known.Ports.Contains(port))
            service.Context.Report(Rules.RuleReached, path.Key("port"), $"found {port}, and Service '{known.Name}' has: {string.Join(", ", known.Ports)}");
        (SpecPath Path, TextMatchSpec Text)[] texts =
            [.. match.Headers.Select(header => (path.Keys("headers", header.Key), header.Value)), .. match.Path is { } said ? [(path.Key("path"), said)] : Enumerable.Empty<(SpecPath, TextMatchSpec)>()];
        foreach (var (at, text) in texts)
        {
            if ((text.Exact ?? text.Prefix ?? text.Regex) is { Length: > MatchedText.Longest } found)
                service.Context.Report(Rules.Ability, at, $"found {found.Length} characters; Istio takes {MatchedText.Longest} at most");
            else if (text.Regex is { } pattern && MatchedText.Wrong(pattern) is { } wrong)
                service.Context.Report(Rules.Form, at.Key("regex"), $"found '{pattern}'; allowed: a regular expression as RE2 has them: {wrong}");
        }
    }

    private static void Shares(CheckContext context, ServiceRoutingSpec routing, ImmutableSortedDictionary<string, int> shares, SpecPath path)
    {
        foreach (var version in shares.Keys)
            context.Names.Require("version", null, routing.Versions.ContainsKey, routing.Versions.Keys, version, path.Key(version));
        var sum = shares.Values.Sum();
        if (sum != All)
            context.Report(Rules.Shares, path, $"{string.Join(" + ", shares.Values)}{(shares.Count > 1 ? $" is {sum}" : "")}; allowed: {All} together");
    }

    private static void Versions(CheckedService service, ServiceRoutingSpec routing, SpecPath path)
    {
        var (context, application) = (service.Context, MeshServices.ApplicationOf(service.Name, service.Spec));
        var used = routing.Rules.SelectMany(rule => rule.To).Concat(routing.Default).Where(share => share.Value > 0).Select(share => share.Key).ToHashSet(StringComparer.Ordinal);
        var objects = context.IsRead(SpecPath.Root.Keys("applications", application)) ? KnownService.ObjectsOf(context.Platform, application) : null;
        foreach (var (name, version) in routing.Versions)
        {
            var at = path.Key(name);
            // What is said with a share of nothing waits for its turn.
            if (!used.Contains(name) && !routing.Rules.Any(rule => rule.To.ContainsKey(name)) && !routing.Default.ContainsKey(name))
                context.Report(Rules.VersionExists, at, $"nothing goes to version '{name}'; name it in 'default' or in a rule, with 0 for nothing yet, or remove it");
            if (version.Labels is { IsEmpty: true })
                context.Report(Rules.VersionExists, at.Key("labels"), $"without a label version '{name}' is every pod of the service; say which labels tell its pods apart");
            else if (version.Labels is { } labels)
                Labels(service, name, labels, objects, at);
            else if (objects is { } known && version.Service is { } own && !KnownService.In(known).Any(one => one.Name == own) && !Others(service, application).Any(one => one.Name == own))
                context.Report(Rules.VersionExists, at.Key("service"), $"no application whose objects are known here has a Service '{own}' in '{service.Spec.Namespace}'{Suggestion.For(own, KnownService.In(known).Select(one => one.Name))}");
        }
    }

    private static void Labels(CheckedService service, string name, ImmutableSortedDictionary<string, string> labels, ImmutableArray<KubernetesObject>? objects, SpecPath path)
    {
        var context = service.Context;
        var needsService = service.Mesh.DataPlane == DataPlane.Ambient || service.Spec.Entrance is not null;
        var why = service.Mesh.DataPlane == DataPlane.Ambient ? "in ambient mode" : "at the entrance";
        if (needsService && service.Service.PodLabels.IsEmpty && context.IsRead(service.Path.Key("podLabels")))
            context.Report(Rules.Required, path, $"{why} each version has a Service of its own, and for one to be made 'podLabels' of the service must be known; say them, or 'service' of the version");
        else if (needsService && $"{service.Service.Service}-{name}" is { Length: > LongestName } own)
            context.Report(Rules.Name, path, $"the name '{name}' is too long: its Service would be '{own}' of {own.Length} characters; at most {LongestName}");
        if (objects is not { } known)
            return;
        var templates = KnownPods.In(known).Select(pods => pods.Labels).ToList();
        if (!templates.Any(pods => Has(pods, service.Service.PodLabels) && Has(pods, labels)))
            context.Report(Rules.VersionExists, path.Key("labels"), $"no pod of application '{MeshServices.ApplicationOf(service.Name, service.Spec)}' has {string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}"))}");
    }

    // A version may be an application of its own.
    private static IEnumerable<KnownService> Others(CheckedService service, string application) => service.Context.Platform.Applications
        .Where(other => other.Key != application && other.Value.Namespace == service.Spec.Namespace)
        .SelectMany(other => KnownService.ObjectsOf(service.Context.Platform, other.Key) is { } objects ? KnownService.In(objects) : []);

    private static bool Has(ImmutableSortedDictionary<string, string> pods, ImmutableSortedDictionary<string, string> labels) =>
        labels.All(label => pods.TryGetValue(label.Key, out var value) && value == label.Value);
}
