using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The recorded outputs of another stack.</summary>
public class StackReference : CustomResource
{
    /// <summary>Reads another stack.</summary>
    /// <param name="name">The logical name, and the stack's name unless the arguments give it.</param>
    /// <param name="args">The stack's name, when it is an output or differs from the logical name.</param>
    /// <param name="options">Everything else; null for the defaults.</param>
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : this(new StackReferenceArgs { Name = args?.Name ?? name }, name, options)
    {
    }

    private StackReference(StackReferenceArgs args, string name, CustomResourceOptions? options)
        : base(
            "pulumi:pulumi:StackReference",
            name,
            args,
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = args.Name }),
            registerPackageRequest: null)
    {
    }

    /// <summary>The full name of the stack.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>All its outputs. A secret if one of them is.</summary>
    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    /// <summary>Which of its outputs are secret.</summary>
    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>One output, or null if the stack has none of that name. A secret if the other stack says so.</summary>
    public Output<object?> GetOutput(Input<string> name) => Pick(name, static (outputs, key, _) => outputs?.GetValueOrDefault(key));

    /// <summary>One output that must exist. A secret if the other stack says so.</summary>
    /// <exception cref="KeyNotFoundException">In the output: the stack has no output of that name.</exception>
    public Output<object> RequireOutput(Input<string> name) => Pick(name, static (outputs, key, stack) => outputs is not null && outputs.TryGetValue(key, out var value)
        ? value
        : throw new KeyNotFoundException($"Stack '{stack}' has no output '{key}'."));

    /// <summary>The plain value of an output, or null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The output is secret.</exception>
    public async Task<object?> GetValueAsync(Input<string> name) => RefuseSecret(await GetOutput(name).DataTask, nameof(GetOutput));

    /// <summary>The plain value of an output that must exist.</summary>
    /// <exception cref="InvalidOperationException">The output is secret.</exception>
    /// <exception cref="KeyNotFoundException">The stack has no output of that name.</exception>
    public async Task<object> RequireValueAsync(Input<string> name) => RefuseSecret(await RequireOutput(name).DataTask, nameof(RequireOutput));

    /// <summary>The value of an output together with whether it is secret.</summary>
    /// <returns>Details whose two values are both null if there is no such output.</returns>
    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var data = await GetOutput(name).DataTask;
        return data.IsSecret
            ? new StackReferenceOutputDetails { SecretValue = data.Value }
            : new StackReferenceOutputDetails { Value = data.Value };
    }

    private static T RefuseSecret<T>(OutputData<T> data, string alternative) => data.IsSecret
        ? throw new InvalidOperationException($"The output is secret, and its plain value would not be protected; use {alternative} instead.")
        : data.Value;

    private Output<T> Pick<T>(Input<string> name, Func<ImmutableDictionary<string, object>?, string, string, T> pick) => new(PickAsync(name.ToOutput(), pick));

    private async Task<OutputData<T>> PickAsync<T>(Output<string> name, Func<ImmutableDictionary<string, object>?, string, string, T> pick)
    {
        var key = await name.DataTask;
        var outputs = await Outputs.DataTask;
        var secretNames = await SecretOutputNames.DataTask;
        var stack = await Name.DataTask;

        // The set of all outputs is secret as soon as one is; which one, only the names tell.
        var isKnown = key.IsKnown && outputs.IsKnown;
        var isSecret = key.IsSecret || (secretNames.IsKnown && key.IsKnown && !secretNames.Value.IsDefault
            ? secretNames.Value.Contains(key.Value, StringComparer.Ordinal)
            : outputs.IsSecret);
        return OutputData.Create(
            isKnown ? pick(outputs.Value, key.Value, stack.Value) : default!,
            isKnown,
            isSecret,
            OutputData.Union(outputs.Resources, key.Resources));
    }
}

/// <summary>Which stack a <see cref="StackReference"/> reads.</summary>
public class StackReferenceArgs : ResourceArgs
{
    /// <summary>The stack's full name, <c>organization/project/stack</c>; the resource's logical name by default.</summary>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}

/// <summary>An output of another stack: one of the two values is set.</summary>
public sealed class StackReferenceOutputDetails
{
    /// <summary>The value of an output that is not secret.</summary>
    public object? Value { get; set; }

    /// <summary>The value of a secret output.</summary>
    public object? SecretValue { get; set; }
}
