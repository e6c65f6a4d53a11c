using System.Collections.Immutable;
using Infra.Stacks.Configuration;
using Pulumi;

namespace Infra.Stacks;

/// <summary>Takes the running stack's configuration from Pulumi: the one place where configuration is not a value yet.</summary>
internal static class StackConfiguration
{
    private const string Project = "infra";
    private const string Key = "platform";

    /// <summary>The configuration, checked.</summary>
    /// <exception cref="RunException">It has errors; the message is all of them.</exception>
    public static PlatformConfiguration Read()
    {
        var stack = Deployment.Instance.StackName;
        var file = $"stacks/Pulumi.{stack}.yaml";
        var config = new Config(Project);
        var json = config.Get(Key) ?? throw new RunException($"{ConfigurationRule.Required.Id} {file} {Project}:{Key}: is missing; it describes the platform, see docs/platform.md");

        var reading = PlatformReader.Read(json, new ConfigurationSurroundings(stack, StackCatalog.Names, key => config.GetSecret(key) is not null));
        return reading.Configuration ?? throw new RunException(Message(reading.Errors, file, TextOf(file)));
    }

    /// <summary>A configuration value of its own, as a secret.</summary>
    public static Output<string> Secret(string key) => new Config(Project).RequireSecret(key);

    /// <summary>All errors, each with its place where the file tells it.</summary>
    internal static string Message(ImmutableArray<ConfigurationError> errors, string file, string? yaml)
    {
        var located = errors
            .Select(error => yaml is not null && ConfigurationPlaces.Find(yaml, $"{Project}:{Key}", error.Path) is { } place ? error with { Place = $"{file}:{place}" } : error)
            .ToList();
        var heading = errors.Length == 1 ? "The configuration has an error:" : $"The configuration has {errors.Length} errors:";
        return string.Join('\n', located.Select(error => $"  {error}").Prepend(heading));
    }

    private static string? TextOf(string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Deployment.Instance.RootDirectory, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            return null; // Not every host says where the project is; then errors carry paths and no lines.
        }
    }
}
