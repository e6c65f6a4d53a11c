namespace Infra.Engine.Programs;

/// <summary>What a run gives its program besides the stack's name.</summary>
public sealed record SessionOptions
{
    /// <summary>The stack's configuration, decrypted, by full key such as <c>infra:region</c>; structured values are JSON text.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The keys of <see cref="Config"/> whose values are secret.</summary>
    public IReadOnlyCollection<string> ConfigSecretKeys { get; init; } = [];

    /// <summary>How many resources the program may register at once; the SDKs take it as a hint. Default: 16.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>The folder of <c>Pulumi.yaml</c>. Default: the current directory.</summary>
    public string RootDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>What tells the times that are recorded. Default: the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
