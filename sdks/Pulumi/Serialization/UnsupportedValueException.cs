namespace Pulumi;

/// <summary>A value that cannot be sent to the engine, and where it was found.</summary>
internal sealed class UnsupportedValueException(string message) : Exception(message)
{
    /// <summary>The way from the property to the value, such as <c>.containers[0].name</c>.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Adds a step at the front while the exception travels up.</summary>
    public void PrependToPath(string step) => Path = step + Path;
}
