using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>An output whose value type the caller does not know.</summary>
internal interface IOutput
{
    /// <summary>Waits for the value. Faults when what produced it failed.</summary>
    Task<OutputData<object?>> GetDataAsync();

    /// <summary>
    /// Reads the value if it is there. Otherwise <paramref name="pending"/> is what to wait for: it completes when the value is there, or faults.
    /// </summary>
    bool TryGetData(out OutputData<object?> data, [NotNullWhen(false)] out Task? pending);
}

/// <summary>An output that waits to be told its value: one property of a resource that is being registered.</summary>
/// <remarks>Exactly one of the two methods is called, once.</remarks>
internal interface IOutputSource
{
    /// <summary>The type of the value.</summary>
    Type ValueType { get; }

    /// <summary>Settles the output. A null value becomes the default of <see cref="ValueType"/>.</summary>
    void Resolve(OutputData<object?> data);

    /// <summary>Makes everything that waits for the output fail with <paramref name="exception"/>.</summary>
    void Fail(Exception exception);
}
