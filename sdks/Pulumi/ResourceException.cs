namespace Pulumi;

/// <summary>A failure that belongs to one resource: it is shown beside it.</summary>
public class ResourceException : Exception
{
    /// <summary>A failure that belongs to a resource.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="resource">The resource; null if there is none yet.</param>
    /// <param name="hideStack">Whether the message is shown without the stack trace.</param>
    public ResourceException(string message, Resource? resource, bool hideStack = false)
        : base(message)
    {
        Resource = resource;
        HideStack = hideStack;
    }

    internal Resource? Resource { get; }

    internal bool HideStack { get; }
}
