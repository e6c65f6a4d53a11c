using Infra.CommandLine;
using Infra.Documents;
using Infra.Engine;
using Infra.Engine.Projects;
using Infra.Presentation;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;

namespace Infra;

/// <summary>What the commands on the files of the platform do, as the command line asks for it.</summary>
/// <remarks>Whatever a user can put right comes as one message and exit code 1; no file has changed then.</remarks>
internal sealed class SpecificationCommands(ConsoleOutput output) : ISpecificationCommands
{
    /// <inheritdoc />
    public Task<int> ValidateAsync(ValidateSettings settings, CancellationToken cancellation) => Guard(() =>
    {
        var files = Open(settings.Directory);
        var validation = new Validation(files, _ => null);
        var result = settings.Stack is { } stack ? new ValidatedProject([validation.Stack(Known(files, stack))], [], []) : validation.All();
        var report = new ValidationReport(result);
        if (settings.Json)
            report.WriteJson(output.RawOut);
        else
            report.Write(output);
        return report.HasErrors ? ExitCodes.Error : ExitCodes.Success;
    });

    private static ProjectFiles Open(string directory) => new(ProjectFile.Find(directory).Directory);

    private static string Known(ProjectFiles files, string stack)
    {
        var stacks = SpecificationLoader.Stacks(files);
        return stacks.Contains(stack, StringComparer.Ordinal)
            ? stack
            : throw new EngineException($"There is no stack '{stack}'{Suggestion.For(stack, stacks, ".")} The stacks are {string.Join(", ", stacks)}.");
    }

    private Task<int> Guard(Func<int> run) => UserErrors.GuardAsync(output, () => Task.FromResult(run()));
}
