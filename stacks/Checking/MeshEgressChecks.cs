using Infra.Components.Mesh;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What a mesh may call outside: that each host is said once, and can be told apart.</summary>
internal static class MeshEgressChecks
{
    private const string ClusterDomain = ".cluster.local";

    public static void Run(CheckContext context, MeshPlan plan, MeshEgressSpec egress, SpecPath path)
    {
        var hosts = new Dictionary<string, SpecPath>(StringComparer.Ordinal);
        foreach (var (name, service) in egress.Services)
        {
            var at = path.Key(name);
            if (service.Hosts.IsEmpty && context.IsRead(at.Key("hosts")))
                context.Report(Rules.Required, at, "'hosts' is missing: what may be called");
            foreach (var (index, host) in service.Hosts.Index())
                Host(context, plan, service, host, at.Key("hosts").Item(index), hosts);
            foreach (var (index, space) in service.Namespaces.Index().Where(space => !plan.Namespaces.Contains(space.Item, StringComparer.Ordinal) && context.IsRead(Addons.Meshes.PathOf(plan.Name).Key("namespaces"))))
                context.Report(Rules.Reference, at.Key("namespaces").Item(index), $"'{space}' is no namespace of mesh '{plan.Name}'{Suggestion.For(space, plan.Namespaces)}");
        }
    }

    private static void Host(CheckContext context, MeshPlan plan, ExternalServiceSpec service, string host, SpecPath path, Dictionary<string, SpecPath> hosts)
    {
        if (!hosts.TryAdd(host, path))
            context.Report(Rules.OneHost, path, $"'{host}' is listed already: {hosts[host]}; say all its ports there");
        else if (host.EndsWith(ClusterDomain, StringComparison.Ordinal) || host.EndsWith(".svc", StringComparison.Ordinal))
            context.Report(Rules.Consistent, path, $"'{host}' is in the clusters themselves, and in the mesh if its namespace is; remove it");
        else if (plan.Services.FirstOrDefault(known => known.Entrance?.Host == host) is { } own)
            context.Report(Rules.Consistent, path, $"'{host}' is the entrance of service '{own.Name}' of this mesh; call '{own.Host}'");
        var plain = service.Ports.Where(port => port.Value == ExternalProtocol.Tcp).Select(port => port.Key).ToList();
        if (host.StartsWith('*') && plain.Count > 0)
            context.Report(Rules.Ability, path, $"connections of port {string.Join(", ", plain)} do not say which host they are for, so '{host}' would be every address; name the hosts, or say 'tls'");
    }
}
