using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>The few colours with a meaning, by Grafana's names; series that mean nothing special get the palette's.</summary>
public static class Colours
{
    /// <summary>As it should be.</summary>
    public const string Good = "green";

    /// <summary>Look at it when there is time.</summary>
    public const string Warning = "orange";

    /// <summary>Look at it now.</summary>
    public const string Bad = "red";

    /// <summary>A number that is neither good nor bad.</summary>
    public const string Neutral = "text";
}

/// <summary>From which values on a value changes colour.</summary>
/// <param name="Base">The colour of all values below the first step.</param>
/// <param name="Steps">From which value on which colour, rising.</param>
public sealed record Thresholds(string Base, ImmutableArray<(double From, string Colour)> Steps)
{
    /// <summary>No value is better than another.</summary>
    public static Thresholds None { get; } = new(Colours.Neutral, []);

    /// <summary>There should be none at all.</summary>
    public static Thresholds AnyIsBad { get; } = new(Colours.Good, [(1, Colours.Bad)]);

    /// <summary>There should be none, and a few are no reason to get up.</summary>
    public static Thresholds AnyIsWarning { get; } = new(Colours.Good, [(1, Colours.Warning)]);

    /// <summary>Of a share that is in use: what is left above nine tenths is little to act with.</summary>
    public static Thresholds HowFull { get; } = Rising(0.8, 0.9);

    /// <summary>Of a share of requests that failed: one of 1,000, and one of 100.</summary>
    public static Thresholds Errors { get; } = Rising(0.001, 0.01);

    /// <summary>The higher the worse.</summary>
    public static Thresholds Rising(double warning, double bad) => new(Colours.Good, [(warning, Colours.Warning), (bad, Colours.Bad)]);

    /// <summary>The lower the worse.</summary>
    public static Thresholds Falling(double good, double warning) => new(Colours.Bad, [(warning, Colours.Warning), (good, Colours.Good)]);

    /// <summary>As Grafana writes them.</summary>
    internal ImmutableDictionary<string, object> Content() => Fields.Of(
        ("mode", "absolute"),
        ("steps", Fields.List(Steps.Select(step => Fields.Of(("color", step.Colour), ("value", step.From)))
            // Null is below every number; without the field Grafana takes the step for one at zero.
            .Prepend(Fields.Of(("color", Base), ("value", DBNull.Value))))));
}
