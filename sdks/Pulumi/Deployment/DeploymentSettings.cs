using System.Text.Json;

namespace Pulumi;

/// <summary>What a program is told about the run it takes part in.</summary>
internal sealed record DeploymentSettings
{
    public const string DefaultOrganization = "organization";

    /// <summary>The value of <c>PULUMI_MONITOR</c> that means: call the engine in this process.</summary>
    public const string InProcess = "in-process";

    public required string Project { get; init; }

    public required string Stack { get; init; }

    public string Organization { get; init; } = DefaultOrganization;

    public string? RootDirectory { get; init; }

    public bool IsDryRun { get; init; }

    /// <summary>How many operations the engine carries out at a time.</summary>
    public int Parallel { get; init; } = 1;

    public string Monitor { get; init; } = InProcess;

    public string Engine { get; init; } = InProcess;

    /// <summary>Configuration by full key, <c>namespace:name</c>.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The keys of configuration values that are secret.</summary>
    public IReadOnlySet<string> SecretConfigKeys { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether references to resources are sent as ids and URNs even if the engine knows better.</summary>
    public bool DisableResourceReferences { get; init; }

    /// <summary>How long nothing may happen before a program counts as stalled.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromMinutes(1);

    public bool IsInProcess => Monitor == InProcess;

    /// <summary>Reads the environment that the Pulumi CLI, or another host of programs, has prepared.</summary>
    /// <exception cref="InvalidOperationException">The program was not started by such a host.</exception>
    public static DeploymentSettings FromEnvironment()
    {
        var settings = new DeploymentSettings
        {
            Monitor = Required("PULUMI_MONITOR"),
            Engine = Required("PULUMI_ENGINE"),
            Project = Required("PULUMI_PROJECT"),
            Stack = Required("PULUMI_STACK"),
            IsDryRun = Parsed<bool>("PULUMI_DRY_RUN", bool.TryParse),
            Parallel = Parsed<int>("PULUMI_PARALLEL", int.TryParse),
            Organization = Optional("PULUMI_ORGANIZATION") ?? DefaultOrganization,
            RootDirectory = Optional("PULUMI_ROOT_DIRECTORY"),
        };

        // Nothing here depends on it, but a host that leaves it out is not one that this protocol was written for.
        Parsed<bool>("PULUMI_QUERY_MODE", bool.TryParse);
        return settings.WithAmbientValues();
    }

    /// <summary>The same run, with the configuration and switches that the environment gives to tests too.</summary>
    public DeploymentSettings WithAmbientValues() => this with
    {
        Config = (Json<Dictionary<string, string>>("PULUMI_CONFIG") ?? [])
            .ToDictionary(pair => CleanKey(pair.Key), pair => pair.Value, StringComparer.Ordinal),
        SecretConfigKeys = (Json<List<string>>("PULUMI_CONFIG_SECRET_KEYS") ?? []).Select(CleanKey).ToHashSet(StringComparer.Ordinal),
        DisableResourceReferences = Optional("PULUMI_DISABLE_RESOURCE_REFERENCES") is { } value
            && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase)),
    };

    // Old stack files say namespace:config:name for what is now namespace:name.
    private static string CleanKey(string key)
    {
        const string Infix = "config:";
        var name = key.IndexOf(':', StringComparison.Ordinal) + 1;
        return name > 0 && key.AsSpan(name).StartsWith(Infix, StringComparison.Ordinal) ? key.Remove(name, Infix.Length) : key;
    }

    private static string? Optional(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string Required(string name) => Optional(name) ?? throw NotHosted(name, "is not set");

    private static T Parsed<T>(string name, TryParse<T> parse) =>
        parse(Required(name), out var value) ? value : throw NotHosted(name, $"has the value '{Required(name)}'");

    private static T? Json<T>(string name)
    {
        try
        {
            return Optional(name) is { } text ? JsonSerializer.Deserialize<T>(text) : default;
        }
        catch (JsonException error)
        {
            throw NotHosted(name, $"is not valid JSON ({error.Message})");
        }
    }

    private static InvalidOperationException NotHosted(string name, string problem) =>
        new($"This is a Pulumi program, and the environment variable {name} {problem}. Run it with the Pulumi CLI, for example with 'pulumi up'.");

    private delegate bool TryParse<T>(string text, out T value);
}
