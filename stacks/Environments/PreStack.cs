namespace Infra.Stacks.Environments;

/// <summary>Pre-production: where upgrades and releases are rehearsed.</summary>
public sealed class PreStack : PlatformStack;
