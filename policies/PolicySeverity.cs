namespace Infra.Policies;

/// <summary>How much depends on a policy. A <see cref="PolicyProfile"/> decides by it what is refused and what is only told.</summary>
public enum PolicySeverity
{
    /// <summary>Advice: told, never refused.</summary>
    Low,

    /// <summary>What today's hardening practice and good order ask for.</summary>
    Medium,

    /// <summary>What closes a known way to gain privilege or to bring in foreign code.</summary>
    High,

    /// <summary>What keeps the platform itself from being changed by others.</summary>
    Critical,
}
