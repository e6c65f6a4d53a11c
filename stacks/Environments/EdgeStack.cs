namespace Infra.Stacks.Environments;

/// <summary>The clusters in stores and warehouses.</summary>
public sealed class EdgeStack : PlatformStack;
