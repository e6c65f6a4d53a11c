namespace Infra.Stacks.Reading;

/// <summary>A rule that every specification has to follow. Rules are data: the checks, the documentation and the tests read the same table.</summary>
/// <param name="Id">The id that findings carry; it never changes its meaning.</param>
/// <param name="Title">What has to hold, in one sentence.</param>
/// <param name="Why">What goes wrong otherwise.</param>
/// <param name="Fix">What to do, most often.</param>
public sealed record Rule(string Id, string Title, string Why, string Fix)
{
    /// <summary>What a finding does.</summary>
    /// <value><see cref="Severity.Error"/>: nothing is planned.</value>
    public Severity Severity { get; init; } = Severity.Error;
}

/// <summary>What a finding does.</summary>
public enum Severity
{
    /// <summary>It stops everything.</summary>
    Error,

    /// <summary>It is told, and work goes on.</summary>
    Warning,
}
