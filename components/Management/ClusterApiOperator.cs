using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Management;

/// <summary>Cluster API on the management cluster, by its operator: the core, the kubeadm providers, the provider of Helm charts, and those of clouds.</summary>
/// <remarks>See cluster-api-operator.sigs.k8s.io. Each provider is ready when its condition says so; what uses it depends on <see cref="Providers"/>.</remarks>
public sealed class ClusterApiOperator : ComponentResource
{
    /// <summary>The providers. A cluster depends on all of them, so that it is gone before they are.</summary>
    public ImmutableArray<Resource> Providers { get; }

    /// <summary>Installs Cluster API.</summary>
    public ClusterApiOperator(string name, ClusterApiOperatorArgs args, ComponentResourceOptions? options = null)
        : base("infra:management:ClusterApiOperator", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var management = new CustomResourceOptions { Parent = this, Provider = args.Management.Connection };
        var system = new ChartRelease(args.Chart ?? Versions.ClusterApiOperator, ClusterApiOperatorManifests.OperatorNamespace, ClusterApiOperatorManifests.Values(args))
            .Install(name, CustomResourceOptions.Merge(management, new CustomResourceOptions { DependsOn = { args.Needs.ToArray() } }));

        var core = Provide(name, ClusterApiOperatorManifests.Core, args, management, system);
        // The others register themselves with the core, so it comes first and goes last.
        Providers =
        [
            core,
            .. ClusterApiOperatorManifests.Others(args).Select(provider => Provide(name, provider, args, management, core)),
        ];
        RegisterOutputs(new Dictionary<string, object?> { ["clusterApi"] = Versions.ClusterApi });
    }

    private static CustomObject Provide(string name, ClusterApiProvider provider, ClusterApiOperatorArgs args, CustomResourceOptions management, Resource after)
    {
        var home = new Namespace($"{name}-{provider.Namespace}", new NamespaceArgs { Metadata = new ObjectMetaArgs { Name = provider.Namespace } }, management);
        var needs = new InputList<Resource> { home, after };
        if (provider.Variables is { } variables)
            needs.Add(Variables($"{name}-{provider.Namespace}-variables", provider.Namespace, variables(args), CustomResourceOptions.Merge(management, new CustomResourceOptions { DependsOn = { home } })));

        return new CustomObject(
            $"{name}-{provider.Kind}-{provider.Name}",
            new SpecArgs(ClusterApiOperatorManifests.ApiVersion, provider.Kind)
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = provider.Name,
                    Namespace = provider.Namespace,
                    // Pulumi goes on when the provider runs, and not when it is merely written down.
                    Annotations = { ["pulumi.com/waitFor"] = "condition=Ready" },
                },
                Spec = ClusterApiOperatorManifests.Spec(provider, args),
            },
            CustomResourceOptions.Merge(management, new CustomResourceOptions { DependsOn = needs }));
    }

    // Where there is no credential nothing is secret, although it has to be in a secret: then nothing asks for a passphrase to keep it by.
    private static Resource Variables(string name, string space, ProviderVariables variables, CustomResourceOptions options) => variables.Secret is { } secret
        ? new Secret(
            name,
            new SecretArgs { Metadata = new ObjectMetaArgs { Name = ClusterApiOperatorManifests.VariablesSecret, Namespace = space }, StringData = Output.CreateSecret(secret) },
            options)
        : KubernetesObjectResource.Create(
            name, new KubernetesObject("v1", "Secret", ClusterApiOperatorManifests.VariablesSecret, Fields.Of(("stringData", variables.Plain))), space, options);
}
