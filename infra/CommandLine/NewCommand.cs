using System.Collections.Immutable;
using System.CommandLine;

namespace Infra.CommandLine;

/// <summary>The <c>new</c> commands: they write files for people to go on with.</summary>
internal static class NewCommand
{
    public static Command Create(Option<string?> stack, Option<string> directory, ISpecificationCommands commands) =>
        new("new", "Write the file of a new site or stack.") { Site(stack, directory, commands), Stack(directory, commands) };

    private static Command Site(Option<string?> stack, Option<string> directory, ISpecificationCommands commands)
    {
        var name = new Argument<string?>("name") { Description = "The site's name, which is that of its file and of its cluster.", Arity = ArgumentArity.ZeroOrOne };
        var @class = new Option<string?>("--class") { Description = "The class that it starts from: stacks/classes/<class>.yaml.", HelpName = "class" };
        var region = new Option<string?>("--region") { Description = "The region that it is in; its values are in stacks/regions/<region>.yaml.", HelpName = "region" };
        var group = new Option<string?>("--group") { Description = "The folder of stacks/sites. May be left out where the stack has only one.", HelpName = "group" };
        var set = new Option<string[]>("--set")
        {
            Description = "Anything else that it says, such as labels.goods=pharmaceuticals; may be repeated. null removes what a layer says.",
            HelpName = "path=value",
            AllowMultipleArgumentsPerToken = false,
        };
        var from = new Option<string?>("--from") { Description = "Make one site for each row of this CSV file. Its first row names the columns.", HelpName = "sites.csv" };
        var command = new Command("site", "Write site files, with the addresses that their class takes from a pool; all of them or none.") { name, @class, region, group, set, from };
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetValue(name) is null) == (parsed.GetValue(from) is null))
                parsed.AddError("Say either the name of a site or --from and a table of them.");
            foreach (var value in (parsed.GetValue(set) ?? []).Where(value => value.IndexOf('=', StringComparison.Ordinal) <= 0))
                parsed.AddError($"--set takes path=value, such as labels.goods=pharmaceuticals; found '{value}'.");
            if (parsed.GetValue(from) is not null && (parsed.GetResult(@class) ?? parsed.GetResult(region) ?? parsed.GetResult(group) ?? parsed.GetResult(set)) is not null)
                parsed.AddError("With --from, the table's columns say everything: name, class, region, group, and paths such as labels.goods.");
        });
        command.SetAction((parsed, cancellation) => commands.NewSitesAsync(
            new NewSiteSettings(parsed.GetValue(stack), parsed.GetValue(directory)!)
            {
                Name = parsed.GetValue(name),
                Class = parsed.GetValue(@class),
                Region = parsed.GetValue(region),
                Group = parsed.GetValue(group),
                Values = [.. (parsed.GetValue(set) ?? []).Select(Pair)],
                From = parsed.GetValue(from),
            },
            cancellation));
        return command;
    }

    private static Command Stack(Option<string> directory, ISpecificationCommands commands)
    {
        var name = new Argument<string>("name") { Description = "The stack's name: stacks/Pulumi.<name>.yaml." };
        var tier = new Option<string>("--tier") { Description = "What the environment is for: development, preProduction or production.", HelpName = "tier", DefaultValueFactory = _ => "development" };
        var karmadaFrom = new Option<string?>("--karmada-from") { Description = "The stack that installs Karmada; a Karmada that runs already when left out.", HelpName = "stack" };
        var command = new Command("stack", "Write the file of a new stack, valid as it is.") { name, tier, karmadaFrom };
        command.SetAction((parsed, cancellation) => commands.NewStackAsync(
            new NewStackSettings(parsed.GetValue(name)!, parsed.GetValue(directory)!, parsed.GetValue(tier)!, parsed.GetValue(karmadaFrom)), cancellation));
        return command;
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return KeyValuePair.Create(text[..at], text[(at + 1)..]);
    }
}
