namespace Infra.Components.Monitoring.Dashboards;

/// <summary>The unit of a value, which decides how Grafana writes it.</summary>
/// <param name="Id">Grafana's name for it (grafana.com, "Standard options: Unit"), or a suffix of one's own: <c>suffix:cores</c>.</param>
public sealed record Unit(string Id)
{
    /// <summary>A count: 1.5 K.</summary>
    public static Unit Count { get; } = new("short");

    /// <summary>Words.</summary>
    public static Unit Text { get; } = new("string");

    /// <summary>A ratio, where 1 is all: 42 %.</summary>
    public static Unit Ratio { get; } = new("percentunit");

    /// <summary>A ratio, where 100 is all.</summary>
    public static Unit Percent { get; } = new("percent");

    /// <summary>A moment, given in milliseconds since 1970: 5 minutes ago.</summary>
    public static Unit When { get; } = new("dateTimeFromNow");

    /// <summary>Time in seconds: 3.5 min.</summary>
    public static Unit Seconds { get; } = new("s");

    /// <summary>Time in milliseconds.</summary>
    public static Unit Milliseconds { get; } = new("ms");

    /// <summary>A size in bytes, by 1024: 1.5 GiB.</summary>
    public static Unit Bytes { get; } = new("bytes");

    /// <summary>Bytes in each second, by 1024.</summary>
    public static Unit BytesPerSecond { get; } = new("binBps");

    /// <summary>Requests in each second.</summary>
    public static Unit RequestsPerSecond { get; } = new("reqps");

    /// <summary>Operations in each second.</summary>
    public static Unit OperationsPerSecond { get; } = new("ops");

    /// <summary>Anything else in each second.</summary>
    public static Unit PerSecond { get; } = new("count:/s");

    /// <summary>Processor cores.</summary>
    public static Unit Cores { get; } = new("suffix:cores");

    /// <summary>How many times as fast as allowed: 14.4 x.</summary>
    public static Unit Times { get; } = new("suffix:x");

    /// <summary>US dollars, in which OpenCost counts if it is not told otherwise.</summary>
    public static Unit Dollars { get; } = new("currencyUSD");
}
