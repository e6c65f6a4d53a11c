using System.Globalization;

namespace Infra.Components.Mesh;

/// <summary>Writes times as both Istio and Gateway API read them.</summary>
internal static class Durations
{
    /// <summary>A time in seconds, to the millisecond: <c>2s</c>, <c>500ms</c>, <c>1s500ms</c>.</summary>
    public static string Text(decimal seconds)
    {
        var milliseconds = (long)(seconds * 1000);
        var (whole, rest) = (milliseconds / 1000, milliseconds % 1000);
        var text = (whole == 0 && rest != 0 ? "" : $"{whole.ToString(CultureInfo.InvariantCulture)}s");
        return rest == 0 ? text : $"{text}{rest.ToString(CultureInfo.InvariantCulture)}ms";
    }
}
