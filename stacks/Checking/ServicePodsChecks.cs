using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Mesh;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>The pods of services, for which rules about what comes in are: that those rules hold for all of them, and open nothing to others.</summary>
internal static class ServicePodsChecks
{
    public static void Run(CheckContext context, ImmutableArray<CheckedService> services)
    {
        if (!context.IsRead(SpecPath.Root.Key("applications")))
            return;
        foreach (var service in services)
        {
            Labels(service);
            Versions(service);
            Metrics(service);
        }

        foreach (var (index, service) in services.Index())
            Shared(service, services.Take(index));
    }

    // What is said of pods counts, whatever the Service selects.
    private static void Labels(CheckedService service)
    {
        if (service.Spec.PodLabels.IsEmpty || KnownService.Of(service.Context.Platform, service.Name, service.Spec) is not { Selector.IsEmpty: false } known)
            return;
        var others = service.Spec.PodLabels.Where(label => !known.Pods.IsEmpty && known.Pods.Any(pods => !Has(pods.Labels, label))).ToList();
        if (others.Count > 0)
            service.Report(Rules.Consistent, "podLabels", $"Service '{known.Name}' has pods without {string.Join(", ", others.Select(Text))}, which rules for what comes in would miss; say labels that all of them have, or remove the key");
    }

    private static void Versions(CheckedService service)
    {
        // Where the service's own objects are known, a Service that is not is reported anyway.
        if (RulesForPods(service) is not { } part || KnownService.ObjectsOf(service.Context.Platform, MeshServices.ApplicationOf(service.Name, service.Spec)) is not null)
            return;
        foreach (var (name, version) in service.Service.Routing?.Versions ?? ImmutableSortedDictionary<string, ServiceVersion>.Empty)
        {
            if (version is { Service: { } own, PodLabels.IsEmpty: true } && own != service.Service.Service && service.Context.IsRead(service.Path.Key("routing")))
                service.Context.Report(Rules.Required, service.Path.Keys("routing", "versions", name, "service"), $"nothing here says which pods Service '{own}' has, so '{part}' would not hold for them; tell the version by 'labels', or give its objects in an application here");
        }
    }

    // What is opened to plain requests is opened to anybody.
    private static void Metrics(CheckedService service)
    {
        if (service.Spec.MetricsPort is not { } metrics)
            return;
        var known = KnownService.Of(service.Context.Platform, service.Name, service.Spec);
        var target = service.Service.TargetPort ?? service.Service.Port.ToString(CultureInfo.InvariantCulture);
        var numbers = int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? [number] : (known?.Pods ?? []).Select(pods => pods.Ports.GetValueOrDefault(target));
        if (numbers.Contains(metrics))
            service.Report(Rules.Consistent, "metricsPort", $"found {metrics}, on which the service itself answers, and metrics are open to plain requests from anybody; let pods tell them on another port, or remove it");
    }

    // Whoever one policy lets in gets to the pods, whatever the other says.
    private static void Shared(CheckedService service, IEnumerable<CheckedService> others)
    {
        foreach (var other in others.Where(other => other.Mesh.Name == service.Mesh.Name && other.Service.Namespace == service.Service.Namespace && other.Service.Host != service.Service.Host))
        {
            if ((service.Spec.Access ?? other.Spec.Access) is null || Said(service) == Said(other) || !Overlap(service.Service.PodLabels, other.Service.PodLabels))
                continue;
            var path = service.Spec.Access is null ? service.Path : service.Path.Key("access");
            service.Context.Report(Rules.Consistent, path, $"its pods ({string.Join(", ", service.Service.PodLabels.Select(Text))}) are those of service '{other.Name}' too, where 'access' says something else, and a pod has one policy for all of its ports; say the same at both");
            return;
        }
    }

    private static bool Overlap(ImmutableSortedDictionary<string, string> one, ImmutableSortedDictionary<string, string> other) =>
        !one.IsEmpty && !other.IsEmpty && (one.All(other.Contains) || other.All(one.Contains));

    private static string Said(CheckedService service) => service.Service.Access is not { } access
        ? ""
        : string.Join('\n', access.Callers.Select(caller => $"{caller.Namespace} {caller.ServiceAccount} {string.Join(' ', caller.Methods)} {string.Join(' ', caller.Paths)}").Order(StringComparer.Ordinal)
            .Append($"{service.Service.Entrance is not null} {access.Token?.Issuer} {access.Token?.KeysUrl} {string.Join(' ', access.Token?.Audiences ?? [])}"));

    private static string? RulesForPods(CheckedService service) => service.Spec switch
    {
        { Access: not null } => "access",
        { MetricsPort: not null } => "metricsPort",
        { Telemetry: not null } => "telemetry",
        { Traffic.LocalRateLimit: not null } => "localRateLimit",
        { Traffic.GlobalRateLimit: not null } => "globalRateLimit",
        _ => null,
    };

    private static bool Has(ImmutableSortedDictionary<string, string> labels, KeyValuePair<string, string> label) => labels.TryGetValue(label.Key, out var value) && value == label.Value;

    private static string Text(KeyValuePair<string, string> label) => $"{label.Key}={label.Value}";
}
