using System.Collections.Immutable;

namespace Infra.Documents;

/// <summary>A file that cannot be read as a document; the message has one line for each problem.</summary>
/// <param name="problems">Everything that is wrong.</param>
/// <param name="inner">What found it, if something else did.</param>
public sealed class InvalidDocumentException(ImmutableArray<DocumentProblem> problems, Exception? inner = null)
    : Exception(string.Join('\n', problems), inner)
{
    internal InvalidDocumentException(SourcePlace place, string message, Exception? inner = null)
        : this(DocumentFault.Malformed, place, message, inner)
    {
    }

    internal InvalidDocumentException(DocumentFault fault, SourcePlace place, string message, Exception? inner = null)
        : this([new DocumentProblem(fault, place, message)], inner)
    {
    }

    /// <summary>What is wrong, in the order of the file.</summary>
    public ImmutableArray<DocumentProblem> Problems { get; } = problems;
}

/// <summary>One thing that is wrong in a file.</summary>
/// <param name="Fault">What sort of fault it is.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Message">What to tell whoever wrote it.</param>
public sealed record DocumentProblem(DocumentFault Fault, SourcePlace Place, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>The sorts of faults that a file can have before anybody asks what it means.</summary>
public enum DocumentFault
{
    /// <summary>It is not what the format allows.</summary>
    Malformed,

    /// <summary>It cannot be opened, or is not text.</summary>
    Unreadable,

    /// <summary>A map sets one key twice.</summary>
    DuplicateKey,

    /// <summary>A key stands where nobody looks for it.</summary>
    UnknownKey,

    /// <summary>It is larger, deeper or, its aliases counted, more than anybody writes.</summary>
    TooLarge,
}
