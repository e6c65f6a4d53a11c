using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Infra.Interop.Tests.Repository;

/// <summary>What holds of the repository as a whole.</summary>
public sealed class RepositoryTests
{
    [Fact]
    public async Task Nothing_is_left_to_be_done() =>
        Assert.Empty(await FindAsync("TO" + "DO|FIX" + "ME|NotImplemented" + "Exception", path => path is not ".editorconfig"));

    [Fact]
    public async Task The_same_files_compile_against_either_source_of_the_SDK() =>
        Assert.Empty(await FindAsync(@"^\s*#(if|elif)\b", path => path.EndsWith(".cs", StringComparison.Ordinal)));

    [Fact]
    public async Task Nothing_refers_to_a_place_on_somebodys_machine() =>
        Assert.Empty(await FindAsync("/wo" + "rk/|/ho" + @"me/[a-z]+/|/Us" + @"ers/|[A-Z]:\\Us" + "ers", _ => true));

    [Fact]
    public async Task Nothing_says_which_package_registry_a_machine_uses() =>
        Assert.Empty(await FindAsync("registry\\.np" + @"mjs|api\.nu" + @"get|proxy\.gol" + "ang|py" + @"pi\.org", _ => true));

    [Fact]
    public async Task Only_the_programs_own_assemblies_refer_to_the_engine()
    {
        var allowed = new[] { "infra/", "tests/", "bench/" };
        var referring =
            from path in await RepositoryFiles.PathsAsync()
            where path.EndsWith(".csproj", StringComparison.Ordinal) && !allowed.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))
            from reference in XDocument.Load(RepositoryFiles.Absolute(path)).Descendants("ProjectReference")
            where reference.Attribute("Include")!.Value.Contains("Infra.Engine", StringComparison.Ordinal)
            select path;

        Assert.Empty(referring);
    }

    [Fact]
    public async Task Every_pinned_package_is_explained()
    {
        var page = await File.ReadAllLinesAsync(RepositoryFiles.Absolute("docs/dependencies.md"), TestContext.Current.CancellationToken);
        var explained = page.Select(line => Regex.Match(line, "^\\| (?<name>[A-Z][A-Za-z0-9.]*|xunit.v3) \\|", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["name"].Value);

        Assert.Equal(RepositoryFiles.PinnedPackages().Order(StringComparer.Ordinal), explained.Where(name => name.Length > 0).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Every_pinned_package_is_used()
    {
        var used =
            from path in await RepositoryFiles.PathsAsync()
            where Path.GetExtension(path) is ".csproj" or ".targets"
            from reference in XDocument.Load(RepositoryFiles.Absolute(path)).Descendants()
            where reference.Name.LocalName is "PackageReference" or "PulumiReference"
            select reference.Attribute("Include")?.Value;

        Assert.Empty(RepositoryFiles.PinnedPackages().Except(used, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_link_within_the_documentation_leads_somewhere()
    {
        var broken =
            from line in await RepositoryFiles.LinesAsync()
            where line.Path.EndsWith(".md", StringComparison.Ordinal)
            from Match link in Regex.Matches(line.Text, @"\]\((?<target>[^)#:]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            let target = Path.Combine(Path.GetDirectoryName(line.Path)!, link.Groups["target"].Value)
            where !Path.Exists(RepositoryFiles.Absolute(target))
            select $"{line.Path}:{line.Number}: {target}";

        Assert.Empty(broken);
    }

    private static async Task<IEnumerable<string>> FindAsync(string pattern, Func<string, bool> where)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return [.. from line in await RepositoryFiles.LinesAsync() where @where(line.Path) && regex.IsMatch(line.Text) select $"{line.Path}:{line.Number}: {line.Text.Trim()}"];
    }
}
