using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>How requests that may be repeated are tried again. All others are repeated only where they were never processed, which the whole mesh says.</summary>
/// <param name="Methods">The methods: of HTTP, or of gRPC as <c>package.Service/Method</c>.</param>
/// <param name="BudgetPercent">The most that tries add, in percent of the requests on their way.</param>
/// <param name="Setting">The value of <c>retries</c> of a route.</param>
internal sealed record SafeRetries(ImmutableArray<string> Methods, int BudgetPercent, ImmutableDictionary<string, object> Setting)
{
    /// <summary>Those of a service.</summary>
    /// <returns>Null where nothing is repeated.</returns>
    public static SafeRetries? Of(MeshService service)
    {
        if (service is not { Protocol: not ServiceProtocol.Tcp, Traffic.Retries: { Attempts: > 0 } retries })
            return null;
        // Every gRPC call is a POST, so only its own names tell which are safe.
        var isGrpc = service.Protocol == ServiceProtocol.Grpc;
        ImmutableArray<string> methods = [.. retries.Methods.Where(method => method.Contains('/', StringComparison.Ordinal) == isGrpc).Distinct(StringComparer.Ordinal)];
        return methods.IsEmpty ? null : new SafeRetries(methods, retries.BudgetPercent, Fields.Of(
            ("attempts", retries.Attempts),
            ("perTryTimeout", retries.PerTrySeconds is { } seconds ? Durations.Text(seconds) : null),
            ("retryOn", isGrpc ? "connect-failure,refused-stream,reset,unavailable" : "connect-failure,refused-stream,reset,gateway-error")));
    }

    /// <summary>The part of the requests of a rule that may be repeated.</summary>
    /// <param name="match">The requests of the rule.</param>
    /// <param name="isAll">Whether that is all of them.</param>
    public ImmutableArray<HttpMatch> Among(HttpMatch match, out bool isAll)
    {
        var isGrpc = Methods[0].Contains('/', StringComparison.Ordinal);
        if (!isGrpc)
        {
            isAll = match.Methods is [var method] && Methods.Contains(method, StringComparer.Ordinal);
            return isAll ? [match] : match.Methods.IsEmpty ? [match with { Methods = Methods }] : [];
        }

        var safe = Methods.Select(name => HttpMatch.Meet(match, HttpMatch.OfPath(TextMatchKind.Exact, $"/{name.TrimStart('/')}")).Both).OfType<HttpMatch>().ToImmutableArray();
        isAll = safe is [var only] && only.Equals(match);
        return safe;
    }
}
