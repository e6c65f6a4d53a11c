namespace Pulumi;

/// <summary>A value that is kept from the first run on: the output stays what the input was then, until the resource is replaced.</summary>
public sealed class Stash : CustomResource
{
    /// <summary>Keeps a value.</summary>
    /// <param name="name">The logical name.</param>
    /// <param name="args">The value.</param>
    /// <param name="options">Everything else; null for the defaults.</param>
    public Stash(string name, StashArgs args, CustomResourceOptions? options = null)
        : base("pulumi:index:Stash", name, args, options, registerPackageRequest: null)
    {
    }

    /// <summary>The value that the program gives now.</summary>
    [Output("input")]
    public Output<object> Input { get; private set; } = null!;

    /// <summary>The value that is kept.</summary>
    [Output("output")]
    public Output<object> Output { get; private set; } = null!;
}

/// <summary>What a <see cref="Stash"/> keeps.</summary>
public sealed class StashArgs : ResourceArgs
{
    /// <summary>The value.</summary>
    [Input("input", required: true)]
    public Input<object> Input { get; set; } = null!;
}
