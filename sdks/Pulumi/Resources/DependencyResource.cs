namespace Pulumi;

/// <summary>A resource of which only the URN is known: it stands in dependency sets for what this program did not construct.</summary>
internal sealed class DependencyResource : CustomResource
{
    public DependencyResource(string urn)
        : base(urn)
    {
    }
}
