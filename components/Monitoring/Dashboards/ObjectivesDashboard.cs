using System.Globalization;
using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>Objectives: how much of what may fail has failed, and how fast it goes.</summary>
internal static class ObjectivesDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-slo";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Objectives (SLO)",
        "For whoever decides between new things and quiet: the error budgets of API servers and services, and the pace at which they burn.",
        Scope.OfServices,
        [Now, Errors, Latency, Services])
    {
        From = "now-24h",
    };

    // Of 1,000 requests to a service one may fail; who promises more, or less, to its users copies the page.
    private const double ServiceBudget = 0.001;

    // At this pace a month's budget is gone in two days (critical over an hour), or in five (over six hours): what the alerts look for.
    private const double FastPace = 14.4;
    private const double SlowPace = 6;

    // Of what is recorded every 30 seconds over five minutes each, every tenth is enough.
    private const string Month = "30d:5m";

    private static Thresholds Pace => Thresholds.Rising(1, SlowPace);
    private static Thresholds Left => Thresholds.Falling(good: 0.5, warning: 0.1);

    private static Row Now => new(
        "Now",
        new StatPanel(
            "Least budget left",
            "Of the API server that failed the most in 30 days: what is left of the errors that it may make.",
            Unit.Ratio,
            $"min({BudgetLeft(ErrorsOver(Month), RulesOfApiServers.ErrorBudget)})")
        {
            Width = 6,
            Thresholds = Left,
        },
        new StatPanel(
            "Burning fast",
            "Clusters whose month's budget of errors would be gone within two days.",
            Unit.Count,
            OrZero($"count({Burn(ErrorsOver("1h"), RulesOfApiServers.ErrorBudget)} > {Number(FastPace)})"))
        {
            Width = 6,
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel(
            "Burning",
            "Clusters whose month's budget of errors would be gone within five days.",
            Unit.Count,
            OrZero($"count({Burn(ErrorsOver("6h"), RulesOfApiServers.ErrorBudget)} > {Number(SlowPace)})"))
        {
            Width = 6,
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "Services beyond their budget",
            "Services that failed more than one of 1,000 requests within a day.",
            Unit.Count,
            OrZero($"count({ServiceErrors("1d")} > {Number(ServiceBudget)})"))
        {
            Width = 6,
            Thresholds = Thresholds.AnyIsWarning,
        });

    private static Row Errors => new(
        "API servers: 99.9 % of requests without an error of the server",
        Budgets("Error budgets", "Requests that failed by the API server's fault, of one in 1,000 that may.", ErrorsOver, RulesOfApiServers.ErrorBudget),
        Pace1h("Pace of errors", ErrorsOver, RulesOfApiServers.ErrorBudget));

    private static Row Latency => new(
        "API servers: 99 % of requests answered within a second",
        Budgets("Budgets of slow requests", "Requests that took longer than a second, of one in 100 that may.", SlowOver, RulesOfApiServers.SlowBudget),
        Pace1h("Pace of slow requests", SlowOver, RulesOfApiServers.SlowBudget));

    private static Row Services => new(
        "Services in the mesh: 99.9 % of requests without an error",
        new TablePanel(
            "Services",
            "Answers 5xx and requests without an answer, of one in 1,000 that may. A click on a service compares its clusters.",
            [
                new TableKey("destination_service_namespace", "Namespace"),
                new TableKey("destination_service_name", "Service", DrillDown.ToService),
                new TableKey("cluster", "Cluster", DrillDown.ToCluster),
            ],
            new TableColumn("Errors, 1 d", Unit.Ratio, ServiceErrors("1d")) { Thresholds = Thresholds.Rising(ServiceBudget, 10 * ServiceBudget) },
            new TableColumn("Pace, 1 h", Unit.Times, Burn(ServiceErrors("1h"), ServiceBudget)) { Thresholds = Pace },
            new TableColumn("Pace, 6 h", Unit.Times, Burn(ServiceErrors("6h"), ServiceBudget)) { Thresholds = Pace })
        {
            Width = 14,
            Height = 9,
            SortedBy = "Pace, 1 h",
        },
        new TimeSeriesPanel(
            "Pace of services' errors",
            "How many times as fast as the budget allows, over an hour: the ten fastest.",
            Unit.Times,
            new Target($"topk(10, {Burn(ServiceErrors("1h"), ServiceBudget)} > 0)", "{{destination_service_name}}, {{cluster}}"))
        {
            Width = 10,
            Height = 9,
            Thresholds = Pace,
        });

    private static TablePanel Budgets(string title, string description, Func<string, string> badOver, double budget) => new(
        title,
        description + " At a pace of 1 the budget lasts just as long as the month.",
        [new TableKey("cluster", "Cluster", DrillDown.ToCluster), new TableKey("fleet", "Fleets")],
        new TableColumn("Left of 30 d", Unit.Ratio, BudgetLeft(badOver(Month), budget)) { IsBar = true, Thresholds = Left },
        new TableColumn("Pace, 1 h", Unit.Times, Burn(badOver("1h"), budget)) { Width = 100, Thresholds = Pace },
        new TableColumn("Pace, 6 h", Unit.Times, Burn(badOver("6h"), budget)) { Width = 100, Thresholds = Pace },
        new TableColumn("Pace, 3 d", Unit.Times, Burn(badOver("3d"), budget)) { Width = 100, Thresholds = Pace })
    {
        Width = 14,
        Height = 9,
        SortedBy = "Pace, 1 h",
    };

    private static TimeSeriesPanel Pace1h(string title, Func<string, string> badOver, double budget) => new(
        title,
        "How many times as fast as the budget allows, over an hour: the ten fastest. Above 14.4 somebody is woken.",
        Unit.Times,
        new Target($"topk(10, {Burn(badOver("1h"), budget)})", "{{cluster}}"))
    {
        Width = 10,
        Height = 9,
        Thresholds = Pace,
    };

    private static string ErrorsOver(string window) => Recorded(RulesOfApiServers.Errors, RulesOfApiServers.Requests, "cluster, fleet", window);

    private static string SlowOver(string window) => Recorded(RulesOfApiServers.Slow, RulesOfApiServers.Timed, "cluster, fleet", window);

    private static string ServiceErrors(string window) =>
        MeshDashboard.ErrorRatio("destination_service_namespace, destination_service_name, cluster", MeshDashboard.Received, window);

    private static string Burn(string bad, double budget) => $"({bad}) / {Number(budget)}";

    private static string BudgetLeft(string bad, double budget) => $"1 - ({bad}) / {Number(budget)}";

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
