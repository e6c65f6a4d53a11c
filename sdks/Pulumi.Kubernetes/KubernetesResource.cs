namespace Pulumi.Kubernetes;

/// <summary>An object of a Kubernetes API server, or what the provider treats as one.</summary>
public abstract class KubernetesResource : CustomResource
{
    private protected KubernetesResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options)
        : base(type, name, args, options)
    {
    }
}
