using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Documents;

namespace Infra.Policies;

/// <summary>Reads a <c>policy.yaml</c>: an object of Kyverno's, in whose annotations is what people want to know of it.</summary>
internal static partial class PolicyReader
{
    private const string Kyverno = "policies.kyverno.io/";
    private const string Own = "infra.internal/";
    private const string Title = $"{Kyverno}title";
    private const string Category = $"{Kyverno}category";
    private const string Severity = $"{Kyverno}severity";
    private const string Description = $"{Kyverno}description";
    private const string Remediation = $"{Own}remediation";
    private const string Controls = $"{Own}controls";
    private const string Since = $"{Own}since";

    private static readonly string[] Keys = ["apiVersion", "kind", "metadata", "spec"];
    private static readonly string[] MetadataKeys = ["name", "annotations"];
    private static readonly string[] Annotations = [Title, Category, Severity, Description, Remediation, Controls, Since];

    /// <summary>The policy; null where it cannot be read.</summary>
    /// <param name="document">The file.</param>
    /// <param name="folder">The name of its folder.</param>
    /// <param name="pack">The pack that it is in.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static Policy? Read(YamlMap document, string folder, Pack pack, List<PolicyProblem> problems)
    {
        var reader = new DocumentReader(problems);
        reader.Known(document, Keys, "key of a policy");
        if (reader.Text(document, "apiVersion", PolicyKinds.ApiVersion) is { } version && version.Text != PolicyKinds.ApiVersion)
            reader.Report(version.Place, $"found '{Excerpt.Of(version.Text)}'; allowed: {PolicyKinds.ApiVersion}{(version.Text.StartsWith("kyverno.io/", StringComparison.Ordinal) ? ", for the policies of kyverno.io are deprecated" : "")}");
        var kind = Kind(document, reader);
        var metadata = reader.Map(document, "metadata", "with 'name' and 'annotations'");
        var spec = reader.Map(document, "spec", "what the policy asks for");
        if (metadata is not null)
        {
            reader.Known(metadata, MetadataKeys, "key of a policy's metadata");
            Name(metadata, folder, reader);
        }

        var annotations = metadata is null ? null : reader.Map(metadata, "annotations", "what people want to know of the policy");
        if (annotations is not null)
            reader.Known(annotations with { Entries = [.. annotations.Entries.Where(entry => IsOurs(entry.Key))] }, Annotations, "annotation");
        var policy = annotations is null || spec is null || kind is null ? null : Read(annotations, spec, kind.Value, folder, pack, document.Place, reader);
        return reader.HasProblems ? null : policy;
    }

    private static Policy Read(YamlMap annotations, YamlMap spec, PolicyKind kind, string folder, Pack pack, SourcePlace place, DocumentReader reader)
    {
        var title = reader.Text(annotations, Title, "what the policy is called");
        var category = reader.Text(annotations, Category, "the group that reports show it in");
        var severity = reader.Word<PolicySeverity>(annotations, Severity, "how much depends on it");
        var rationale = reader.Text(annotations, Description, "why it is there");
        var remediation = reader.Text(annotations, Remediation, "what whoever is refused does about it");
        var since = reader.Version(annotations, Since, "the version of the pack that brought it");
        if (since > pack.Version)
            reader.Report(annotations[Since]!.Value.Place, $"'{Since}': found {since}, and the pack's version is {pack.Version}; raise that in pack.yaml");
        var controls = annotations[Controls] is null ? null : reader.Text(annotations, Controls, "published controls, with '; ' between them");
        var others = annotations.Entries.Where(entry => !IsOurs(entry.Key)).Select(entry => (entry.Key, Text: reader.Text(annotations, entry.Key, "as annotations are")));
        var texts = others.Where(other => other.Text is not null).Select(other => KeyValuePair.Create(other.Key, PackReader.Line(other.Text!)))
            .Concat(Annotations.Where(key => annotations[key]?.Value is YamlScalar).Select(key => KeyValuePair.Create(key, PackReader.Line((YamlScalar)annotations[key]!.Value))))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        PolicySpecReader.Check(spec, kind, reader);
        var values = reader.Value(spec);
        var variables = PolicyParameters.VariablesOf(values).ToHashSet(StringComparer.Ordinal);
        return new Policy
        {
            Id = folder,
            Pack = pack.Name,
            Title = title is null ? "" : PackReader.Line(title),
            Category = category is null ? "" : PackReader.Line(category),
            Severity = severity ?? PolicySeverity.Low,
            Rationale = rationale is null ? "" : PackReader.Line(rationale),
            Remediation = remediation is null ? "" : PackReader.Line(remediation),
            Controls = controls is null ? [] : [.. PackReader.Line(controls).Split("; ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Since = since ?? pack.Version,
            Kind = kind,
            Parameters =
            [
                .. pack.Parameters.Values
                    .Where(parameter => parameter switch
                    {
                        { Into: { } into } => PolicyParameters.HasList(values, into),
                        { Type: ParameterType.Identities } => PolicyParameters.HasIdentities(values),
                        _ => variables.Contains(parameter.Name),
                    })
                    .Select(parameter => parameter.Name),
            ],
            Lists = pack.Parameters.Values.Where(parameter => parameter.Into is not null).ToImmutableSortedDictionary(parameter => parameter.Name, parameter => parameter.Into!, StringComparer.Ordinal),
            Annotations = texts,
            Spec = values,
            Place = place,
        };
    }

    private static PolicyKind? Kind(YamlMap document, DocumentReader reader)
    {
        if (reader.Text(document, "kind", $"one of {string.Join(", ", Enum.GetNames<PolicyKind>())}") is not { } kind)
            return null;
        if (Enum.GetNames<PolicyKind>().Contains(kind.Text, StringComparer.Ordinal))
            return Enum.Parse<PolicyKind>(kind.Text);
        var reason = kind.Text switch
        {
            "ValidatingAdmissionPolicy" or "ValidatingAdmissionPolicyBinding" =>
                "; Karmada's own API server would enforce it, so write a ValidatingPolicy with spec.autogen.validatingAdmissionPolicy, of which Kyverno makes one in each member",
            "ClusterPolicy" or "Policy" => "; it is deprecated, and its rules are kinds of their own now",
            _ => Suggestion.For(kind.Text, Enum.GetNames<PolicyKind>()),
        };
        reader.Report(kind.Place, $"found '{Excerpt.Of(kind.Text)}'; allowed: {string.Join(", ", Enum.GetNames<PolicyKind>())}{reason}");
        return null;
    }

    private static void Name(YamlMap metadata, string folder, DocumentReader reader)
    {
        if (reader.Text(metadata, "name", "the policy's id, which is also the name of its folder") is not { } name)
            return;
        if (name.Text != folder)
            reader.Report(name.Place, $"found '{Excerpt.Of(name.Text)}', in the folder '{folder}'; allowed: the same name for both");
        else if (!IsId(folder))
            reader.Report(name.Place, $"found '{Excerpt.Of(name.Text)}'; allowed: small letters, digits and '-', a letter first, at most {Policy.LongestId} of them");
    }

    /// <summary>Whether a folder's name may be that of a policy or a pack: they become names and values of labels in clusters.</summary>
    public static bool IsId(string folder) => folder.Length <= Policy.LongestId && Id().IsMatch(folder);

    private static bool IsOurs(string annotation) => annotation.StartsWith(Kyverno, StringComparison.Ordinal) || annotation.StartsWith(Own, StringComparison.Ordinal);

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
