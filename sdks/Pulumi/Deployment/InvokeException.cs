using Pulumirpc;

namespace Pulumi;

/// <summary>A provider refused the arguments of a function.</summary>
internal sealed class InvokeException(string message) : Exception(message)
{
    public static void ThrowIfAny(string token, IReadOnlyCollection<CheckFailure> failures, string verb = "Invoke")
    {
        if (failures.Count > 0)
        {
            throw new InvokeException($"{verb} of '{token}' failed: {string.Join("; ", failures.Select(Describe))}");
        }
    }

    private static string Describe(CheckFailure failure) => failure.Property.Length == 0 ? failure.Reason : $"{failure.Reason} ({failure.Property})";
}
