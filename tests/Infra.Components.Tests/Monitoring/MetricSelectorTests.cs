using Infra.Components.Monitoring;
using Xunit;

namespace Infra.Components.Tests.Monitoring;

public sealed class MetricSelectorTests
{
    [Theory]
    [InlineData("up", "up")]
    [InlineData("up == 0", "up")]
    [InlineData("sum(rate(a_total[5m])) / sum(rate(b_total[5m]))", "a_total b_total")]
    [InlineData("sum by (job, pod) (a)", "a")]
    [InlineData("sum(a) by (job)", "a")]
    [InlineData("sum without (pod) (a) > bool 3", "a")]
    [InlineData("a * on (pod, node) group_left (owner) b", "a b")]
    [InlineData("a * on(pod) group_left b", "a b")]
    [InlineData("a and ignoring (x) b unless on () c or vector(0)", "a b c")]
    [InlineData("histogram_quantile(0.99, sum by (le) (rate(a_bucket{x=\"y\"}[5m] offset 1h)))", "a_bucket")]
    [InlineData("a:b:rate5m{c=\"d\"} > 1e3", "a:b:rate5m")]
    [InlineData("a > -Inf or b == NaN", "a b")]
    [InlineData("label_replace(a, \"namespace\", \"$1\", \"exported_namespace\", \"(.+)\")", "a")]
    [InlineData("max_over_time(a[1h:5m] @ end())", "a")]
    [InlineData("predict_linear(a{b!~\"c|d\",e=''}[6h], 4 * 24 * 3600) < 0", "a")]
    [InlineData("topk(5, a) # b", "a")]
    [InlineData("# first\na\n# last", "a")]
    [InlineData("{__name__=\"a\", b=\"c\"}", "a")]
    [InlineData("count_values(\"version\", a_info)", "a_info")]
    [InlineData("time() - a > 300", "a")]
    [InlineData("a{b=\"} sum(c) {\"}", "a")]
    [InlineData("a{b=\"\\\"} c\"}", "a")]
    [InlineData("rate(a[$__rate_interval]) * $scale + ${offset} + b", "a b")]
    [InlineData("rate(a{b=\"{{ target }}\"}[{{ interval }}])", "a")]
    public void Finds_the_names_of_metrics_and_nothing_else(string expression, string names) =>
        Assert.Equal(names.Split(' '), MetricSelector.In(expression).Select(selector => selector.Name));

    [Fact]
    public void Tells_the_labels_that_each_is_narrowed_by()
    {
        var selectors = MetricSelector.In("sum by (d) (rate(a{b=\"x, y=\\\"z\\\"\", c!~'1|2'}[5m])) > e");

        Assert.Equal(["b", "c"], selectors[0].Labels);
        Assert.Empty(selectors[1].Labels);
    }
}
