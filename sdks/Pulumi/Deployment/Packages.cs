using System.Collections.Concurrent;
using Google.Protobuf;
using Pulumirpc;

namespace Pulumi;

/// <summary>Packages that the engine must be told of before their resources. Each is told once.</summary>
internal sealed class Packages(ResourceMonitor.ResourceMonitorClient monitor, Features features)
{
    private readonly ResourceMonitor.ResourceMonitorClient _monitor = monitor;
    private readonly Features _features = features;
    private readonly ConcurrentDictionary<string, Task<string>> _references = new(StringComparer.Ordinal);

    /// <summary>Makes a package known.</summary>
    /// <returns>What requests call the package; empty without one.</returns>
    public ValueTask<string> ReferenceAsync(RegisterPackageRequest? package) => package is null
        ? new("")
        : new(_references.GetOrAdd(KeyOf(package), static (_, state) => state.Self.RegisterAsync(state.Package), (Self: this, Package: package)));

    private async Task<string> RegisterAsync(RegisterPackageRequest package)
    {
        await _features.RequireAsync(Features.Parameterization, "parameterized packages");
        var message = new Pulumirpc.RegisterPackageRequest
        {
            Name = package.Name,
            Version = package.Version,
            DownloadUrl = package.DownloadUrl,
            Parameterization = ToWire(package.Parameterization),
            Extension = ToWire(package.Extension),
        };
        foreach (var (platform, checksum) in package.Checksums)
        {
            message.Checksums.Add(platform, ByteString.CopyFrom(checksum));
        }
        return (await _monitor.RegisterPackageAsync(message)).Ref;
    }

    private static Parameterization? ToWire(RegisterPackageRequest.PackageParameterization? value) => value is null ? null : new Parameterization
    {
        Name = value.Name,
        Version = value.Version,
        Value = ByteString.CopyFrom(value.Value),
    };

    // Generated code makes a new request object for each resource, so the content counts.
    private static string KeyOf(RegisterPackageRequest package) =>
        string.Join('\n', [package.Name, package.Version, package.DownloadUrl, .. Parts(package.Parameterization), "/", .. Parts(package.Extension)]);

    private static IEnumerable<string> Parts(RegisterPackageRequest.PackageParameterization? value) =>
        value is null ? [] : [value.Name, value.Version, Convert.ToBase64String(value.Value)];
}
