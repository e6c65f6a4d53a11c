namespace Infra.Stacks.Environments;

/// <summary>Two local clusters under a local Karmada, as Karmada's own <c>hack/local-up-karmada.sh</c> makes them. Needs no secret.</summary>
public sealed class DevStack : PlatformStack;
