namespace Pulumi;

/// <summary>A failure whose message is all that a user needs: it is shown without type and stack trace.</summary>
public class RunException : Exception
{
    /// <summary>A failure with a message for the user.</summary>
    public RunException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with a message for the user, and its cause.</summary>
    public RunException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The failure of a stack that puts <c>[Output]</c> on properties that are no outputs.</summary>
    public static RunException OutputsHaveIncorrectType(IEnumerable<string> outputAttributeNames) =>
        new($"The stack's outputs {string.Join(", ", outputAttributeNames)} have the wrong type. The attribute [Output] belongs on properties of a type Output<…>.");
}
