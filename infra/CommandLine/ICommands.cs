namespace Infra.CommandLine;

/// <summary>What the command line can be asked to do; each answers with an exit code.</summary>
internal interface ICommands
{
    Task<int> PreviewAsync(RunSettings settings, CancellationToken cancellation);

    Task<int> UpAsync(RunSettings settings, CancellationToken cancellation);

    Task<int> DestroyAsync(RunSettings settings, CancellationToken cancellation);

    Task<int> ListStacksAsync(StackSettings settings, CancellationToken cancellation);

    Task<int> ShowOutputsAsync(StackSettings settings, string? name, CancellationToken cancellation);

    Task<int> ExportAsync(StackSettings settings, string? file, CancellationToken cancellation);

    Task<int> ImportAsync(StackSettings settings, string? file, CancellationToken cancellation);
}
