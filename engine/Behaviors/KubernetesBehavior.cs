using System.Text;
using Infra.Engine.Planning;
using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>Kubernetes objects and Helm releases: checked as the real provider does, then made by being rendered.</summary>
/// <remarks>What only a cluster can tell, such as <c>status</c>, is absent from the outputs. An object with unknown inputs is planned only.</remarks>
public sealed class KubernetesBehavior : PackageBehavior
{
    // By this the real provider knows, too, that a name was not chosen by the program.
    internal const string AutoNamedAnnotation = "pulumi.com/autonamed";

    private const string DefaultNamespace = "default";
    private static readonly StringValue True = new("true");

    /// <inheritdoc />
    public override string Package => "kubernetes";

    /// <inheritdoc />
    public override ResourceOutcome Read(ResourceRequest request, string id)
    {
        var type = KubernetesType.Parse(request.Type);
        if (type.Form != KubernetesForm.Object)
            return base.Read(request, id);

        var slash = id.IndexOf('/', StringComparison.Ordinal);
        var metadata = slash < 0
            ? PropertyMap.Of(("name", new StringValue(id)))
            : PropertyMap.Of(("name", new StringValue(id[(slash + 1)..])), ("namespace", new StringValue(id[..slash])));
        // What a secret holds only its cluster tells, whatever a program says to have it kept secret.
        var outputs = request.Inputs
            .Without("data")
            .With("apiVersion", new StringValue(type.ApiVersion))
            .With("kind", new StringValue(type.Kind))
            .With("metadata", metadata);
        return new ResourceOutcome(id, outputs, IsMade: true);
    }

    /// <inheritdoc />
    public override PropertyMap Check(ResourceRequest request)
    {
        var type = KubernetesType.Parse(request.Type);
        return type.Form switch
        {
            KubernetesForm.Release => HelmReleaseCheck.Check(request, Namespace(request.ProviderInputs)),
            KubernetesForm.Object => CheckObject(type, request),
            KubernetesForm.Patch => CheckPatch(type, request),
            _ => request.Inputs,
        };
    }

    /// <inheritdoc />
    public override bool DeletesBeforeReplacing(ResourceRequest request) =>
        request.Old is { } old && IdOf(request.Type, old.Inputs) is { } oldId && oldId == IdOf(request.Type, request.Inputs);

    /// <inheritdoc />
    public override ResourceOutcome Plan(ResourceRequest request)
    {
        var type = KubernetesType.Parse(request.Type);
        var inputs = request.Inputs;
        var id = IdOf(request.Type, inputs);
        var isMade = type.Form is KubernetesForm.Object or KubernetesForm.Release && id is not null && !inputs.ContainsUnknowns && !IsToBeRead(type, inputs);
        return new ResourceOutcome(isMade ? id : null, type is { Group: "", Kind: "Secret" } ? WithSecretData(inputs) : inputs, isMade);
    }

    /// <inheritdoc />
    protected override bool ReplacesResource(ResourceRequest request, PropertyPath path)
    {
        var type = KubernetesType.Parse(request.Type);
        return type.Form == KubernetesForm.Release ? HelmReleaseCheck.ForcesReplacement(path) : KubernetesReplacement.Forces(type, request, path);
    }

    /// <inheritdoc />
    protected override bool ReplacesProvider(ResourceRequest request, PropertyPath path)
    {
        // With an identifier, that alone says which cluster it is; a new kubeconfig then is just a new way to it.
        if (request.Inputs["clusterIdentifier"] is not null || request.Old?.Inputs["clusterIdentifier"] is not null)
            return PropertyPath.Root.Then("clusterIdentifier").Covers(path);

        return path.Segments is [{ Name: "kubeconfig" or "context" or "cluster" }, ..];
    }

    private static PropertyMap CheckObject(KubernetesType type, ResourceRequest request)
    {
        var inputs = request.Inputs;
        if (inputs["apiVersion"] is null)
            inputs = inputs.With("apiVersion", new StringValue(type.ApiVersion));
        if (inputs["kind"] is null)
            inputs = inputs.With("kind", new StringValue(type.Kind));
        if (inputs["metadata"] is not (null or PropertyMap))
            return inputs;

        var metadata = inputs["metadata"] as PropertyMap ?? PropertyMap.Empty;
        if (IsEmpty(metadata["namespace"]) && type.IsKnownNamespaced)
            metadata = metadata.With("namespace", Namespace(request.ProviderInputs) ?? new StringValue(DefaultNamespace));
        if (IsEmpty(metadata["name"]) && IsEmpty(metadata["generateName"]))
            return WithAutoName(type, inputs, metadata, request);

        KubernetesNames.Check(type, metadata);
        return inputs.With("metadata", metadata);
    }

