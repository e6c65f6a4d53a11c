namespace Infra;

/// <summary>What the command line tells the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Success = 0;

    /// <summary>Something was wrong; nothing was recorded.</summary>
    public const int Error = 1;

    /// <summary><c>--expect-no-changes</c> was given and there are changes.</summary>
    public const int ChangesFound = 2;

}
