using System.Collections.Immutable;
using Infra.Documents;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Projects;

/// <summary>What a stack's file, <c>Pulumi.&lt;stack&gt;.yaml</c>, says.</summary>
public sealed class StackFile
{
    private static readonly string[] Keys = ["config", "encryptionsalt", "secretsprovider", "encryptedkey", "environment"];

    private readonly ProjectFile _project;

    private StackFile(ProjectFile project, string stack, string path, string text)
    {
        (_project, Stack, Path, DisplayPath) = (project, stack, path, project.DisplayPath(path));
        var map = FileText.ReadMap(text, DisplayPath);
        var shape = new FileShape(map);
        shape.Allow(Keys);
        EncryptionSalt = shape.Text("encryptionsalt");
        SecretsProvider = shape.Text("secretsprovider");
        EncryptedKey = shape.Text("encryptedkey");
        Config = ReadConfig(shape);
        Complete(shape, map);
        shape.Finish();
    }

    /// <summary>The stack's name.</summary>
    public string Stack { get; }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>The file's path in messages, relative to the project.</summary>
    public string DisplayPath { get; }

    /// <summary>The salt of the passphrase's key; null when the stack has none yet.</summary>
    public string? EncryptionSalt { get; private set; }

    /// <summary>What protects the secrets, when it is not a passphrase; null when it is.</summary>
    public string? SecretsProvider { get; }

    /// <summary>The key that <see cref="SecretsProvider"/> keeps; null for a passphrase.</summary>
    public string? EncryptedKey { get; }

    /// <summary>The stack's own configuration by full key (<c>infra:region</c>), in ordinal order.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Config { get; }

    /// <summary>Reads the file of a stack.</summary>
    /// <exception cref="InvalidFileException">It cannot be used.</exception>
    internal static StackFile Load(ProjectFile project, string stack)
    {
        var path = project.StackFilePath(stack);
        return new StackFile(project, stack, path, FileText.Read(path, project.DisplayPath(path)));
    }

    /// <summary>The configuration as a program receives it: the stack's values over the project's.</summary>
    /// <param name="secrets">Decrypts secure values; not asked when there are none.</param>
    /// <exception cref="EngineException">A secret cannot be decrypted.</exception>
    public ProgramConfig ForProgram(ISecretsProvider secrets)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var secretKeys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var declared in _project.Config)
        {
            if (declared.IsSecret)
                secretKeys.Add(declared.Key);
            if (declared.Default is { } value && !Config.ContainsKey(declared.Key))
                Add(declared.Key, value);
        }

        foreach (var (key, value) in Config)
            Add(key, value);

        secretKeys.IntersectWith(values.Keys);
        return new ProgramConfig(values.ToImmutable(), [.. secretKeys]);

        void Add(string key, ConfigValue value)
        {
            values[key] = value.ForProgram(secrets);
            if (value.IsSecret)
                secretKeys.Add(key);
        }
    }

    /// <summary>Where a value stands: the place of the nearest thing on the way to it that the file has.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="path">The way into its value, such as <c>clusters[2].workers</c>.</param>
    /// <returns>Null when neither the stack nor the project sets the key.</returns>
    public SourcePlace? PlaceOf(string key, PropertyPath path)
    {
        var node = Config.TryGetValue(key, out var value) ? value.Node : _project.Config.FirstOrDefault(declared => declared.Key == key)?.Default?.Node;
        var place = node?.Place;
        foreach (var segment in path.Segments)
        {
            var entry = segment.Name is { } name ? (node as YamlMap)?[name] : null;
            node = entry?.Value ?? (node is YamlList list && segment.Name is null && segment.Index < list.Items.Length ? list.Items[segment.Index] : null);
            if (node is null)
                break;

            place = entry?.Place ?? node.Place;
        }

        return place;
    }

    /// <summary>Writes the salt into the file, which otherwise stays as it is.</summary>
    /// <exception cref="EngineException">The file cannot be written; it is as it was.</exception>
    public void SaveEncryptionSalt(string salt)
    {
        StackFileEdit.Apply(Path, DisplayPath, text => StackFileEdit.SetTop(text, DisplayPath, "encryptionsalt", salt));
        EncryptionSalt = salt;
    }

    /// <summary>Sets one value of the configuration in the file, which otherwise stays as it is, comments and order included.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="value">The value; for a secret, its ciphertext.</param>
    /// <param name="isSecret">Whether it is written as a <c>secure:</c> value.</param>
    /// <returns>The file as it is now.</returns>
    /// <exception cref="EngineException">The file cannot be written, or not in this way; it is as it was.</exception>
    public StackFile SaveConfig(string key, string value, bool isSecret)
    {
        StackFileEdit.Apply(Path, DisplayPath, text => StackFileEdit.SetConfig(text, DisplayPath, key, _project.Name, value, isSecret));
        return Load(_project, Stack);
    }

    private ImmutableSortedDictionary<string, ConfigValue> ReadConfig(FileShape shape)
    {
        var config = ImmutableSortedDictionary.CreateBuilder<string, ConfigValue>(StringComparer.Ordinal);
        foreach (var entry in shape.Map("config"))
        {
            if (ConfigKey.Complete(entry, _project.Name, shape) is not { } key)
                continue;

            ConfigValue.Check(entry.Value, shape);
            if (!config.TryAdd(key, new ConfigValue(entry.Value)))
                shape.Report(entry.Place, $"{key} is set twice; the other is in line {config[key].Place.Line}.");
        }

        return config.ToImmutable();
    }

    private void Complete(FileShape shape, YamlMap map)
    {
        var secret = Config.FirstOrDefault(entry => entry.Value.IsSecret);
        if (secret.Value is not null && EncryptionSalt is null && EncryptedKey is null && SecretsProvider is null)
            shape.Report(secret.Value.Place, $"{secret.Key} is secure, but the file has no encryptionsalt to decrypt it with.");

        foreach (var declared in _project.Config)
        {
            if (Config.TryGetValue(declared.Key, out var value))
                declared.CheckType(value, shape);
            else if (declared.Default is null)
                shape.Report((map["config"] ?? map.Entries.FirstOrDefault())?.Place ?? map.Place, $"{declared.Key} is missing; {declared.Place} declares it for every stack and gives no default.");
        }
    }
}

/// <summary>The configuration that a program is given.</summary>
/// <param name="Values">By full key: the variable PULUMI_CONFIG as a map.</param>
/// <param name="SecretKeys">The keys whose values are secret: the variable PULUMI_CONFIG_SECRET_KEYS as a list.</param>
public sealed record ProgramConfig(ImmutableSortedDictionary<string, string> Values, ImmutableArray<string> SecretKeys);
