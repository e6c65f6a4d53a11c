using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace Infra.Stacks.Reading;

/// <summary>The documentation of the specification's records, as the compiler writes it beside the assembly: it is written once and serves editors too.</summary>
internal sealed class XmlDescriptions
{
    private readonly Dictionary<string, string> _summaries;

    private XmlDescriptions(Dictionary<string, string> summaries) => _summaries = summaries;

    /// <summary>Reads the documentation of this assembly.</summary>
    public static XmlDescriptions Load()
    {
        var path = Path.ChangeExtension(typeof(XmlDescriptions).Assembly.Location, ".xml");
        return new XmlDescriptions(XDocument.Load(path).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!), StringComparer.Ordinal));
    }

    /// <summary>What a record is.</summary>
    public string? Of(Type type) => _summaries.GetValueOrDefault($"T:{type.FullName}");

    /// <summary>What a property is.</summary>
    public string? Of(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");

    // A property is known to those who write files as a key.
    private static string Mentioned(XElement see)
    {
        var member = (see.Attribute("cref") ?? see.Attribute("langword") ?? see.Attribute("href"))?.Value ?? "";
        var name = member.Split('.')[^1];
        return member.StartsWith("P:", StringComparison.Ordinal) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
    }

    private static string Text(XElement summary)
    {
        var text = new StringBuilder();
        foreach (var node in summary.Nodes())
        {
            text.Append(node switch
            {
                XText words => words.Value,
                XElement { Name.LocalName: "see" } see => Mentioned(see),
                XElement element => element.Value,
                _ => "",
            });
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
