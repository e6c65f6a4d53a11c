namespace Infra.Components.Mesh;

/// <summary>What is known of versions of Istio.</summary>
internal static class IstioVersions
{
    /// <summary>The newest of some versions.</summary>
    public static string Newest(IEnumerable<string> versions) => versions.MaxBy(Number)!;

    /// <summary>The versions of Kubernetes that Istio says it runs on, the oldest and the newest (istio.io, "Supported Releases").</summary>
    /// <returns>Nulls where it is not known here: whoever asks for another version has read what its makers say.</returns>
    public static (string? Oldest, string? Newest) Kubernetes(string version) => Number(version) switch
    {
        { Major: 1, Minor: 30 } => ("1.32.0", "1.36.99"),
        _ => (null, null),
    };

    private static Version Number(string version) => ReleaseNumbers.Of(version) ?? new Version(0, 0, 0);
}
