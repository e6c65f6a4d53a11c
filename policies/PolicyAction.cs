namespace Infra.Policies;

/// <summary>What a policy does where it is.</summary>
public enum PolicyAction
{
    /// <summary>What breaks it is refused; what it changes is changed, and what it makes is made.</summary>
    Enforce,

    /// <summary>What breaks it is let in and reported. What changes or makes objects is there and does nothing.</summary>
    Audit,

    /// <summary>It is not there.</summary>
    Disable,
}
