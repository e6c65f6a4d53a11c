using Infra.Engine.Values;

namespace Infra.Engine.Rendering;

/// <summary>One object to be written.</summary>
internal sealed record RenderedObject(string Cluster, string Group, string Kind, string? Namespace, string Name, string Urn, PropertyMap Object)
{
    /// <summary>The manifest.</summary>
    /// <exception cref="EngineException">It holds something that no manifest can hold.</exception>
    public string Text
    {
        get
        {
            try
            {
                return ManifestYaml.Write(Object);
            }
            catch (InvalidOperationException e)
            {
                throw new EngineException($"{Urn} cannot be written as a manifest: {e.Message}", e);
            }
        }
    }

    /// <summary>The object of a manifest.</summary>
    /// <exception cref="EngineException">It does not say what it is.</exception>
    public static RenderedObject Of(PropertyMap manifest, string urn, string cluster)
    {
        var metadata = manifest["metadata"] as PropertyMap;
        if (manifest["apiVersion"] is not StringValue { Value: var version } || manifest["kind"] is not StringValue { Value: var kind }
            || metadata?["name"] is not StringValue { Value: var name })
        {
            throw new EngineException($"{urn} cannot be written as a manifest: its apiVersion, kind and metadata.name have to be plain, known strings.");
        }

        var slash = version.IndexOf('/', StringComparison.Ordinal);
        return new RenderedObject(
            cluster, slash < 0 ? "" : version[..slash], kind, metadata["namespace"] is StringValue { Value: { Length: > 0 } space } ? space : null, name, urn, manifest);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {(Namespace is null ? Name : $"{Namespace}/{Name}")} on the cluster '{Cluster}'";
}
