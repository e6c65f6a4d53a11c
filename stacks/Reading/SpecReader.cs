using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>One reading of a specification: what it found, and what it could not read.</summary>
internal sealed class SpecReader
{
    private readonly List<Finding> _findings = [];
    private readonly HashSet<SpecPath> _unread = [];

    /// <summary>What broke rules, in the order of reading.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The values that were left out because they could not be read; what refers to them is not wrong for that.</summary>
    public IReadOnlySet<SpecPath> Unread => _unread;

    /// <summary>Whether a secret may come as plain text, because whoever handed it over had decrypted it and the file is not at hand.</summary>
    public bool TakesDecryptedSecrets { get; init; }

    /// <summary>The values that lack a layer: whatever they seem to miss may be said there, so it is not reported as missing.</summary>
    public IReadOnlySet<SpecPath> Incomplete { get; init; } = new HashSet<SpecPath>();

    /// <summary>Notes that something is missing from a value.</summary>
    public void ReportMissing(Rule rule, SpecPath path, SourcePlace place, string message)
    {
        if (!path.IsWithin(Incomplete))
            Report(rule, path, place, message);
    }

    /// <summary>Notes that a value breaks a rule.</summary>
    public void Report(Rule rule, SpecPath path, SourcePlace place, string message) =>
        _findings.Add(new Finding(rule, path, message) { Place = place.File is null ? null : place });

    /// <summary>Notes that a value was left out.</summary>
    public void LeaveOut(SpecPath path) => _unread.Add(path);

    /// <summary>Reports a value of the wrong type.</summary>
    /// <param name="path">The value.</param>
    /// <param name="node">What stands there.</param>
    /// <param name="allowed">What may stand there.</param>
    /// <param name="mayQuote">Whether the message may say it; not where it may well be a secret.</param>
    public void ReportType(SpecPath path, YamlNode node, string allowed, bool mayQuote = true) =>
        Report(Rules.Type, path, node.Place, $"found {(mayQuote || node is not YamlScalar { IsNull: false } ? Describe(node) : "a text")}; allowed: {allowed}");

    /// <summary>A value in the words of a message. What is secret is not said.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlMap => "a map",
        YamlList => "a list",
        SecretNode => "a secret",
        YamlScalar { IsNull: true } => "nothing",
        YamlScalar { IsPlain: false } scalar => $"the text '{Shortened(scalar.Text)}'",
        YamlScalar scalar => PlainScalar.Describe(scalar.Text),
        _ => "a value",
    };

    /// <summary>A text in a message: no message is longer for a file that was pasted in the wrong place.</summary>
    public static string Shortened(string text) => Excerpt.Of(text);
}
