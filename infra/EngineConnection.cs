using System.Reflection;
using Pulumi;

namespace Infra;

/// <summary>How the Pulumi SDK that this program was built with reaches the embedded engine.</summary>
internal static class EngineConnection
{
    /// <summary>Whether it takes the engine in process; the published package knows gRPC only.</summary>
    /// <remarks>The SDK under <c>sdks/</c> says so in its metadata, so the same code builds against either.</remarks>
    public static bool SdkCallsInProcess { get; } = typeof(Deployment).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(metadata => metadata is { Key: "InProcessEngine", Value: "true" });
}
