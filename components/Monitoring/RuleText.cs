namespace Infra.Components.Monitoring;

/// <summary>What expressions of many rules are made of.</summary>
internal static class RuleText
{
    /// <summary>Whose a series is. Every aggregation in a rule for members keeps these, so that one rule serves many clusters at once.</summary>
    public const string Whose = "cluster, fleet, region, provider";

    /// <summary>Series with the namespace that they are about as <c>namespace</c>, wherever the scrape has put it.</summary>
    /// <remarks>Without <c>honorLabels</c> the target's namespace takes the name, and the metric's own becomes <c>exported_namespace</c>. Charts differ.</remarks>
    public static string OwnNamespace(string expression) => $"""label_replace({expression}, "namespace", "$1", "exported_namespace", "(.+)")""";

    public static TimeSpan Minutes(int number) => TimeSpan.FromMinutes(number);

    public static TimeSpan Hours(int number) => TimeSpan.FromHours(number);

    public static TimeSpan Days(int number) => TimeSpan.FromDays(number);
}
