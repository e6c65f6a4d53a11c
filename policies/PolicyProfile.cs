namespace Infra.Policies;

/// <summary>How strict a fleet is.</summary>
public enum PolicyProfile
{
    /// <summary>Pods follow today's hardening practice: the pod security level is restricted, and policies of severity critical, high and medium refuse what breaks them.</summary>
    Strict,

    /// <summary>Known ways to gain privilege are closed: the pod security level is baseline, and policies of severity critical and high refuse what breaks them.</summary>
    Standard,

    /// <summary>Everything is allowed that leaves the platform itself alone: the pod security level is privileged, and only policies of severity critical refuse what breaks them.</summary>
    Relaxed,
}

/// <summary>What profiles mean.</summary>
public static class PolicyProfiles
{
    /// <summary>The least severity that the profile enforces; what is below is audited.</summary>
    public static PolicySeverity Least(this PolicyProfile profile) => profile switch
    {
        PolicyProfile.Strict => PolicySeverity.Medium,
        PolicyProfile.Standard => PolicySeverity.High,
        _ => PolicySeverity.Critical,
    };

    /// <summary>What the profile does with policies of a severity.</summary>
    public static PolicyAction ActionFor(this PolicyProfile profile, PolicySeverity severity) => severity >= profile.Least() ? PolicyAction.Enforce : PolicyAction.Audit;
}
