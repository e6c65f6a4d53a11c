using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Infra.CommandLine;

/// <summary>The usual help, followed by what a newcomer asks next.</summary>
internal sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string> Lessons = new(StringComparer.Ordinal)
    {
        [""] = """
            A first walk:
              infra up -s dev                 plan the dev stack, render it, record it
              infra up -s dev                 again: nothing changes
              infra preview -s dev --diff     after an edit of stacks/Pulumi.dev.yaml: exactly that edit
              infra destroy -s dev            leave nothing behind
              infra validate                  every mistake in every file, each with its place
              infra new site --help           one file, and a warehouse more

            To deploy what you planned, run `pulumi up -s dev` with the Pulumi CLI: it is the same program.

            Exit codes:
              0  done, or nothing to do
              1  something is wrong: every error is printed, nothing is written
              2  --expect-no-changes was given and something changes
            """,
        ["preview"] = """
            Reading a preview:
              +  create     ~  update     -  delete
              +- replace (-+ when the old one goes first), and the property that forces it
              >  read       *  planned only: a cloud must make it, so nothing is rendered

            In a pull request:
              infra preview -s prod --diff            for people
              infra preview -s prod --json            for tools, in the shape of `pulumi preview --json`
              infra preview -s prod --expect-no-changes   as a gate
            """,
        ["up"] = """
            What it writes:
              rendered/<stack>/<cluster>/    one folder per cluster with a kustomization.yaml, ready for Git
              .infra/state/<stack>.json      the state, in the format of `pulumi stack export`

            Objects with secrets are never rendered; they are listed by name. AWS resources and remote commands are planned
            and listed; only Pulumi with its plugins makes them.

            A passphrase is needed only for stacks that have secrets: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.
            """,
        ["destroy"] = """
            Protected resources are refused, and then nothing is removed: set `protect` to false, run `up`, and destroy again.
            """,
        ["validate"] = """
            Examples:
              infra validate                  all stacks, every mistake at once, each as file:line:column
              infra validate -s edge          one stack, with all its site files
              infra validate --json           for editors and pipelines

            INF006 and the like are rules: docs/errors.md says why each is there, and what to do.
            """,
        ["explain"] = """
            Examples:
              infra explain -s edge shanghai-07                     every value, and the file that said so
              infra explain -s edge shanghai-07 labels              one part, and what lower layers say of it
              infra explain -s prod on-prem "labels['team/name']"   a key with more than letters, digits, '-' and '_'

            The layers, the lowest first: class, environment (infra:clusterDefaults), region, and the site itself.
            """,
        ["status"] = """
            Examples:
              infra status -s edge                          every fleet: add-ons, versions, how far a rollout is
              infra status -s edge --cluster shanghai-07    one cluster
              infra status -s edge --addon keda             one add-on: its waves, and the clusters of each version
              infra status -s edge --json                   everything, for tools

            It tells what the files ask for, and asks no cluster. Its last lines are the commands that tell how things are.
            """,
        ["policies"] = """
            Examples:
              infra policies -s prod                        every fleet: what is enforced, what is audited, and why
              infra policies -s prod --fleet fleet-global   one fleet
              infra policies -s edge shanghai-07            one cluster, with the waves of a rollout that it is in
              infra policies -s prod --json                 everything, for tools

            It tells what the files ask for, and asks no cluster. docs/policies.md tells what each policy is for, and how to change what it does.
            """,
        ["traffic"] = """
            Examples:
              infra traffic -s prod                           every mesh: its clusters, and who answers for each service from where
              infra traffic -s prod --service recommender     one service
              infra traffic -s prod --from on-prem            for callers in one cluster
              infra traffic -s prod --drain on-prem           what would change, before it is drained for maintenance
              infra traffic -s prod --json                    everything, for tools

            It tells what the files ask for, and asks no cluster. docs/meshes.md tells what draining does, and what it does not.
            """,
        ["new site"] = """
            Examples:
              infra new site shanghai-09 --class warehouse --region shanghai
              infra new site shanghai-10 --class warehouse --region shanghai --set labels.goods=pharmaceuticals
              infra new site --from sites.csv

            A table is what a spreadsheet saves as CSV; columns beyond name, class, region and group are paths:
              name,class,region,labels.goods
              shanghai-11,warehouse,shanghai,
              shanghai-12,warehouse,shanghai,pharmaceuticals

            The whole stack is checked with the new sites in it before anything is written. docs/sites.md tells the rest.
            """,
        ["new stack"] = """
            Examples:
              infra new stack lab                                       for trying things out, on a Karmada that runs already
              infra new stack asia --karmada-from mgmt --tier production

            The file is valid as it is; its comments say what each part is for.
            """,
        ["schema"] = """
            Examples:
              infra schema site               print it
              infra schema --write            write all of them, as they are kept beside the stack files

            Editors find them by the first line of each file: # yaml-language-server: $schema=…
            """,
        ["stack"] = """
            From here to Pulumi and back:
              infra stack export -s dev --file dev.json     then: pulumi stack import --file dev.json
              pulumi stack export --file dev.json           then: infra stack import -s dev --file dev.json
            """,
    };

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = usual.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        if (Lessons.TryGetValue(Words(command), out var lesson))
            parseResult.InvocationConfiguration.Output.WriteLine(lesson + Environment.NewLine);

        return exitCode;
    }

    // What is typed to get there: `new site`.
    private static string Words(Command command) =>
        command is RootCommand ? "" : string.Join(' ', command.Parents.OfType<Command>().Select(Words).Append(command.Name).Where(word => word.Length > 0));
}
