using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>The configuration of the stack: the values of one namespace, by name.</summary>
/// <remarks>Each value is text; the typed forms parse it. The secret forms give it as a secret output, whether it was stored as one or not.</remarks>
public sealed class Config
{
    private readonly string _namespace;

    /// <summary>Opens a namespace.</summary>
    /// <param name="name">The namespace; the project's name by default.</param>
    public Config(string? name = null)
    {
        const string OldSuffix = ":config";
        name ??= Deployment.Instance.ProjectName;
        _namespace = name.EndsWith(OldSuffix, StringComparison.Ordinal) ? name[..^OldSuffix.Length] : name;
    }

    /// <summary>A value, or null if it is not set.</summary>
    public string? Get(string key) => Deployment.RequiredInstance.Settings.Config.GetValueOrDefault(FullKey(key));

    /// <summary>A value as a secret, or null if it is not set.</summary>
    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>A value <c>true</c> or <c>false</c>, or null if it is not set.</summary>
    /// <exception cref="RunException">The value is something else.</exception>
    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var value => throw WrongType(key, value, nameof(Boolean)),
    };

    /// <inheritdoc cref="GetBoolean"/>
    public Output<bool>? GetSecretBoolean(string key) => GetBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>An integer, or null if it is not set.</summary>
    /// <exception cref="RunException">The value is something else.</exception>
    public int? GetInt32(string key) => Get(key) is not { } value ? null
        : int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : throw WrongType(key, value, nameof(Int32));

    /// <inheritdoc cref="GetInt32"/>
    public Output<int>? GetSecretInt32(string key) => GetInt32(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>A number, or null if it is not set.</summary>
    /// <exception cref="RunException">The value is something else.</exception>
    public double? GetDouble(string key) => Get(key) is not { } value ? null
        : double.TryParse(value, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number
        : throw WrongType(key, value, nameof(Double));

    /// <inheritdoc cref="GetDouble"/>
    public Output<double>? GetSecretDouble(string key) => GetDouble(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>A structured value, read as JSON; default if it is not set.</summary>
    /// <exception cref="RunException">The value does not fit the type.</exception>
    public T? GetObject<T>(string key) => GetObject<T>(key, JsonSerializerOptions.Default);

    /// <inheritdoc cref="GetObject{T}(string)"/>
    public T? GetObject<T>(string key, JsonSerializerOptions options)
    {
        if (Get(key) is not { } value)
        {
            return default;
        }
        try
        {
            return JsonSerializer.Deserialize<T>(value, options);
        }
        catch (JsonException error)
        {
            throw WrongType(key, value, typeof(T).FullName ?? typeof(T).Name, error);
        }
    }

    /// <inheritdoc cref="GetObject{T}(string)"/>
    public Output<T>? GetSecretObject<T>(string key) => GetSecretObject<T>(key, JsonSerializerOptions.Default);

    /// <inheritdoc cref="GetObject{T}(string)"/>
    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options) =>
        Get(key) is null ? null : Output.CreateSecret(GetObject<T>(key, options)!);

    /// <summary>A value that must be set.</summary>
    /// <exception cref="RunException">It is not set.</exception>
    public string Require(string key) => Get(key) ?? throw Missing(key);

    /// <summary>A value that must be set, as a secret.</summary>
    /// <exception cref="RunException">It is not set.</exception>
    public Output<string> RequireSecret(string key) => GetSecret(key) ?? throw Missing(key, isSecret: true);

    /// <summary>A value <c>true</c> or <c>false</c> that must be set.</summary>
    /// <exception cref="RunException">It is not set, or something else.</exception>
    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    /// <inheritdoc cref="RequireBoolean"/>
    public Output<bool> RequireSecretBoolean(string key) => GetSecretBoolean(key) ?? throw Missing(key, isSecret: true);

    /// <summary>An integer that must be set.</summary>
    /// <exception cref="RunException">It is not set, or something else.</exception>
    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    /// <inheritdoc cref="RequireInt32"/>
    public Output<int> RequireSecretInt32(string key) => GetSecretInt32(key) ?? throw Missing(key, isSecret: true);

    /// <summary>A number that must be set.</summary>
    /// <exception cref="RunException">It is not set, or something else.</exception>
    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    /// <inheritdoc cref="RequireDouble"/>
    public Output<double> RequireSecretDouble(string key) => GetSecretDouble(key) ?? throw Missing(key, isSecret: true);

    /// <summary>A structured value that must be set, read as JSON.</summary>
    /// <exception cref="RunException">It is not set, or does not fit the type.</exception>
    public T RequireObject<T>(string key) => RequireObject<T>(key, JsonSerializerOptions.Default);

    /// <inheritdoc cref="RequireObject{T}(string)"/>
    public T RequireObject<T>(string key, JsonSerializerOptions options) => Get(key) is null ? throw Missing(key) : GetObject<T>(key, options)!;

    /// <inheritdoc cref="RequireObject{T}(string)"/>
    public Output<T> RequireSecretObject<T>(string key) => RequireSecretObject<T>(key, JsonSerializerOptions.Default);

    /// <inheritdoc cref="RequireObject{T}(string)"/>
    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options) =>
        GetSecretObject<T>(key, options) ?? throw Missing(key, isSecret: true);

    private string FullKey(string key) => $"{_namespace}:{key}";

    private RunException Missing(string key, bool isSecret = false)
    {
        var fullKey = FullKey(key);
        var flag = isSecret ? "--secret " : "";
        return new RunException(
            $"Missing Required configuration variable '{fullKey}'\n\tplease set a value using the command `pulumi config set {flag}{fullKey} <value>`");
    }

    private RunException WrongType(string key, string value, string type, Exception? cause = null)
    {
        // The message reaches logs and screens, where a secret must not.
        var fullKey = FullKey(key);
        var shown = Deployment.RequiredInstance.Settings.SecretConfigKeys.Contains(fullKey) ? "[secret]" : value;
        return new RunException($"Configuration '{fullKey}' value '{shown}' is not a valid {type}", shown == value ? cause : null);
    }
}
