using Infra.Engine.Behaviors;
using Infra.Engine.Values;

namespace Infra.Bench;

/// <summary>A project of which nothing is recorded.</summary>
internal sealed class NoStacks : IRecordedStacks
{
    public static readonly NoStacks Instance = new();

    public string Project => "bench";

    public IReadOnlyList<string> Names => [];

    public PropertyMap? OutputsOf(string stack) => null;
}
