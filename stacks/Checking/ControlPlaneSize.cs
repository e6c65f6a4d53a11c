namespace Infra.Stacks.Checking;

/// <summary>How many members a control plane may have, whatever runs it.</summary>
internal static class ControlPlaneSize
{
    public static bool IsAllowed(int members) => members is 1 or 3 or 5;

    public static string Refusal(int members, string what) => $"found {members} {what}; allowed: 1, 3 or 5";
}
