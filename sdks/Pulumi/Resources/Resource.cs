namespace Pulumi;

/// <summary>Something that a program declares: a cloud object, or a group of them.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;

    private protected Resource(string type, string name)
    {
        _type = type;
        _name = name;
    }

    /// <summary>The type token, for example <c>kubernetes:core/v1:Namespace</c>.</summary>
    public string GetResourceType() => _type;

    /// <summary>The logical name that the program gave.</summary>
    public string GetResourceName() => _name;
}
