namespace Infra.Components.Management;

/// <summary>What <see cref="KarmadaControlPlane"/> needs to know.</summary>
/// <param name="Source">Where Karmada comes from.</param>
public sealed record KarmadaControlPlaneArgs(KarmadaSource Source);
