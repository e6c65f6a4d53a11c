namespace Pulumi;

/// <summary>The package that a resource comes from, for packages that one provider plugin serves under several names.</summary>
public sealed class RegisterPackageRequest
{
    /// <summary>Describes a package without an extension.</summary>
    /// <param name="name">The name of the plugin.</param>
    /// <param name="version">The version of the plugin.</param>
    /// <param name="downloadUrl">Where the plugin is downloaded from; its usual place when null.</param>
    /// <param name="checksums">Checksums of the plugin by platform.</param>
    /// <param name="parameterization">What turns the plugin into the package.</param>
    public RegisterPackageRequest(
        string name,
        string version,
        string? downloadUrl,
        Dictionary<string, byte[]>? checksums,
        PackageParameterization? parameterization)
        : this(name, version, downloadUrl, checksums, parameterization, extension: null)
    {
    }

    /// <summary>Describes a package.</summary>
    /// <param name="name">The name of the plugin.</param>
    /// <param name="version">The version of the plugin.</param>
    /// <param name="downloadUrl">Where the plugin is downloaded from; its usual place when null.</param>
    /// <param name="checksums">Checksums of the plugin by platform.</param>
    /// <param name="parameterization">What turns the plugin into the package.</param>
    /// <param name="extension">What extends the package.</param>
    public RegisterPackageRequest(
        string name,
        string version,
        string? downloadUrl,
        Dictionary<string, byte[]>? checksums = null,
        PackageParameterization? parameterization = null,
        PackageParameterization? extension = null)
    {
        Name = name;
        Version = version;
        DownloadUrl = downloadUrl ?? "";
        Checksums = checksums ?? new(StringComparer.Ordinal);
        Parameterization = parameterization;
        Extension = extension;
    }

    /// <summary>The name of the plugin.</summary>
    public string Name { get; }

    /// <summary>The version of the plugin.</summary>
    public string Version { get; }

    /// <summary>Where the plugin is downloaded from; empty means its usual place.</summary>
    public string DownloadUrl { get; }

    /// <summary>Checksums of the plugin by platform.</summary>
    public Dictionary<string, byte[]> Checksums { get; }

    /// <summary>What turns the plugin into the package; null when the plugin serves it as it is.</summary>
    public PackageParameterization? Parameterization { get; }

    /// <summary>What extends the package; null when nothing does.</summary>
    public PackageParameterization? Extension { get; }

    /// <summary>A package name and version with the value that the plugin is parameterized by.</summary>
    public sealed class PackageParameterization
    {
        /// <summary>Describes a parameterization.</summary>
        /// <param name="name">The name of the resulting package.</param>
        /// <param name="version">The version of the resulting package.</param>
        /// <param name="value">What the plugin is given; opaque to everybody else.</param>
        public PackageParameterization(string name, string version, byte[] value)
        {
            Name = name;
            Version = version;
            Value = value;
        }

        /// <summary>The name of the resulting package.</summary>
        public string Name { get; }

        /// <summary>The version of the resulting package.</summary>
        public string Version { get; }

        /// <summary>What the plugin is given.</summary>
        public byte[] Value { get; }
    }
}
