using System.CommandLine;
using Infra.Stacks.Reading;

namespace Infra.CommandLine;

/// <summary>The commands that read and write the files that describe the platform; none of them plans anything.</summary>
internal static class SpecificationCommand
{
    /// <summary>Makes them, in the order in which a newcomer meets them.</summary>
    public static IEnumerable<Command> CreateAll(Option<string?> stack, Option<string> directory, ISpecificationCommands commands) =>
    [
        Validate(stack, directory, commands),
        Explain(stack, directory, commands),
        Status(stack, directory, commands),
        Policies(stack, directory, commands),
        Traffic(stack, directory, commands),
        NewCommand.Create(stack, directory, commands),
        Schema(directory, commands),
    ];

    private static Command Validate(Option<string?> stack, Option<string> directory, ISpecificationCommands commands)
    {
        var all = new Option<bool>("--all") { Description = "Check all stacks, and what they must not share. This is what happens without -s, too." };
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var command = new Command("validate", "Check the stack files, site files, classes and regions: every mistake at once, each with its place.") { all, json };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(all) && parsed.GetValue(stack) is not null)
                parsed.AddError("Say either -s or --all.");
        });
        command.SetAction((parsed, cancellation) => commands.ValidateAsync(
            new ValidateSettings(parsed.GetValue(stack), parsed.GetValue(directory)!, parsed.GetValue(json)), cancellation));
        return command;
    }

    private static Command Explain(Option<string?> stack, Option<string> directory, ISpecificationCommands commands)
    {
        var cluster = new Argument<string>("cluster") { Description = "The cluster: a site, or one of the stack's file." };
        var path = new Argument<string?>("path") { Description = "A part of it, such as labels or network.nodeCidr.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Show every value of a cluster, and which file said so.") { cluster, path };
        command.SetAction((parsed, cancellation) => commands.ExplainAsync(
            new ExplainSettings(parsed.GetValue(stack), parsed.GetValue(directory)!, parsed.GetValue(cluster)!, parsed.GetValue(path)), cancellation));
        return command;
    }

    private static Command Status(Option<string?> stack, Option<string> directory, ISpecificationCommands commands)
    {
        var cluster = new Option<string?>("--cluster") { Description = "Only this cluster: what it has, and when it gets what is on its way.", HelpName = "name" };
        var addon = new Option<string?>("--addon") { Description = "Only this add-on: its waves, and which cluster has which version.", HelpName = "name" };
        var json = new Option<bool>("--json") { Description = "Print it as JSON, every cluster by name." };
        var command = new Command("status", "Show which add-on is expected where, in which version, and how to see whether it is.") { cluster, addon, json };
        command.SetAction((parsed, cancellation) => commands.StatusAsync(
            new StatusSettings(parsed.GetValue(stack), parsed.GetValue(directory)!, parsed.GetValue(cluster), parsed.GetValue(addon), parsed.GetValue(json)), cancellation));
        return command;
    }

    private static Command Policies(Option<string?> stack, Option<string> directory, ISpecificationCommands commands)
    {
        var cluster = new Argument<string?>("cluster") { Description = "Only this cluster: what it is held to now, and what comes with the next waves.", Arity = ArgumentArity.ZeroOrOne };
        var fleet = new Option<string?>("--fleet") { Description = "Only this fleet; `management` is the management cluster.", HelpName = "name" };
        var json = new Option<bool>("--json") { Description = "Print it as JSON, every cluster by name and every value in full." };
        var command = new Command("policies", "Show what clusters are held to: which policy is enforced or audited, and why.") { cluster, fleet, json };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(cluster) is not null && parsed.GetValue(fleet) is not null)
                parsed.AddError("Say either a cluster or --fleet.");
        });
        command.SetAction((parsed, cancellation) => commands.PoliciesAsync(
            new PoliciesSettings(parsed.GetValue(stack), parsed.GetValue(directory)!, parsed.GetValue(fleet), parsed.GetValue(cluster), parsed.GetValue(json)), cancellation));
        return command;
    }

    private static Command Traffic(Option<string?> stack, Option<string> directory, ISpecificationCommands commands)
    {
        var service = new Option<string?>("--service") { Description = "Only this service.", HelpName = "name" };
        var from = new Option<string?>("--from") { Description = "Only callers in this cluster.", HelpName = "cluster" };
        var drain = new Option<string[]>("--drain") { Description = "What would change if this cluster were drained; may be repeated.", HelpName = "cluster" };
        var json = new Option<bool>("--json") { Description = "Print it as JSON, every cluster by name." };
        var command = new Command("traffic", "Show which clusters answer for the services of a mesh, in which order, and what failover does not cover.") { service, from, drain, json };
        command.SetAction((parsed, cancellation) => commands.TrafficAsync(
            new TrafficSettings(parsed.GetValue(stack), parsed.GetValue(directory)!)
            {
                Service = parsed.GetValue(service),
                From = parsed.GetValue(from),
                Drain = [.. parsed.GetValue(drain) ?? []],
                Json = parsed.GetValue(json),
            },
            cancellation));
        return command;
    }

    private static Command Schema(Option<string> directory, ISpecificationCommands commands)
    {
        var name = new Argument<string?>("schema") { Description = "Which: stack, site, layer or addon.", Arity = ArgumentArity.ZeroOrOne };
        name.AcceptOnlyFromAmong([.. SpecificationSchema.Names]);
        var write = new Option<bool>("--write") { Description = "Write it, or all of them, into stacks/schemas." };
        var command = new Command("schema", "Print the JSON Schema by which editors complete and check a file.") { name, write };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(name) is null && !parsed.GetValue(write))
                parsed.AddError($"Say which schema: {string.Join(", ", SpecificationSchema.Names)}; or --write to write all of them.");
        });
        command.SetAction((parsed, cancellation) => commands.SchemaAsync(
            new SchemaSettings(parsed.GetValue(directory)!, parsed.GetValue(name), parsed.GetValue(write)), cancellation));
        return command;
    }
}
