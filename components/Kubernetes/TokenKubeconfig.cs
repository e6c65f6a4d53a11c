using System.Collections.Immutable;
using System.Text;

namespace Infra.Components.Kubernetes;

/// <summary>A kubeconfig by which an account's token is shown to one API server.</summary>
/// <param name="Cluster">What it calls the API server.</param>
/// <param name="User">What it calls the account.</param>
/// <param name="Server">The API server's address.</param>
internal sealed record TokenKubeconfig(string Cluster, string User, string Server)
{
    /// <summary>The file.</summary>
    /// <param name="encodedAuthority">The certificate authority of the API server, as a Secret holds it: in base64.</param>
    /// <param name="encodedToken">The account's token, likewise.</param>
    public string Text(string encodedAuthority, string encodedToken) => PlainJson.Text(Fields.Of(
        ("apiVersion", "v1"),
        ("kind", "Config"),
        ("clusters", Entry(Cluster, "cluster", Fields.Of(("server", Server), ("certificate-authority-data", encodedAuthority)))),
        ("users", Entry(User, "user", Fields.Of(("token", Encoding.UTF8.GetString(Convert.FromBase64String(encodedToken)))))),
        ("contexts", Entry(Cluster, "context", Fields.Of(("cluster", Cluster), ("user", User)))),
        ("current-context", Cluster)));

    private static ImmutableArray<object> Entry(string name, string what, ImmutableDictionary<string, object> value) =>
        Fields.List(new[] { Fields.Of(("name", name), (what, value)) });
}
