using System.Text.Json;
using Infra.Engine.Planning;
using Infra.Engine.Values;
using Infra.Presentation;
using Spectre.Console;
using Xunit;

namespace Infra.Tests.Presentation;

public sealed class PlanReportTests
{
    [Fact]
    public void What_does_not_change_is_counted_but_not_listed()
    {
        var text = Print(Plans.Of(Plans.Stack(StepKind.Same), Plans.ConfigMap(StepKind.Same, "quiet"), Plans.ConfigMap(StepKind.Create, "loud")));

        Assert.Contains("loud  create", text, StringComparison.Ordinal);
        Assert.DoesNotContain("quiet", text, StringComparison.Ordinal);
        Assert.Contains("Resources: 1 to create, 2 unchanged", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_is_shown_under_its_unchanged_parents()
    {
        var text = Print(Plans.Of(Plans.Stack(StepKind.Same), Plans.ConfigMap(StepKind.Update, "settings")));

        Assert.StartsWith(
            """
                pulumi:pulumi:Stack              infra-dev  unchanged
             ~  └─ kubernetes:core/v1:ConfigMap  settings  update

            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_do_says_so()
    {
        var text = Print(Plans.Of(Plans.Stack(StepKind.Same)));

        Assert.Equal("Resources: no changes, 1 unchanged\n", text);
    }

    [Fact]
    public void A_deletion_is_listed_once_more_where_nobody_misses_it()
    {
        var text = Print(Plans.Of(Plans.Stack(StepKind.Same), Plans.ConfigMap(StepKind.Delete, "gone")));

        Assert.Contains("Needs care:\n  delete kubernetes:core/v1:ConfigMap gone\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replacement_names_the_property_that_forces_it()
    {
        var step = Plans.ConfigMap(StepKind.Replace, "renamed") with { ReplaceReasons = ["metadata.name"] };

        var text = Print(Plans.Of(Plans.Stack(StepKind.Same), step));

        Assert.Contains("renamed  replace  forced by metadata.name", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_full_diff_shows_a_replica_count_and_nothing_else()
    {
        var step = Plans.ConfigMap(StepKind.Update, "agent") with
        {
            Differences =
            [
                new PropertyDifference(PropertyPath.Parse("spec.replicas"), DifferenceKind.Changed, new NumberValue(2), new NumberValue(3)),
                new PropertyDifference(PropertyPath.Parse("spec.noise"), DifferenceKind.Added, null, new NumberValue(1)) { IsHidden = true },
            ],
        };

        var text = Print(Plans.Of(Plans.Stack(StepKind.Same), step), showDiff: true);

        Assert.Contains("~ spec.replicas: 2 => 3\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("noise", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_text_of_many_lines_only_what_changes_is_shown()
    {
        var step = Plans.ConfigMap(StepKind.Update, "agent") with
        {
            Differences =
            [
                new PropertyDifference(
                    PropertyPath.Root.Then("data").Then("a.yaml"), DifferenceKind.Changed, new StringValue("1\n2\n3\n4\n5\n"), new StringValue("1\n2\n3\nfour\n5\n")),
            ],
        };

        var text = Print(Plans.Of(Plans.Stack(StepKind.Same), step), showDiff: true);

        var shown = text.Split('\n').Select(line => line.Trim()).SkipWhile(line => !line.StartsWith("~ data", StringComparison.Ordinal)).Take(5);
        Assert.Equal("""~ data["a.yaml"]:|3|-   4|+   four|5""", string.Join('|', shown));
    }

    [Fact]
    public void A_secret_is_masked_in_text_and_in_JSON()
    {
        var inputs = Plans.Data("password", new SecretValue(new StringValue("hunter2")));
        var plan = Plans.Of(Plans.Stack(StepKind.Create), Plans.ConfigMap(StepKind.Create, "login", inputs)) with
        {
            NewOutputs = PropertyMap.Of(("password", new SecretValue(new StringValue("hunter2")))),
        };

        var text = Print(plan, showDiff: true);
        var json = PrintJson(plan);

        Assert.DoesNotContain("hunter2", text + json, StringComparison.Ordinal);
        Assert.Contains("+ data.password: [secret]", text, StringComparison.Ordinal);
        Assert.Contains("+ password: [secret]", text, StringComparison.Ordinal);
        Assert.Contains("\"password\": \"[secret]\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_prints_its_errors_and_no_plan()
    {
        var plan = Plans.Of(Plans.ConfigMap(StepKind.Create, "half")) with
        {
            Diagnostics = [new Diagnostic(DiagnosticSeverity.Error, "it [does] not work"), new Diagnostic(DiagnosticSeverity.Debug, "noise")],
        };

        Assert.Equal("error: it [does] not work\n", Print(plan));
    }

    [Fact]
    public void JSON_counts_the_steps_by_Pulumis_names()
    {
        using var json = JsonDocument.Parse(PrintJson(Plans.Of(Plans.Stack(StepKind.Same), Plans.ConfigMap(StepKind.Create, "a"), Plans.ConfigMap(StepKind.Create, "b"))));

        Assert.Equal("""{"create":2,"same":1}""", JsonSerializer.Serialize(json.RootElement.GetProperty("changeSummary")));
        Assert.Equal(3, json.RootElement.GetProperty("steps").GetArrayLength());
    }

    private static string Print(Plan plan, bool showDiff = false)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 1000;
        new PlanReport(console).Write(plan, showDiff);
        return writer.ToString();
    }

    private static string PrintJson(Plan plan)
    {
        using var stream = new MemoryStream();
        PlanJson.Write(plan, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
