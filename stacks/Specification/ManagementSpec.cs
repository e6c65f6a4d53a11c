namespace Infra.Stacks.Specification;

/// <summary>What is installed on the management cluster beside Karmada.</summary>
public sealed record ManagementSpec
{
    /// <summary>cert-manager, whose certificates the webhooks of what is installed after it carry.</summary>
    public Provision CertManager { get; init; } = Provision.Install;

    /// <summary>Flux, which keeps what runs there as it is in Git.</summary>
    public Provision Flux { get; init; } = Provision.Install;

    /// <summary>Cluster API, which makes clusters; not installed if not said.</summary>
    public ClusterApiSpec? ClusterApi { get; init; }
}

/// <summary>Whether something is installed or there already.</summary>
public enum Provision
{
    /// <summary>The platform installs it.</summary>
    Install,

    /// <summary>It is there already, and stays as it is.</summary>
    Existing,
}

/// <summary>Cluster API: where clusters are made.</summary>
public sealed record ClusterApiSpec
{
    /// <summary>On AWS; its provider is not installed if not said.</summary>
    public ClusterApiAwsSpec? Aws { get; init; }
}

/// <summary>How Cluster API reaches AWS.</summary>
public sealed record ClusterApiAwsSpec
{
    /// <summary>A credentials file of AWS, a secret. Without one the machines or pods of the management cluster have a role, which is better: there is nothing to leak.</summary>
    public SecretValue? Credentials { get; init; }
}
