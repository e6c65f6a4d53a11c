using System.Collections.Immutable;
using System.Text.Json;
using Infra.Stacks.Reading;
using Pulumi;

namespace Infra.Stacks;

/// <summary>Takes the running stack's specification from Pulumi: the one place where configuration is not a value yet.</summary>
internal static class StackConfiguration
{
    private const string Project = "infra";

    /// <summary>The specification, checked against what stands.</summary>
    /// <exception cref="RunException">It has errors; the message is all of them.</exception>
    public static async Task<SpecificationReading> ReadAsync()
    {
        // Everything that the files alone can tell comes first: with errors, not even a stack reference is registered.
        var reading = Checked(Loader().FromProgram(Deployment.Instance.StackName, Values()));
        return Checked(reading.ComparedWith(await RecordedPlatform.ReadAsync()));
    }

    private static SpecificationReading Checked(SpecificationReading reading)
    {
        if (reading.HasErrors)
            throw new RunException(Message(reading.Findings));
        return reading;
    }

    private static SpecificationLoader Loader() => new(Files()) { RequireBuildable = true };

    private static ProjectFiles? Files()
    {
        try
        {
            return Directory.Exists(Deployment.Instance.RootDirectory) ? new ProjectFiles(Deployment.Instance.RootDirectory) : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Not every host says where the project is; then errors carry paths and no lines.
        }
    }

    // Pulumi cannot tell which keys there are, so those that are known are asked for; the file tells of the others.
    private static IEnumerable<(string Key, JsonElement Value)> Values()
    {
        var config = new Config(Project);
        foreach (var key in SpecificationLoader.Keys)
        {
            if (config.Get(key) is { } value)
                yield return (key, Json(value));
        }
    }

    // Pulumi hands a map or list over as JSON, and a text as it is.
    private static JsonElement Json(string value)
    {
        try
        {
            return value.TrimStart() is ['{' or '[', ..] ? JsonElement.Parse(value) : JsonSerializer.SerializeToElement(value);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(value);
        }
    }

    private static string Message(ImmutableArray<Finding> findings)
    {
        var errors = findings.Where(finding => finding.IsError).ToList();
        var heading = errors.Count == 1 ? "The configuration has an error:" : $"The configuration has {errors.Count} errors:";
        return string.Join('\n', errors.Select(error => $"  {error}").Prepend(heading));
    }
}
