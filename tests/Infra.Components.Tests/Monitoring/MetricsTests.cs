using System.Text.RegularExpressions;
using Infra.Components.Monitoring;
using Xunit;

namespace Infra.Components.Tests.Monitoring;

public sealed class MetricsTests
{
    [Fact]
    public void Every_metric_is_told_of_once()
    {
        var series = Metrics.All.SelectMany(metric => metric.Series).ToList();

        Assert.Equal(series.Distinct(StringComparer.Ordinal), series);
    }

    [Fact]
    public void Every_name_and_label_is_one_that_Prometheus_takes() =>
        Assert.All(
            Metrics.All.SelectMany(metric => metric.Labels.Append(metric.Name)),
            name => Assert.Matches(new Regex("^[a-zA-Z_][a-zA-Z0-9_]*$", RegexOptions.None, TimeSpan.FromSeconds(1)), name));

    [Fact]
    public void No_metric_repeats_a_label_or_has_none_where_a_list_is_missing() =>
        Assert.All(Metrics.All, metric => Assert.Equal(metric.Labels.Distinct(StringComparer.Ordinal), metric.Labels));

    [Theory]
    [InlineData("node_load1", "node_load1")]
    [InlineData("etcd_disk_wal_fsync_duration_seconds_bucket", "etcd_disk_wal_fsync_duration_seconds")]
    [InlineData("istio_request_duration_milliseconds_count", "istio_request_duration_milliseconds")]
    public void A_metric_is_found_by_the_name_of_each_of_its_series(string series, string metric) =>
        Assert.Equal(metric, Metrics.Find(series)?.Name);

    [Theory]
    [InlineData("node_load2")]
    [InlineData("node_load1_bucket")]
    [InlineData("etcd_disk_wal_fsync_duration_seconds")]
    public void What_nothing_produces_is_not_found(string series) => Assert.Null(Metrics.Find(series));

    [Fact]
    public void The_labels_of_traffic_are_there() => Assert.Contains("destination_workload", Metrics.Find("istio_requests_total")!.Labels);
}
