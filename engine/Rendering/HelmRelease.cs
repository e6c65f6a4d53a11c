using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Rendering;

/// <summary>A Helm release as a program asks for it, read.</summary>
internal sealed record HelmRelease(string Urn, string Cluster, string Namespace, string Name, string Chart, PropertyMap Inputs)
{
    private static readonly string[] NotForFlux = ["keyring", "postrender", "verify", "devel", "dependencyUpdate"];
    private static readonly string[] DescriptorOrder = ["name", "namespace", "chart", "version", "repository"];

    /// <summary>The chart's version; null for the newest.</summary>
    public string? Version => Text(Inputs, "version");

    /// <summary>The address of the repository; null when the chart is an address or a path itself.</summary>
    public string? Repository => Text(Options, "repo");

    /// <summary>The address of a chart in an OCI registry; null when it is not in one.</summary>
    public string? OciAddress
    {
        get
        {
            if (Chart.StartsWith("oci://", StringComparison.Ordinal))
                return Chart;

            return Repository?.StartsWith("oci://", StringComparison.Ordinal) == true ? $"{Repository.TrimEnd('/')}/{Chart}" : null;
        }
    }

    /// <summary>Whether the repository asks for a user and a password.</summary>
    public bool HasCredentials => Options["username"] is not null || Options["password"] is not null;

    /// <summary>The values without what is secret in them.</summary>
    public PropertyMap PlainValues => Inputs["values"] is PropertyMap values ? SecretParts.Without(values) : PropertyMap.Empty;

    /// <summary>Where something secret stands in the values.</summary>
    public ImmutableArray<string> SecretValuePaths => Inputs["values"] is { } values ? SecretParts.Paths(values, PropertyPath.Root.Then("values")) : [];

    /// <summary>The Secret that has to hold, under <c>values.yaml</c>, the values that are not written.</summary>
    public string ValuesSecret => $"{Name}-values";

    /// <summary>The Secret that has to hold the repository's user and password.</summary>
    public string CredentialsSecret => $"{Name}-repository";

    /// <summary>Why Flux cannot deliver it; null when it can.</summary>
    public string? FluxObstacle
    {
        get
        {
            var secret = SecretParts.Paths(Inputs.Without("values").Without("repositoryOpts"), PropertyPath.Root);
            if (!secret.IsEmpty)
                return $"its {string.Join(", ", secret)} is secret";
            if (OciAddress is null && Repository is null)
                return $"its chart '{Chart}' is in no repository";
            if (OciAddress is null && !IsWebAddress(Repository!))
                return $"its repository '{Repository}' is neither at an http(s):// nor at an oci:// address";
            if (Inputs["valueYamlFiles"] is ListValue { Items.Length: > 0 })
                return "it takes values from files";
            if (Options["caFile"] is not null || Options["certFile"] is not null || Options["keyFile"] is not null)
                return "its repository is trusted by files";

            var option = Array.Find(NotForFlux, name => Inputs[name] is not (null or BoolValue { Value: false } or StringValue { Value: "" }));
            return option is null ? null : $"Flux has no '{option}'";
        }
    }

    /// <summary>Where its descriptor goes, in the stack's folder.</summary>
    public string DescriptorPath => $"{SafeName.For(Cluster)}/helm/{SafeName.For(Namespace)}-{SafeName.For(Name)}.yaml";

    private PropertyMap Options => Inputs["repositoryOpts"] as PropertyMap ?? PropertyMap.Empty;

    /// <summary>Reads a release; null when its name, namespace or chart is secret or not known.</summary>
    public static HelmRelease? Read(ResourceState state, string cluster)
    {
        var inputs = SecretParts.InputsOf(state);

        // However a password came here, it goes no further.
        if (inputs["repositoryOpts"] is PropertyMap options && options["password"] is { ContainsSecrets: false } password)
            inputs = inputs.With("repositoryOpts", options.With("password", new SecretValue(password)));

        return Text(inputs, "name") is { } name && Text(inputs, "namespace") is { } space && Text(inputs, "chart") is { } chart
            ? new HelmRelease(state.Urn, cluster, space, name, chart, inputs)
            : null;
    }

    /// <summary>A number or flag of the inputs as it is; null when it is absent.</summary>
    public PropertyValue? Option(string name) => Inputs[name] is BoolValue or NumberValue ? Inputs[name] : null;

    /// <summary>Whether a flag is set.</summary>
    public bool Is(string name) => Inputs[name] is BoolValue { Value: true };

    /// <summary>What <c>helm upgrade --install</c> has to be told.</summary>
    public string Descriptor()
    {
        var secret = SecretParts.Paths(Inputs, PropertyPath.Root);
        var told = SecretParts.Without(Inputs).Without("resourceNames").Without("manifest").Without("compat").Without("status");
        if (told["valueYamlFiles"] is ListValue files)
            told = told.With("valueYamlFiles", new ListValue([.. files.Items.Select(DescribeFile)]));
        if (!secret.IsEmpty)
            told = told.With("secretsLeftOut", new ListValue([.. secret.Select(path => new StringValue(path))]));
        if (told["repositoryOpts"] is PropertyMap options && Repository is { } repository)
        {
            var others = options.Without("repo");
            told = others.Count == 0 ? told.Without("repositoryOpts") : told.With("repositoryOpts", others);
            told = told.With("repository", new StringValue(repository));
        }

        try
        {
            return ManifestYaml.Write(told, DescriptorOrder);
        }
        catch (InvalidOperationException e)
        {
            throw new EngineException($"{Urn} cannot be described: {e.Message}", e);
        }
    }

    /// <summary>The Secrets that have to be there for it, or what a descriptor does not tell.</summary>
    public IEnumerable<LeftOutObject> LeftOut(bool isFlux)
    {
        if (!isFlux)
        {
            var paths = SecretParts.Paths(Inputs, PropertyPath.Root);
            return paths.IsEmpty ? [] : [new LeftOutObject(Cluster, "Release", Namespace, Name, Urn, paths)];
        }

        var left = new List<LeftOutObject>();
        if (!SecretValuePaths.IsEmpty)
            left.Add(new LeftOutObject(Cluster, "Secret", Namespace, ValuesSecret, Urn, SecretValuePaths));
        if (HasCredentials)
            left.Add(new LeftOutObject(Cluster, "Secret", Namespace, CredentialsSecret, Urn, ["repositoryOpts.username", "repositoryOpts.password"]));

        return left;
    }

    /// <summary>The release as it is listed.</summary>
    public RenderedRelease ToRendered(bool isFlux, string? note) => new(Cluster, Namespace, Name, Chart, Version, Repository, isFlux, note);

    private static PropertyValue DescribeFile(PropertyValue file) => file switch
    {
        AssetValue { Source: AssetSource.Text, Content: var text } => PropertyMap.Of(("text", new StringValue(text))),
        AssetValue { Content: var place } => new StringValue(place),
        ArchiveValue { Location: { Length: > 0 } place } => new StringValue(place),
        _ => file,
    };

    private static bool IsWebAddress(string address) =>
        address.StartsWith("https://", StringComparison.Ordinal) || address.StartsWith("http://", StringComparison.Ordinal);

    private static string? Text(PropertyMap map, string name) => map[name] is StringValue { Value: { Length: > 0 } text } ? text : null;
}
