namespace Pulumi;

/// <summary>A resource whose life a provider manages.</summary>
public class CustomResource : Resource
{
    private protected CustomResource(string type, string name)
        : base(type, name)
    {
    }
}
