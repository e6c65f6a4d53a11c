using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Services of meshes: that each is there, and that what is meant for it can be brought about.</summary>
internal static class ServiceChecks
{
    public static void Run(CheckContext context)
    {
        var services = context.Platform.Services.Select(service => Known(context, service.Key, service.Value)).OfType<CheckedService>().ToImmutableArray();
        foreach (var service in services)
        {
            Place(service);
            Exposure(service);
            ServiceAbilityChecks.Run(service);
            if (service.Spec.Routing is { } routing)
                RoutingChecks.Run(service, routing);
            FailoverChecks.Run(service);
            if (service.Spec.Access is { } access)
                CallerChecks.Run(service, access);
        }

        ServicePodsChecks.Run(context, services);
        EntranceChecks.Run(context, services);
        HostChecks.Run(context, services);
        CallGraphChecks.Run(context, services);
    }

    // Of a service whose mesh is not known, nothing else can be said.
    private static CheckedService? Known(CheckContext context, string name, ServiceSpec spec)
    {
        var path = CheckedService.PathOf(name);
        var meshes = SpecPath.Root.Key("meshes");
        if (MeshPlans.MeshOf(context.Platform, spec) is { } mesh && context.IsRead(path.Key("mesh")))
        {
            var plan = context.Meshes.First(plan => plan.Name == mesh);
            return new CheckedService(context, name, spec, plan, plan.Services.First(service => service.Name == name));
        }

        if (spec.Mesh is { } said)
            context.Names.Require("mesh", "meshes", context.Platform.Meshes.ContainsKey, context.Platform.Meshes.Keys, said, path.Key("mesh"));
        else if (context.IsRead(path.Key("mesh")) && context.IsRead(meshes, deep: false) && !context.Unread.Any(unread => unread.Steps() is [("meshes", _), _]))
            context.Report(context.Platform.Meshes.IsEmpty ? Rules.Reference : Rules.Required, path, context.Platform.Meshes.IsEmpty ? "there is no mesh that it could be of; declare one under 'infra:meshes'" : $"'mesh' is missing; there are {string.Join(", ", context.Platform.Meshes.Keys)}");
        return null;
    }

    private static void Place(CheckedService service)
    {
        var (context, spec, mesh) = (service.Context, service.Spec, service.Mesh);
        var application = MeshServices.ApplicationOf(service.Name, spec);
        if (!context.Names.Require("application", "applications", context.Platform.Applications.ContainsKey, context.Platform.Applications.Keys, application, spec.Application is null ? service.Path : service.Path.Key("application"))
            || context.Platform.Applications.GetValueOrDefault(application) is not { } found)
        {
            Namespace(service);
            return;
        }

        if (found.Namespace != spec.Namespace)
            service.Report(Rules.ServiceExists, "namespace", $"found '{spec.Namespace}', and application '{application}' is in '{found.Namespace}'");
        else if (Namespace(service))
            Host(service, application);
        if (service.Service.Clusters.IsEmpty && service.HasKnownClusters && !mesh.Members.IsEmpty)
            context.Report(Rules.ServiceExists, service.Path, $"application '{application}' runs on no cluster of mesh '{mesh.Name}'; place it on one, or take the service out");
    }

    private static bool Namespace(CheckedService service)
    {
        var (space, mesh) = (service.Spec.Namespace, service.Mesh);
        if (mesh.Namespaces.Contains(space, StringComparer.Ordinal) || !service.Context.IsRead(Meshes.PathOf(mesh.Name).Key("namespaces")))
            return true;
        service.Report(Rules.ServiceExists, "namespace", $"'{space}' is no namespace of mesh '{mesh.Name}'{Suggestion.For(space, mesh.Namespaces, mesh.Namespaces.IsEmpty ? ", which has none" : $"; it has: {string.Join(", ", mesh.Namespaces)}")}");
        return false;
    }

    private static void Host(CheckedService service, string application)
    {
        var (context, spec) = (service.Context, service.Spec);
        var objects = KnownService.ObjectsOf(context.Platform, application);
        if (objects is not { } known)
        {
            if (spec.Port is null && context.IsRead(service.Path.Key("port")))
                context.Report(Rules.Required, service.Path, $"'port' is missing; the objects of application '{application}' are not known here, so its Service cannot be asked");
            return;
        }

        if (!context.IsRead(SpecPath.Root.Keys("applications", application)))
            return;
        var name = service.Service.Service;
        if (KnownService.In(known).FirstOrDefault(one => one.Name == name) is not { } found)
        {
            var names = KnownService.In(known).Select(one => one.Name).ToList();
            context.Report(
                Rules.ServiceExists,
                spec.Service is null ? service.Path : service.Path.Key("service"),
                $"application '{application}' has no Service '{name}'{Suggestion.For(name, names, names.Count == 0 ? "; it has none" : $"; it has: {string.Join(", ", names)}")}");
        }
        else if (spec.Port is { } port && !found.Ports.Contains(port))
        {
            service.Report(Rules.ServiceExists, "port", $"found {port}; Service '{name}' of application '{application}' has: {string.Join(", ", found.Ports)}");
        }
        else if (spec.Port is null && found.OnlyPort is null && context.IsRead(service.Path.Key("port")))
        {
            context.Report(Rules.Required, service.Path, $"'port' is missing; Service '{name}' has: {(found.Ports.IsEmpty ? "none" : string.Join(", ", found.Ports))}");
        }
    }

    private static void Exposure(CheckedService service)
    {
        var spec = service.Spec;
        if (!spec.ExportedTo.IsEmpty && service.Context.Document is not null && service.Context.Says(service.Path.Key("exposure")))
            service.Report(Rules.Consistent, "exposure", "'exportedTo' says which clusters reach it in others; remove one of the two");
        foreach (var (index, cluster) in spec.ExportedTo.Index())
            MeshChecks.RequireMember(service.Context, service.Mesh, cluster, service.Path.Key("exportedTo").Item(index));
        if (service.Mesh.DataPlane == DataPlane.Ambient)
            Kept(service);
        if (spec.Failover is not null && service.Service.Exposure is ServiceExposure.Local)
            service.Report(Rules.Consistent, "failover", "callers reach it in their own cluster only ('exposure: ownCluster'), so there is nothing to fail over to; remove one of the two");
    }

    // In ambient mode the Service's own label decides, and whoever has its objects writes that.
    private static void Kept(CheckedService service)
    {
        if (!service.Spec.ExportedTo.IsEmpty)
            service.Report(Rules.Ability, "exportedTo", "in ambient mode a Service is for all clusters or for each its own; say 'exposure: ownCluster', or 'dataPlane: sidecar'");
        else if (service.Service.Exposure is ServiceExposure.Local && KnownService.Of(service.Context.Platform, service.Name, service.Spec) is { } known && known.Labels.GetValueOrDefault(Waypoint.Global) != "false")
            service.Report(Rules.Ability, "exposure", $"in ambient mode Service '{known.Name}' is for all clusters unless it has the label {Waypoint.Global}=false; give it that label, remove this, or say 'dataPlane: sidecar'");
    }
}
