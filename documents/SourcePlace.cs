namespace Infra.Documents;

/// <summary>A place in a file that somebody wrote; lines and columns count from 1.</summary>
/// <param name="File">The file's name in messages.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
public readonly record struct SourcePlace(string File, int Line, int Column)
{
    /// <summary>As editors and terminals understand it: <c>stacks/Pulumi.dev.yaml:12:5</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
