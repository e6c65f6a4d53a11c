using System.Collections.Immutable;
using System.Text;
using Infra.Documents;
using Infra.Policies;
using Infra.Stacks.Tests.Checking;

namespace Infra.Stacks.Tests.Addons;

/// <summary>Writes the list of policies on <c>docs/policies.md</c> from the packs. What stands above its first line is written by hand, and stays.</summary>
internal static class PoliciesPage
{
    public const string Command = $"{ErrorsPage.Variable}=1 dotnet run --project tests/Infra.Stacks.Tests -- -class \"*PoliciesPageTests\"";

    /// <summary>The line where the list begins.</summary>
    public const string Mark = $"<!-- From here on made by a test from policies/. Do not edit; run: {Command} -->\n";

    // A default that is longer is in the policy's file.
    private const int LongestDefault = 160;

    public static string Path { get; } = System.IO.Path.Combine(StackFiles.Root(), "docs", "policies.md");

    /// <summary>What is written by hand.</summary>
    public static string Written(string page) => page.Split(Mark)[0];

    public static string List(PolicyLibrary library)
    {
        var page = new StringBuilder(Mark);
        page.Append("## All policies\n\n");
        page.Append("| pack | version | policies | what for |\n|---|---|---|---|\n");
        foreach (var pack in library.Packs)
            page.Append($"| [{pack.Name}](#{pack.Name}) | {pack.Version} | {pack.Policies.Length} | {Cell(pack.Description)} |\n");
        foreach (var pack in library.Packs)
            Section(page, pack);
        return page.ToString();
    }

    private static void Section(StringBuilder page, Pack pack)
    {
        page.Append($"\n### {pack.Name}\n\n{Line(pack.Title)}, version {pack.Version}. {Line(pack.Description)}\n\n");
        if (!pack.Parameters.IsEmpty)
        {
            page.Append("| parameter | type | if nobody says it | what it means |\n|---|---|---|---|\n");
            foreach (var parameter in pack.Parameters.Values)
                page.Append($"| `{parameter.Name}` | {parameter.Type.ToString().ToLowerInvariant()} | {Default(pack, parameter)} | {Cell(Meaning(parameter))} |\n");
            page.Append('\n');
        }

        page.Append("| policy | severity | `strict` | `standard` | `relaxed` | while Kyverno is down |\n|---|---|---|---|---|---|\n");
        foreach (var policy in Sorted(pack))
        {
            var profiles = Enum.GetValues<PolicyProfile>().Select(profile => Action(policy, profile.ActionFor(policy.Severity)));
            page.Append($"| [{policy.Id}](#{policy.Id}) | {Word(policy.Severity)} | {string.Join(" | ", profiles)} | {WhileDown(policy)} |\n");
        }

        foreach (var policy in Sorted(pack))
            Details(page, policy);
    }

    private static void Details(StringBuilder page, Policy policy)
    {
        page.Append($"\n#### {policy.Id}\n\n");
        page.Append($"{Sentence(policy.Title)} {Line(policy.Rationale)}\n\n");
        page.Append($"- Remedy: {Line(policy.Remediation)}\n");
        page.Append($"- Controls: {Line(string.Join("; ", policy.Controls))}\n");
        if (!policy.Parameters.IsEmpty)
            page.Append($"- Parameters: {string.Join(", ", policy.Parameters.Select(parameter => $"`{parameter}`"))}\n");
        page.Append($"- [{policy.Kind}](../{policy.Place.File}), {Word(policy.Severity)}, since {policy.Since}; {Line(policy.Category)}\n");
    }

    private static IEnumerable<Policy> Sorted(Pack pack) => pack.Policies.OrderByDescending(policy => policy.Severity).ThenBy(policy => policy.Id, StringComparer.Ordinal);

    private static string Meaning(PolicyParameter parameter) => string.Join(" ", new[]
    {
        parameter.Description,
        parameter.Or is { } or ? $"Or `{or}`, where one of the two is enough." : "",
        parameter.Pattern is null ? "" : $"{(parameter.Type == ParameterType.Text ? "It" : "Each")} is {parameter.Allowed ?? $"what `{parameter.Pattern}` matches"}.",
    }.Where(text => text.Length > 0));

    private static string Default(Pack pack, PolicyParameter parameter)
    {
        if (parameter.IsRequired)
            return "required";
        var values = pack.Policies.Where(policy => policy.Parameters.Contains(parameter.Name)).Select(policy => Expression(policy, parameter)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return values is [{ Length: <= LongestDefault } only] ? $"`{only.Replace("|", "\\|", StringComparison.Ordinal)}`" : values.Count == 0 ? "none" : "as in the policy's file";
    }

    private static string? Expression(Policy policy, PolicyParameter parameter) => (policy.Spec.GetValueOrDefault("variables") as ImmutableArray<object>? ?? [])
        .OfType<ImmutableDictionary<string, object>>()
        .Where(variable => variable.GetValueOrDefault("name") as string == parameter.Name)
        .Select(variable => PlainLine(variable.GetValueOrDefault("expression") as string ?? ""))
        .FirstOrDefault();

    private static string Action(Policy policy, PolicyAction action) => action == PolicyAction.Enforce ? "enforced" : policy.Kind.IsVerdict() ? "audited" : "idle";

    private static string WhileDown(Policy policy) =>
        Autogenerated(policy) ? "holds" : policy.Spec.GetValueOrDefault("failurePolicy") as string == "Fail" ? "refused" : policy.Kind == PolicyKind.GeneratingPolicy ? "made later" : "let in";

    private static bool Autogenerated(Policy policy) =>
        ((policy.Spec.GetValueOrDefault("autogen") as ImmutableDictionary<string, object>)?.GetValueOrDefault("validatingAdmissionPolicy") as ImmutableDictionary<string, object>)?.GetValueOrDefault("enabled") is true;

    private static string Word<T>(T value)
        where T : struct, Enum => $"{value}".ToLowerInvariant();

    private static string Sentence(string text) => $"**{Line(text)}{(text.EndsWith('.') ? "" : ".")}**";

    private static string Cell(string text) => Line(text).Replace("|", "\\|", StringComparison.Ordinal);

    private static string PlainLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // What is in backticks is shown as it is.
    private static string Line(string text) => string.Join('`', PlainLine(text).Split('`').Select((part, index) => index % 2 == 0 ? part.Replace("<", "&lt;", StringComparison.Ordinal) : part));
}
