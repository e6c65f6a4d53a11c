using System.Collections.Immutable;

namespace Infra.Engine.Projects;

/// <summary>A place in a file that somebody wrote; lines and columns count from 1.</summary>
public readonly record struct SourcePlace(string File, int Line, int Column)
{
    /// <summary>As editors and terminals understand it: <c>stacks/Pulumi.dev.yaml:12:5</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>One thing that is wrong in a file.</summary>
public sealed record FileProblem(SourcePlace Place, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>A project or stack file that cannot be used; the message has one line for each problem.</summary>
public sealed class InvalidFileException(ImmutableArray<FileProblem> problems, Exception? inner = null)
    : EngineException(string.Join('\n', problems), inner)
{
    /// <summary>What is wrong, in the order of the file.</summary>
    public ImmutableArray<FileProblem> Problems { get; } = problems;

    internal InvalidFileException(SourcePlace place, string message, Exception? inner = null)
        : this([new FileProblem(place, message)], inner)
    {
    }
}
