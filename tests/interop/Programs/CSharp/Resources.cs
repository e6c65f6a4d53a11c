using System.Collections.Immutable;
using Pulumi;

namespace Infra.Interop.Programs;

/// <summary>A resource of a package that no engine knows.</summary>
internal sealed class Widget(string name, WidgetArgs args, CustomResourceOptions? options = null) : CustomResource("demo:index:Widget", name, args, options)
{
    [Output("made")]
    public Output<string> Made { get; private set; } = null!;
}

internal sealed class WidgetArgs : ResourceArgs
{
    [Input("size")]
    public Input<int>? Size { get; set; }

    [Input("label")]
    public Input<string>? Label { get; set; }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    [Input("parts")]
    private InputList<string>? _parts;

    public InputList<string> Parts
    {
        get => _parts ??= [];
        set => _parts = value;
    }

    [Input("first")]
    public Input<string>? First { get; set; }

    [Input("password")]
    public Input<string>? Password { get; set; }

    [Input("file")]
    public Input<AssetOrArchive>? File { get; set; }

    [Input("folder")]
    public Input<AssetOrArchive>? Folder { get; set; }

    [Input("settings")]
    public Input<Resource>? Settings { get; set; }

    [Input("number")]
    public Input<double>? Number { get; set; }

    [Input("flag")]
    public Input<bool>? Flag { get; set; }

    [Input("empty")]
    public InputList<string>? Nothing { get; set; }

    [Input("deep")]
    public InputList<object>? Deep { get; set; }
}

/// <summary>A resource that the engine makes.</summary>
internal sealed class ConfigMap(string name, ConfigMapArgs args, CustomResourceOptions? options = null)
    : CustomResource("kubernetes:core/v1:ConfigMap", name, args, options)
{
    [Output("metadata")]
    public Output<ImmutableDictionary<string, object>> Metadata { get; private set; } = null!;
}

internal sealed class ConfigMapArgs : ResourceArgs
{
    [Input("apiVersion")]
    public Input<string> ApiVersion { get; set; } = "v1";

    [Input("kind")]
    public Input<string> Kind { get; set; } = "ConfigMap";

    [Input("metadata")]
    private InputMap<object>? _metadata;

    public InputMap<object> Metadata
    {
        get => _metadata ??= [];
        set => _metadata = value;
    }

    [Input("data")]
    private InputMap<string>? _data;

    public InputMap<string> Data
    {
        get => _data ??= [];
        set => _data = value;
    }
}

/// <summary>Where config maps go.</summary>
internal sealed class Cluster(string name, ClusterArgs args, CustomResourceOptions? options = null) : ProviderResource("kubernetes", name, args, options);

internal sealed class ClusterArgs : ResourceArgs
{
    [Input("clusterIdentifier")]
    public Input<string>? ClusterIdentifier { get; set; }

    [Input("context")]
    public Input<string>? Context { get; set; }
}
