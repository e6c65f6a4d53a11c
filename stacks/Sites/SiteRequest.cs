using System.Collections.Immutable;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Sites;

/// <summary>A site that somebody wants.</summary>
/// <param name="Name">Its name.</param>
public sealed record SiteRequest(string Name)
{
    /// <summary>Where it is asked for, such as a line of a table; null for a command line.</summary>
    public string? Origin { get; init; }

    /// <summary>Its class.</summary>
    /// <value>Null: it does not say.</value>
    public string? Class { get; init; }

    /// <summary>Its region.</summary>
    /// <value>Null: it does not say.</value>
    public string? Region { get; init; }

    /// <summary>The group that it is to be in.</summary>
    /// <value>Null: the only one that the stack has.</value>
    public string? Group { get; init; }

    /// <summary>What else it says, each value under its path.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Values { get; init; } = [];

    internal string Describe(string message) => Origin is null ? $"{SpecReader.Shortened(Name)}: {message}" : $"{Origin}: {SpecReader.Shortened(Name)}: {message}";
}

/// <summary>What is to be written for the sites that somebody wants: all of them, or none.</summary>
/// <param name="Sites">The sites; none when there are problems.</param>
/// <param name="Problems">Why they cannot be made.</param>
/// <param name="Warnings">What is worth a look.</param>
public sealed record NewSites(ImmutableArray<NewSite> Sites, ImmutableArray<string> Problems, ImmutableArray<Finding> Warnings);

/// <summary>A site to be written.</summary>
/// <param name="File">Its file.</param>
/// <param name="Text">What is to be in it.</param>
/// <param name="Allotted">What it was given.</param>
public sealed record NewSite(SiteFile File, string Text, ImmutableArray<Allotment> Allotted);

/// <summary>A block of addresses that a site was given.</summary>
/// <param name="Path">What it is for.</param>
/// <param name="Block">The block.</param>
/// <param name="Pool">The pool that it is of.</param>
public sealed record Allotment(SpecPath Path, Cidr Block, string Pool);
