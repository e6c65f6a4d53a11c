using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Tests.Runs;
using Xunit;

namespace Infra.Tests.Documentation;

/// <summary>The commands of docs/meshes.md, carried out literally on a copy of the stacks whose prod has the page's mesh.</summary>
[Collection(Passphrases.Name)]
public sealed class MeshesPageTests : IDisposable
{
    private readonly Passphrases.Given _passphrase = new("open sesame");
    private readonly Project _project = new();

    private readonly string _page = File.ReadAllText(Path.Combine(Project.Repository, "docs/meshes.md"));

    public void Dispose()
    {
        _project.Dispose();
        _passphrase.Dispose();
    }

    [Fact]
    public async Task Everything_that_the_page_shows_is_printed()
    {
        var mesh = Regex.Match(_page, @"^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["yaml"].Value;
        _project.MeshProd(string.Join('\n', mesh.TrimEnd().Split('\n').Select(line => line.Length == 0 ? line : $"  {line}")));
        var commands = PageBlock.Of(_page).OfType<PageCommand>().ToList();

        Assert.Equal(13, commands.Count);
        foreach (var command in commands)
        {
            var printed = command.Words is ["sed", "-i", .. var expression, var file] ? Replace(string.Join(' ', expression), file) : await RunAsync([.. command.Words.Skip(1)]);
            var at = 0;
            foreach (var line in command.Shown.Select(line => Narrow(line).Trim()))
            {
                var found = printed.IndexOf(line, at, StringComparison.Ordinal);
                Assert.True(found >= 0, $"`{string.Join(' ', command.Words)}` does not print, at its place:\n{line}\nbut:\n{printed}");
                at = found + line.Length;
            }
        }
    }

    [Fact]
    public async Task Each_cluster_costs_the_same_however_many_there_are()
    {
        var rows = Regex.Matches(_page, @"^\| (?<clusters>\d+) \| about (?<all>\d+) \| (?<each>\d+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(row => (Clusters: Number(row, "clusters"), All: Number(row, "all"), Each: Number(row, "each"))).ToList();
        Assert.Equal([2, 10, 50], rows.Select(row => row.Clusters));

        var real = new List<int>();
        foreach (var row in rows)
            real.Add(await ResourcesAsync(row.Clusters, withMesh: true) - await ResourcesAsync(row.Clusters, withMesh: false));

        Assert.All(rows.Zip(real), row => Assert.InRange(row.Second, row.First.All * 0.85, row.First.All * 1.15));
        Assert.All(rows.Zip(real).Skip(1), row => Assert.Equal(real[0] + ((row.First.Clusters - 2) * row.First.Each), row.Second));
    }

    private static int Number(Match row, string group) => int.Parse(row.Groups[group].Value, CultureInfo.InvariantCulture);

    // Columns are as wide as their widest cell, here and there; the page may have less between them.
    private static string Narrow(string text) => Regex.Replace(text, "[ │]+", " ", RegexOptions.None, TimeSpan.FromSeconds(1));

    // How many resources a stack of so many attached clusters has.
    private async Task<int> ResourcesAsync(int clusters, bool withMesh)
    {
        var all = string.Concat(Enumerable.Range(0, clusters).Select(index => FormattableString.Invariant(
            $"    c{index}: {{ kind: attached, apiEndpoint: https://c{index}.example.com:6443, kubeconfig: {{ path: k }}, labels: {{ tier: a }}, network: {{ podCidr: 10.{index}.0.0/16, serviceCidr: 172.{16 + (index / 16)}.{index % 16 * 16}.0/20 }} }}\n")));
        const string Mesh = """
              infra:meshes: { m: { on: { fleet: f }, namespaces: [shop] } }
              infra:services:
                recommender: { namespace: shop, port: 8080, podLabels: { app: recommender }, entrance: { host: r.example.com, issuer: letsencrypt, dns: {} } }

            """;
        await File.WriteAllTextAsync(_project.InFolder("stacks/Pulumi.many.yaml"), $$"""
            config:
              infra:environment: { tier: development }
              infra:managementCluster: hub
              infra:karmada: { existing: { kubeconfig: { path: k } } }
              infra:clusters:
                hub: { kind: attached, apiEndpoint: https://hub.example.com:6443, kubeconfig: { path: h } }
            {{all}}  infra:fleets: { f: { members: { matchLabels: { tier: a } }, policy: standard, namespaces: { shop: {} } } }
              infra:applications: { recommender: { namespace: shop, git: { url: https://git.example.com/a, tag: v1, path: ./d }, placement: { fleet: f } } }
              infra:addons:
                cert-manager: { use: cert-manager, on: { fleet: f } }
                external-dns: { namespace: external-dns, on: { fleet: f }, chart: { chart: external-dns, repository: https://kubernetes-sigs.github.io/external-dns, version: 1.19.0 } }
            {{(withMesh ? Mesh : "")}}
            """);
        return int.Parse(Regex.Match(await RunAsync(["preview", "-s", "many"]), @"Resources: (?<count>\d+) to create", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["count"].Value, CultureInfo.InvariantCulture);
    }

    private async Task<string> RunAsync(string[] arguments)
    {
        var answer = await _project.RunAsync(arguments);
        Assert.True(answer.ExitCode == ExitCodes.Success, $"`infra {string.Join(' ', arguments)}` fails: {answer.Messages}{answer.Out}");
        return Narrow(answer.Out + answer.Messages);
    }

    private string Replace(string expression, string file)
    {
        var parts = expression.Split('/');
        var text = File.ReadAllText(_project.InFolder(file));
        Assert.Contains(parts[1], text, StringComparison.Ordinal);
        File.WriteAllText(_project.InFolder(file), text.Replace(parts[1], parts[2], StringComparison.Ordinal));
        return "";
    }
}
