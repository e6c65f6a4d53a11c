using System.Collections.Concurrent;
using System.Security.Cryptography;
using Google.Protobuf;
using Infra.Engine.Planning;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>The packages that the program registered, by the reference that it got for each.</summary>
internal sealed class Packages
{
    private readonly ConcurrentDictionary<string, PackageRequest> _byReference = new(StringComparer.Ordinal);

    /// <summary>Registers a package; the same package gets the same reference.</summary>
    public string Register(RegisterPackageRequest request)
    {
        var reference = new Guid(SHA256.HashData(request.ToByteArray()).AsSpan(0, 16), bigEndian: true).ToString();
        var parameterized = request.Parameterization;
        _byReference[reference] = new PackageRequest(parameterized?.Name ?? request.Name, parameterized?.Version ?? request.Version, request.DownloadUrl);
        return reference;
    }

    /// <summary>The package that a request names by reference, or else by version and URL.</summary>
    /// <exception cref="RegistrationException">The reference was never given.</exception>
    public PackageRequest Find(string reference, string version, string downloadUrl)
    {
        if (reference.Length == 0)
            return version.Length == 0 && downloadUrl.Length == 0 ? PackageRequest.Any : new PackageRequest("", version, downloadUrl);

        return _byReference.TryGetValue(reference, out var package)
            ? package
            : throw new RegistrationException($"The package reference '{reference}' was not given by this engine.");
    }
}
