using System.Globalization;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Bench;

/// <summary>The program that is measured: a stack of ConfigMaps, 2 KiB each, no two alike.</summary>
internal static class ConfigMapProgram
{
    /// <summary>The size of one ConfigMap's data.</summary>
    public const int ContentBytes = 2048;

    /// <summary>The configuration key that says how many there are.</summary>
    public const string CountKey = "bench:count";

    // A program that is alive holds its resources, so they count when memory is measured.
    private static ConfigMap[] s_resources = [];

    /// <summary>Runs it against the engine that the environment names.</summary>
    public static Task<int> RunAsync() => Deployment.RunAsync(() =>
    {
        var count = new Config("bench").RequireInt32("count");
        s_resources = new ConfigMap[count];
        for (var number = 0; number < count; number++)
        {
            s_resources[number] = Make(number);
        }
    });

    /// <summary>Lets go of the resources of the last run.</summary>
    public static void Forget() => s_resources = [];

    private static ConfigMap Make(int number)
    {
        var name = number.ToString("'settings-'00000", CultureInfo.InvariantCulture);
        return new ConfigMap(name, new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs { Name = name, Namespace = "bench", Labels = { ["app"] = "bench" } },
            Data = { ["content"] = name.PadRight(ContentBytes, '.') },
        });
    }
}
