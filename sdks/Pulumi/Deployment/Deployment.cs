namespace Pulumi;

/// <summary>One run of a program against an engine.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<Deployment?> Current = new();

    private readonly Runner _runner = new();

    private Deployment()
    {
    }

    /// <summary>The deployment that the calling code runs in, or null outside of one.</summary>
    internal static Deployment? InternalInstance => Current.Value;

    internal IRunner Runner => _runner;
}
