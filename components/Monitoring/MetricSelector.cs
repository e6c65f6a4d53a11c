using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <summary>Where an expression asks for series: the metric's name and the labels that it is narrowed by.</summary>
/// <param name="Name">The name of the series, as written.</param>
/// <param name="Labels">The names of the labels in braces, in order.</param>
public sealed record MetricSelector(string Name, ImmutableArray<string> Labels)
{
    /// <summary>The keywords behind which a list of labels stands in parentheses.</summary>
    private static readonly ImmutableHashSet<string> BeforeLabels =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "by", "without", "on", "ignoring", "group_left", "group_right");

    /// <summary>The words that are no metric though no parenthesis follows them.</summary>
    private static readonly ImmutableHashSet<string> Words = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "and", "or", "unless", "atan2", "bool", "offset", "inf", "nan",
        // Aggregations may have their labels before what they aggregate: `sum by (job) (…)`.
        "sum", "min", "max", "avg", "group", "stddev", "stdvar", "count", "count_values", "bottomk", "topk", "quantile", "limitk", "limit_ratio");

    /// <summary>All selectors of an expression of PromQL, in the order in which they are written.</summary>
    /// <remarks>
    /// Nothing is checked beyond what is needed to find names: promtool parses the expressions. Places of Grafana (<c>$interval</c>) and of Flagger
    /// (<c>{{ target }}</c>) may stand wherever they stand in a duration or a text.
    /// </remarks>
    public static ImmutableArray<MetricSelector> In(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var selectors = ImmutableArray.CreateBuilder<MetricSelector>();
        var reader = new PromQlTokens(expression);
        while (reader.Next() is { } token)
        {
            if (token == "{")
            {
                // A selector without a name before it may name its metric as a label.
                var (labels, name) = reader.Braces();
                if (name is not null)
                    selectors.Add(new MetricSelector(name, labels));
            }
            else if (BeforeLabels.Contains(token))
            {
                if (reader.Peek() == '(')
                    reader.Skip('(', ')');
            }
            else if (PromQlTokens.IsName(token) && reader.Peek() != '(' && !Words.Contains(token))
            {
                var labels = ImmutableArray<string>.Empty;
                if (reader.Peek() == '{')
                {
                    reader.Next();
                    labels = reader.Braces().Labels;
                }

                selectors.Add(new MetricSelector(token, labels));
            }
        }

        return selectors.ToImmutable();
    }
}
