using System.Collections.Immutable;
using System.Text.Json;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;

namespace Infra.Presentation;

/// <summary>What is wrong with stacks: a line for each finding, then a line for each stack.</summary>
internal sealed class ValidationReport
{
    private readonly ValidatedProject _project;
    private readonly ImmutableArray<Finding> _errors;
    private readonly ImmutableArray<Finding> _warnings;

    public ValidationReport(ValidatedProject project)
    {
        _project = project;

        // What is wrong with a class is wrong with every stack that uses it, and is told once.
        var findings = project.Stacks.SelectMany(stack => stack.Findings).Concat(project.Findings).DistinctBy(finding => finding.ToString(), StringComparer.Ordinal).ToList();
        _errors = [.. findings.Where(finding => finding.IsError)];
        _warnings = [.. findings.Where(finding => !finding.IsError)];
    }

    public bool HasErrors => !_errors.IsEmpty;

    /// <summary>Prints it for people.</summary>
    public void Write(ConsoleOutput output)
    {
        foreach (var error in _errors)
            output.Line($"{error}");
        if (!_warnings.IsEmpty)
        {
            output.Line(_errors.IsEmpty ? "Warnings:" : "\nWarnings:");
            foreach (var warning in _warnings)
                output.Line($"{warning}");
        }

        if (!_errors.IsEmpty || !_warnings.IsEmpty)
            output.Line("");
        foreach (var stack in _project.Stacks)
            output.Line(Summary(stack));
        if (_project.Findings.Any(finding => finding.IsError))
            output.Line($"all stacks together: {Problems(_project.Findings)}");
        foreach (var note in _project.Notes)
            output.Note(note);
    }

    /// <summary>Prints it for tools.</summary>
    public void WriteJson(Stream destination)
    {
        using var json = new Utf8JsonWriter(destination, PlanJson.Options);
        json.WriteStartObject();
        json.WriteStartArray("stacks");
        foreach (var stack in _project.Stacks)
            WriteStack(json, stack);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in _errors.Concat(_warnings))
            WriteFinding(json, finding);
        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in _project.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        destination.WriteByte((byte)'\n');
    }


    private static string Summary(ValidatedStack stack)
    {
        if (stack.Extent is not { } extent)
            return $"{stack.Stack}: {Problems(stack.Findings)}";
        var absent = extent.Absent == 0 ? "" : $" ({extent.Absent} absent)";
        return $"{stack.Stack}: {Counted.Of(extent.Clusters, "cluster")}{absent}, {Counted.Of(extent.Fleets, "fleet")}, {Counted.Of(extent.Applications, "application")}, {Counted.Of(extent.Addons, "add-on")}; {Problems(stack.Findings)}";
    }

    private static string Problems(IEnumerable<Finding> findings)
    {
        var errors = findings.Where(finding => finding.IsError).ToList();
        if (errors.Count == 0)
            return "no errors";
        var files = errors.Select(error => error.Place?.File).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        return $"{Counted.Of(errors.Count, "error")} in {Counted.Of(files, "file")}";
    }

    private static void WriteStack(Utf8JsonWriter json, ValidatedStack stack)
    {
        json.WriteStartObject();
        json.WriteString("stack", stack.Stack);
        json.WriteNumber("errors", stack.Findings.Count(finding => finding.IsError));
        json.WriteNumber("warnings", stack.Findings.Count(finding => !finding.IsError));
        if (stack.Extent is { } extent)
        {
            json.WriteNumber("clusters", extent.Clusters);
            json.WriteNumber("absent", extent.Absent);
            json.WriteNumber("fleets", extent.Fleets);
            json.WriteNumber("applications", extent.Applications);
            json.WriteNumber("addons", extent.Addons);
        }

        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule.Id);
        json.WriteString("severity", finding.IsError ? "error" : "warning");
        if (finding.Place is { } place)
        {
            json.WriteString("file", place.File);
            json.WriteNumber("line", place.Line);
            json.WriteNumber("column", place.Column);
        }

        json.WriteString("path", finding.Path.ToString());
        json.WriteString("message", finding.Message);
        json.WriteEndObject();
    }
}
