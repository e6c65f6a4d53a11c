using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Spectre.Console;

namespace Infra.Presentation;

/// <summary>What a run is doing while it does it: one live line on a terminal, nothing elsewhere.</summary>
internal sealed class Progress(ConsoleOutput output) : IProgressObserver
{
    private StatusContext? _status;
    private int _planned;
    private int _changes;

    /// <summary>Runs something under the live line.</summary>
    public async Task<T> WatchAsync<T>(string title, Func<IProgressObserver, Task<T>> run)
    {
        if (!output.Messages.Profile.Capabilities.Interactive)
            return await run(this);

        return await output.Messages.Status().Spinner(Spinner.Known.Dots).StartAsync(Markup.Escape(title), async status =>
        {
            _status = status;
            try
            {
                return await run(this);
            }
            finally
            {
                _status = null;
            }
        });
    }

    /// <inheritdoc />
    public void ResourcePlanned(PlanStep step)
    {
        var planned = Interlocked.Increment(ref _planned);
        var changes = step.IsChange ? Interlocked.Increment(ref _changes) : Volatile.Read(ref _changes);
        _status?.Status(Markup.Escape($"{planned} resources, {changes} changes: {step.Type} {step.Name}"));
    }

    /// <inheritdoc />
    public void ProgramWrote(string line, bool isError) => output.Messages.WriteLine(line);
}
