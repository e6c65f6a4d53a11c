using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <summary>What <see cref="ObjectStore"/> needs to know.</summary>
public sealed record ObjectStoreArgs
{
    /// <summary>Talks to AWS, in the account and region that the bucket is in.</summary>
    public required Pulumi.Aws.Provider Aws { get; init; }

    /// <summary>That region, for example <c>eu-central-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The tags of everything.</summary>
    /// <value>Empty: none beside the name.</value>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>For how many days what was deleted or overwritten can still be brought back.</summary>
    /// <value>14.</value>
    /// <remarks>
    /// Compaction writes every block anew and deletes what it was made of, so this much of the newest history is there twice: at two weeks, less than a tenth of a bucket that
    /// keeps half a year.
    /// </remarks>
    public int RecoveryDays { get; init; } = 14;

    /// <summary>Whether the bucket is kept from being deleted until somebody says otherwise.</summary>
    /// <value>True.</value>
    public bool IsProtected { get; init; } = true;
}
