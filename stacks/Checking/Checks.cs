namespace Infra.Stacks.Checking;

/// <summary>The rules that reach across a specification. Each file beside this one holds those of one subject.</summary>
internal static class Checks
{
    /// <summary>Checks everything.</summary>
    public static void Run(CheckContext context)
    {
        _ = context;
    }
}
