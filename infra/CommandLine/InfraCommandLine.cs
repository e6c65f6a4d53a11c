using System.CommandLine;
using System.CommandLine.Help;

namespace Infra.CommandLine;

/// <summary>The tree of commands and their options: what can be asked. <see cref="ICommands"/> and <see cref="ISpecificationCommands"/> answer.</summary>
internal static class InfraCommandLine
{
    /// <summary>Parses the arguments and does what they ask for.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ICommands commands, ISpecificationCommands specification)
    {
        // No time limit on ending after Ctrl-C: a run gives up at once, and a write that has begun is finished.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = Timeout.InfiniteTimeSpan };
        return await Create(commands, specification).Parse(arguments).InvokeAsync(configuration);
    }

    /// <summary>Makes the tree.</summary>
    public static RootCommand Create(ICommands commands, ISpecificationCommands specification)
    {
        var stack = new Option<string?>("--stack", "-s")
        {
            Description = "The stack: stacks/Pulumi.<name>.yaml. May be left out where there is only one.",
            HelpName = "name",
            Recursive = true,
        };
        var directory = new Option<string>("--cwd", "-C")
        {
            Description = "Look for Pulumi.yaml here and upwards.",
            HelpName = "directory",
            DefaultValueFactory = _ => Directory.GetCurrentDirectory(),
            Recursive = true,
        };

        var root = new RootCommand("Plans, renders and records the platform on this machine: no Pulumi CLI, plugin, cluster or credential needed.")
        {
            stack,
            directory,
        };

        var runOptions = new RunOptions(stack, directory);
        root.Subcommands.Add(runOptions.Command("preview", "Show what up would change. Writes nothing.", commands.PreviewAsync));
        root.Subcommands.Add(runOptions.Command("up", "Plan, render the manifests under rendered/<stack>, and record the state under .infra.", commands.UpAsync));
        root.Subcommands.Add(runOptions.Command("destroy", "Remove every resource of the stack: its rendered manifests and its record.", commands.DestroyAsync));
        root.Subcommands.Add(StackCommand.Create(stack, directory, commands));
        foreach (var command in SpecificationCommand.CreateAll(stack, directory, specification))
            root.Subcommands.Add(command);

        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new TeachingHelp(option.Action as HelpAction ?? new HelpAction());

        return root;
    }

    private sealed record RunOptions(Option<string?> Stack, Option<string> Directory)
    {
        public Command Command(string name, string description, Func<RunSettings, CancellationToken, Task<int>> run)
        {
            var diff = new Option<bool>("--diff") { Description = "Show every changed property, old and new. Secrets stay masked." };
            var json = new Option<bool>("--json") { Description = "Print the plan as JSON, in the shape of `pulumi preview --json`." };
            var expectNoChanges = new Option<bool>("--expect-no-changes") { Description = "Exit with 2 if anything changes; `up` then writes nothing." };
            var command = new Command(name, description) { diff, json, expectNoChanges };
            command.SetAction((parsed, cancellation) => run(
                new RunSettings(
                    parsed.GetValue(Stack),
                    parsed.GetValue(Directory)!,
                    parsed.GetValue(diff),
                    parsed.GetValue(json),
                    parsed.GetValue(expectNoChanges)),
                cancellation));
            return command;
        }
    }
}
