using Infra.Documents;

namespace Infra.Policies;

/// <summary>Something that is wrong with a pack.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What was found, what is allowed, and what was likely meant.</param>
/// <param name="Fault">What sort of fault of the file itself it is.</param>
/// <remarks>Without a fault the file is in order, and what it says is not.</remarks>
public sealed record PolicyProblem(SourcePlace Place, string Message, DocumentFault? Fault = null)
{
    private const int MostLetters = 1000;

    /// <summary>What was found, what is allowed, and what was likely meant: one line of letters, whatever stands in the file.</summary>
    public string Message { get; } = Excerpt.Of(Message, MostLetters);

    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Message}";
}