    private static PropertyMap CheckPatch(KubernetesType type, ResourceRequest request)
    {
        if (request.Inputs["metadata"] is null or PropertyMap && (request.Inputs["metadata"] as PropertyMap)?["name"] is null)
            throw new ResourceCheckException("metadata.name", $"a patch needs the name of the {type.Kind} that it changes.");

        return request.Inputs;
    }

    private static PropertyMap WithAutoName(KubernetesType type, PropertyMap inputs, PropertyMap metadata, ResourceRequest request)
    {
        if ((metadata["annotations"] ?? PropertyMap.Empty) is PropertyMap annotations)
            metadata = metadata.With("annotations", annotations.With(AutoNamedAnnotation, True));

        var kept = KeptName(request);
        metadata = metadata.With("name", kept ?? new StringValue(AutoName.For(request.Name, request.Urn)));
        inputs = inputs.With("metadata", metadata);
        if (kept is not null && IsReplaced(type, request with { Inputs = inputs }))
        {
            // A successor has a name of its own, so that it can be there, and be referred to, before the old one goes.
            metadata = metadata.With("name", new StringValue(AutoName.For(request.Name, $"{request.Urn}\n{kept.Value}")));
            inputs = inputs.With("metadata", metadata);
        }

        KubernetesNames.Check(type, metadata);
        return inputs;
    }

    // A secret with neither a name nor anything in it is none that somebody declares. It is there already, or will be, and is read as soon as its id is known;
    // until then the SDKs of Pulumi register it like any other.
    private static bool IsToBeRead(KubernetesType type, PropertyMap inputs) =>
        type is { Group: "", Kind: "Secret" }
        && ((inputs["metadata"] as PropertyMap)?["annotations"] as PropertyMap)?[AutoNamedAnnotation] is not null
        && inputs["data"] is null
        && inputs["stringData"] is null;

    private static bool IsReplaced(KubernetesType type, ResourceRequest request) =>
        request.Old is { IsPlannedOnly: false } old
        && PropertyDiff.Between(old.Inputs, request.Inputs).Any(difference => KubernetesReplacement.Forces(type, request, difference.Path));

    private static StringValue? KeptName(ResourceRequest request)
    {
        if (request.Old?.Inputs["metadata"] is not PropertyMap old || old["name"] is not StringValue name)
            return null;

        var isMarked = (old["annotations"] as PropertyMap)?[AutoNamedAnnotation] is StringValue { Value: "true" };
        return isMarked || AutoName.CouldBe(name.Value, request.Name) ? name : null;
    }

    private static PropertyValue? Namespace(PropertyMap providerInputs) => IsEmpty(providerInputs["namespace"]) ? null : providerInputs["namespace"];

    private static bool IsEmpty(PropertyValue? value) => value is null or NullValue or StringValue { Value: "" };

    private static string? IdOf(string type, PropertyMap inputs)
    {
        var names = type == KubernetesType.Release ? inputs : inputs["metadata"] as PropertyMap;
        return (names?["namespace"], names?["name"]) switch
        {
            (StringValue { Value: var space }, StringValue { Value: var name }) => $"{space}/{name}",
            (null, StringValue { Value: var name }) => name,
            _ => null,
        };
    }

    // The API server answers what is written as stringData as data, too.
    private static PropertyMap WithSecretData(PropertyMap inputs)
    {
        var isSecret = inputs["stringData"] is SecretValue;
        var plain = inputs["stringData"] switch
        {
            SecretValue { Value: PropertyMap secret } => secret,
            PropertyMap map => map,
            _ => null,
        };
        var data = inputs["data"] as PropertyMap;
        if (plain is null || (inputs["data"] is not null && data is null))
            return inputs;

        data ??= PropertyMap.Empty;
        foreach (var (key, value) in plain)
            data = data.With(key, Encode(value));

        return inputs.With("data", isSecret ? new SecretValue(data) : data);
    }

    private static PropertyValue Encode(PropertyValue value) => value switch
    {
        StringValue { Value: var text } => new StringValue(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        SecretValue { Value: var inner } => new SecretValue(Encode(inner)),
        _ => UnknownValue.Instance,
    };
}
