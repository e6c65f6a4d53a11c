using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Sites;

/// <summary>The site files of a stack, as they are: no layer is applied.</summary>
/// <param name="Sites">What each of them says, in the order of the groups and names.</param>
/// <param name="Findings">What is wrong with those that cannot be used.</param>
internal sealed record SiteDocuments(ImmutableArray<(SiteFile Site, YamlMap Own)> Sites, ImmutableArray<Finding> Findings)
{
    /// <summary>Reads all of them.</summary>
    /// <param name="files">The project; null when it is not at hand, and then there are none.</param>
    /// <param name="config">The stack's configuration, which names the groups.</param>
    /// <param name="isNew">Which groups need not have a folder yet.</param>
    public static SiteDocuments Read(ProjectFiles? files, YamlMap config, Func<string, bool>? isNew = null)
    {
        if (files is null || (config["sites"]?.Value as YamlMap)?["groups"]?.Value is not YamlList groups)
            return new SiteDocuments([], []);

        var path = SpecPath.Root.Keys("sites", "groups");
        var findings = new List<Finding>();
        var sites = new List<SiteFile>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, group) in groups.Items.Index())
        {
            if (group is YamlScalar { Text: var name } && !named.Add(name))
                findings.Add(new Finding(Rules.Unique, path.Item(index), $"group '{SpecReader.Shortened(name)}' is in the list already") { Place = group.Place });
            else if (group is YamlScalar scalar && TextForm.Of(Form.Name).Holds(scalar.Text) && (isNew?.Invoke(scalar.Text) != true || files.Exists(ProjectFiles.GroupFolder(scalar.Text))))
                sites.AddRange(SiteFolders.Find(files, scalar.Text, path.Item(index), scalar.Place, findings));
        }

        var read = new (YamlMap? Own, InvalidDocumentException? Problem)[sites.Count];
        Parallel.For(0, sites.Count, index =>
        {
            try
            {
                read[index] = (files.ReadMap(sites[index].Name), null);
            }
            catch (InvalidDocumentException exception)
            {
                read[index] = (null, exception);
            }
        });

        foreach (var (index, (_, problem)) in read.Index())
        {
            if (problem is not null)
                findings.AddRange(ProjectFiles.Findings(problem, SpecPath.Root.Keys("clusters", sites[index].Site)));
        }

        return new SiteDocuments([.. read.Index().Where(site => site.Item.Own is not null).Select(site => (sites[site.Index], site.Item.Own!))], [.. findings]);
    }

    /// <summary>These and more.</summary>
    public SiteDocuments With(IEnumerable<(SiteFile Site, YamlMap Own)> more) => this with { Sites = [.. Sites, .. more] };
}
