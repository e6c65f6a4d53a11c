using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>Where the credential of a cluster comes from.</summary>
public abstract record KubeconfigSource
{
    private KubeconfigSource(string? context) => Context = context;

    /// <summary>The context to use.</summary>
    /// <value>Null: the kubeconfig's current one.</value>
    public string? Context { get; }

    /// <summary>The kubeconfig, or the path to it.</summary>
    public abstract Output<string> Kubeconfig { get; }

    /// <summary>The kubeconfig's text, a secret.</summary>
    /// <value>Null where it is in a file, of which nothing is read here.</value>
    public virtual Output<string>? Text => null;

    /// <summary>A kubeconfig file on the machine that runs the plan. The path is no secret; nothing of the file is recorded.</summary>
    public static KubeconfigSource FromFile(string path, string? context = null) => new File(path, context);

    /// <summary>A kubeconfig's text. It is a secret from here on, whatever it was before.</summary>
    public static KubeconfigSource FromContent(Output<string> content, string? context = null) => new Content(content, context);

    /// <summary>What another stack handed on: a kubeconfig's text, which is a secret, or its path; and the context in it to use, if not its current one.</summary>
    public static KubeconfigSource FromStack(Output<string> kubeconfig, Output<string?> context) => new Handed(kubeconfig, context);

    /// <summary>The arguments of a provider for the cluster of this name.</summary>
    /// <remarks>
    /// With an identifier of its own a provider is the same cluster whatever its kubeconfig says, so a new address or credential replaces nothing.
    /// Config maps and secrets are changed in place, as the API server allows: by default the provider deletes one of a fixed name to make it anew, and its readers
    /// would be without it in between.
    /// </remarks>
    public ProviderArgs ProviderFor(string cluster) => new()
    {
        KubeConfig = Kubeconfig,
        Context = ProviderContext,
        ClusterIdentifier = cluster,
        EnableConfigMapMutable = true,
        EnableSecretMutable = true,
    };

    // What a provider is told, which may come to be known later than the rest.
    private protected virtual Input<string>? ProviderContext => Context is null ? (Input<string>?)null : Context;

    private sealed record File(string Path, string? FileContext) : KubeconfigSource(FileContext)
    {
        public override Output<string> Kubeconfig { get; } = Output.Create(Path);
    }

    private sealed record Content(Output<string> Given, string? ContentContext) : KubeconfigSource(ContentContext)
    {
        public override Output<string> Kubeconfig { get; } = Output.CreateSecret(Given);

        public override Output<string> Text => Kubeconfig;
    }

    private sealed record Handed(Output<string> Given, Output<string?> HandedContext) : KubeconfigSource((string?)null)
    {
        public override Output<string> Kubeconfig { get; } = Given;

        private protected override Input<string>? ProviderContext => HandedContext!;
    }
}
