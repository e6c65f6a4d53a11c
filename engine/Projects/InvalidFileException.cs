using System.Collections.Immutable;
using Infra.Documents;

namespace Infra.Engine.Projects;

/// <summary>A project or stack file that cannot be used; the message has one line for each problem.</summary>
public sealed class InvalidFileException(ImmutableArray<DocumentProblem> problems, Exception? inner = null)
    : EngineException(string.Join('\n', problems), inner)
{
    /// <summary>What is wrong, in the order of the file.</summary>
    public ImmutableArray<DocumentProblem> Problems { get; } = problems;

    internal InvalidFileException(SourcePlace place, string message, Exception? inner = null)
        : this([new DocumentProblem(DocumentFault.Malformed, place, message)], inner)
    {
    }

    internal InvalidFileException(InvalidDocumentException document)
        : this(document.Problems, document)
    {
    }
}
