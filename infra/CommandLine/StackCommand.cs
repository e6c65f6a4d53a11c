using System.CommandLine;

namespace Infra.CommandLine;

/// <summary>The <c>stack</c> commands: what is recorded, rather than what is planned.</summary>
internal static class StackCommand
{
    public static Command Create(Option<string?> stack, Option<string> directory, ICommands commands)
    {
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var showSecrets = new Option<bool>("--show-secrets") { Description = "Print secrets in plain text. Needs the passphrase." };
        var file = new Option<string?>("--file") { Description = "The file; the standard stream when left out.", HelpName = "path" };
        var outputName = new Argument<string?>("output") { Description = "One output; all of them when left out.", Arity = ArgumentArity.ZeroOrOne };

        var list = new Command("ls", "List the stacks and what is recorded of each.") { json };
        list.SetAction((parsed, cancellation) => commands.ListStacksAsync(Settings(parsed), cancellation));

        var output = new Command("output", "Print the recorded outputs of a stack.") { outputName, json, showSecrets };
        output.SetAction((parsed, cancellation) => commands.ShowOutputsAsync(Settings(parsed), parsed.GetValue(outputName), cancellation));

        var export = new Command("export", "Print the recorded state, as `pulumi stack export` does; `pulumi stack import` takes it.") { file, showSecrets };
        export.SetAction((parsed, cancellation) => commands.ExportAsync(Settings(parsed), parsed.GetValue(file), cancellation));

        var import = new Command("import", "Record a state that `stack export` or `pulumi stack export` printed.") { file };
        import.SetAction((parsed, cancellation) => commands.ImportAsync(Settings(parsed), parsed.GetValue(file), cancellation));

        return new Command("stack", "Look at what is recorded.") { list, output, export, import };

        StackSettings Settings(ParseResult parsed) => new(
            parsed.GetValue(stack),
            parsed.GetValue(directory)!,
            parsed.GetResult(json) is not null && parsed.GetValue(json),
            parsed.GetResult(showSecrets) is not null && parsed.GetValue(showSecrets));
    }
}
