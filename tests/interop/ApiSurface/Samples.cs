using Pulumi;

namespace Infra.Interop.Tests.ApiSurface;

// Types for the printer to print: nobody calls them.
[OutputType]
public class Sample<T> : ResourceArgs
{
#pragma warning disable CA1051 // output types have fields
    public readonly T? Value;
#pragma warning restore CA1051

    public Sample() => Value = default;

    protected Sample(string text = "x") => Token = text;

    internal Sample(int hidden) => Value = hidden == 0 ? default : Value;

    [Input("name", required: true)]
    public Input<string>? Name { get; set; }

    public InputMap<string> Labels { get; set; } = [];

    public string Token { get; private set; } = "";

    public static bool TryGet(string key, out T? value)
    {
        value = default;
        return key.Length == 0;
    }

    public List<T?> All(IEnumerable<string?>? names = null, int count = 3, bool? deep = null) => [];

    public override string ToString() => Token;
}

public static class SampleExtensions
{
    public static void Add<T>(this InputList<T> list, params T[] items)
        where T : Resource, new()
    {
    }
}

[Obsolete("replaced")]
public abstract class ObsoleteSample;
