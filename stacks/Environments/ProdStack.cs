namespace Infra.Stacks.Environments;

/// <summary>Production, in the cloud and in the data centre. Its clusters are protected: none leaves by a slip.</summary>
public sealed class ProdStack() : PlatformStack(protectMembers: true);
