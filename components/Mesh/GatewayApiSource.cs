namespace Infra.Components.Mesh;

/// <summary>Where the definitions of Gateway API come from: its project publishes no chart.</summary>
/// <param name="Repository">The Git repository's address, <c>https://</c>.</param>
/// <param name="Tag">The tag, for example <c>v1.5.1</c>.</param>
public sealed record GatewayApiSource(string Repository, string Tag)
{
    /// <summary>The project's own repository.</summary>
    public const string Upstream = "https://github.com/kubernetes-sigs/gateway-api";
}
