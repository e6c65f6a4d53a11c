using System.Collections.Immutable;
using System.Text;
using Infra.Documents;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Sites;

/// <summary>Plans the files of a new stack: valid as they are, and with a group of sites to add the first cluster to. It writes nothing.</summary>
public static class StackPlanner
{
    /// <summary>The tiers of environments, as stack files say them.</summary>
    public static ImmutableArray<string> Tiers { get; } = [.. ((ChoiceShape)Shapes.Of<EnvironmentTier>()).Words];

    /// <summary>Plans a stack.</summary>
    /// <param name="files">The project.</param>
    /// <param name="name">Its name.</param>
    /// <param name="tier">What the environment is for.</param>
    /// <param name="karmadaFrom">The stack that installs Karmada; null for a Karmada that runs already.</param>
    /// <exception cref="UnknownNameException">The name cannot be had, or nothing has one of those that it refers to.</exception>
    public static NewStack Plan(ProjectFiles files, string name, string tier, string? karmadaFrom)
    {
        ArgumentNullException.ThrowIfNull(files);
        var form = TextForm.Of(Form.Name);
        if (!form.Holds(name))
            throw new UnknownNameException($"'{SpecReader.Shortened(name)}' cannot be the name of a stack; allowed: {form.Allowed}");
        if (files.Exists(ProjectFiles.StackFile(name)))
            throw new UnknownNameException($"{ProjectFiles.StackFile(name)} is already there");
        if (!Tiers.Contains(tier, StringComparer.Ordinal))
            throw new UnknownNameException($"there is no tier '{SpecReader.Shortened(tier)}'; allowed: {string.Join(", ", Tiers)}{Suggestion.For(tier, Tiers)}");
        var stacks = SpecificationLoader.Stacks(files);
        if (karmadaFrom is not null && !stacks.Contains(karmadaFrom, StringComparer.Ordinal))
            throw new UnknownNameException($"there is no stack '{SpecReader.Shortened(karmadaFrom)}' to take Karmada from{Suggestion.For(karmadaFrom, stacks, $"; the stacks are {string.Join(", ", stacks)}")}");
        if (karmadaFrom is not null && SharedKarmada.NotInstalled(StackConfig.OfAll(files), karmadaFrom) is { } refusal)
            throw new UnknownNameException(refusal);

        // A folder of that name belongs to somebody already.
        var group = files.Exists(ProjectFiles.GroupFolder(name)) ? null : name;
        var contents = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        contents.Add(KeyValuePair.Create(ProjectFiles.StackFile(name), Text(name, tier, karmadaFrom, group)));
        if (group is not null)
            contents.Add(KeyValuePair.Create($"{ProjectFiles.GroupFolder(group)}/README.md", $"The sites of {name}: one file each, as docs/sites.md says.\n"));
        return new NewStack(name, group, contents.ToImmutable());
    }

    // 5 and null are names, and to a reader of YAML no texts.
    private static string Quoted(string name)
    {
        var text = new StringBuilder();
        YamlText.Append(text, name);
        return text.ToString();
    }

    private static string Text(string name, string tier, string? karmadaFrom, string? group)
    {
        var karmada = karmadaFrom is not null ? $"    stack: {Quoted(karmadaFrom)}\n" : """
                existing:
                  kubeconfig:
                    path: ~/.kube/karmada.config

            """;
        var sites = group is not null ? $"    groups: [{Quoted(group)}]\n" : "    groups: []\n";
        return $"""
            # yaml-language-server: $schema=schemas/stack.schema.json
            # {name}: say here what it is for. Every mistake in this file is reported with its line: infra validate -s {name}
            config:
              # How much depends on it: {string.Join(", ", Tiers)}. In production clusters are protected, and every fleet needs a policy.
              infra:environment:
                tier: {tier}

              # Where Karmada comes from: `existing` (a kubeconfig), `stack` (another stack installed it) or `install`.
              infra:karmada:
            {karmada}
              # The folders under stacks/sites whose files are clusters of this stack.
              infra:sites:
            {sites}
              # Fleets are groups of clusters that share what is delivered to the group; applications are placed on them. For example:
              # infra:fleets:
              #   fleet-{name}:
              #     members:
              #       matchLabels:
              #         tier: {Quoted(name)}
              #     policy: strict
              #     namespaces:
              #       shop: {"{}"}

            """;
    }
}

/// <summary>The files of a new stack.</summary>
/// <param name="Name">The stack.</param>
/// <param name="Group">Its group of sites, if it has one of its own.</param>
/// <param name="Contents">The text of each file, by its name relative to the project.</param>
public sealed record NewStack(string Name, string? Group, ImmutableArray<KeyValuePair<string, string>> Contents);
