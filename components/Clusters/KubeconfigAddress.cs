using System.Text.RegularExpressions;

namespace Infra.Components.Clusters;

/// <summary>The address of the API that a kubeconfig names.</summary>
internal static partial class KubeconfigAddress
{
    /// <summary>Finds it.</summary>
    /// <param name="kubeconfig">The kubeconfig, in YAML or JSON.</param>
    /// <param name="whose">What to call it when it names none: <c>Karmada's kubeconfig</c>.</param>
    /// <exception cref="ArgumentException">It names none.</exception>
    public static string Of(string kubeconfig, string whose) => Server().Match(kubeconfig) is { Success: true } found
        ? found.Groups["address"].Value
        : throw new ArgumentException($"{whose} names no server", nameof(kubeconfig));

    [GeneratedRegex(@"(?<![\w-])[""']?server[""']?:\s*[""']?(?<address>https://[^\s""',}]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Server();
}
