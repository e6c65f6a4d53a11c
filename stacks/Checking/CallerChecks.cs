using Infra.Components.Mesh;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Who may call a service: that callers are there, and have an identity.</summary>
internal static class CallerChecks
{
    // One object takes 512 rules, and the entrance, waypoints and metrics have some too.
    private const int MostCallers = 500;

    public static void Run(CheckedService service, ServiceAccessSpec access)
    {
        var (context, path) = (service.Context, service.Path.Key("access"));
        if (access.Callers.Length > MostCallers)
            context.Report(Rules.Ability, path.Key("callers"), $"found {access.Callers.Length} callers; Istio takes {MostCallers}; name namespaces, or give several callers one account");
        foreach (var (index, caller) in access.Callers.Index())
            Caller(service, caller, path.Key("callers").Item(index));
        if (access.Callers.IsEmpty && service.Spec.Entrance is null && context.IsRead(path) && context.IsRead(service.Path.Key("entrance"), deep: false))
            context.Report(Rules.Required, path, "'callers' is missing, and there is no entrance, so nobody could call it; say who may");
        if (access.Token is not null && service.Spec.Entrance is null && service.Spec.Protocol != ServiceProtocol.Tcp && context.IsRead(service.Path.Key("entrance"), deep: false))
            context.Report(Rules.Consistent, path.Key("token"), "a token is asked for at the entrance, and there is none; remove it, or say 'entrance'");
    }

    private static void Caller(CheckedService service, CallerSpec caller, SpecPath path)
    {
        var (context, mesh) = (service.Context, service.Mesh);
        if (caller.Service is { } name)
        {
            if (context.Names.Require("service", "services", context.Platform.Services.ContainsKey, context.Platform.Services.Keys, name, path.Key("service"))
                && context.Platform.Services.TryGetValue(name, out var other)
                && Addons.MeshPlans.MeshOf(context.Platform, other) is { } its && its != mesh.Name)
            {
                context.Report(Rules.Consistent, path.Key("service"), $"'{name}' is of mesh '{its}', and its identity is not known in mesh '{mesh.Name}'");
            }

            if (caller.Account is not null)
                context.Report(Rules.Consistent, path.Key("account"), $"the account is that of service '{name}'; remove it, or say 'namespace' instead of 'service'");
        }
        else if (caller.Namespace is { } space && !mesh.Namespaces.Contains(space, StringComparer.Ordinal) && context.IsRead(Addons.Meshes.PathOf(mesh.Name).Key("namespaces")))
        {
            context.Report(Rules.Reference, path.Key("namespace"), $"'{space}' is no namespace of mesh '{mesh.Name}', so nothing in it has an identity{Suggestion.For(space, mesh.Namespaces)}");
        }

        // Places are those of what was read.
        foreach (var (index, called) in (context.IsRead(path.Key("paths")) ? caller.Paths : []).Index().Where(one => one.Item.IndexOf('*', StringComparison.Ordinal) is >= 0 and var star && star < one.Item.Length - 1))
            context.Report(Rules.Form, path.Key("paths").Item(index), $"found '{called}'; allowed: a '*' at the end, which stands for anything");
        foreach (var (index, called) in (context.IsRead(path.Key("paths")) ? caller.Paths : []).Index())
        {
            if (MatchedText.WrongPath(called) is { } allowed)
                context.Report(Rules.Form, path.Key("paths").Item(index), $"found '{called}'; allowed: {allowed}");
        }

    }
}
