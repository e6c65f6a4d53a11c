namespace Infra.Interop.Tests.Monitoring;

/// <summary>A story that an alert has to tell, or to keep silent about.</summary>
/// <param name="Alert">The alert's name.</param>
/// <param name="FiresAfter">The first minute at which it fires, which the minute before it must not, in Prometheus' words (<c>1h30m</c>); null where it must never fire.</param>
/// <param name="Labels">The labels of what fires beside severity and team: <c>node=a,mountpoint=/</c>. For a silent story, what it is about.</param>
/// <param name="Series">A line for each series: what it is called, and its values, one a minute, as promtool writes them (<c>0+60x120</c>).</param>
/// <param name="EndsBy">The minute at which it no longer fires; null where that is not told.</param>
internal sealed record AlertCase(string Alert, string? FiresAfter, string Labels, string Series, string? EndsBy = null)
{
    public static AlertCase Fires(string alert, string after, string labels, string series, string? endsBy = null) => new(alert, after, labels, series, endsBy);

    public static AlertCase Silent(string alert, string about, string series) => new(alert, null, about, series);
}
