using System.Collections.Immutable;
using System.Text;
using Infra.CommandLine;
using Infra.Documents;
using Infra.Engine;
using Infra.Engine.Projects;
using Infra.Presentation;
using Infra.Stacks.Addons;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Sites;
using Infra.Stacks.Specification;

namespace Infra;

/// <summary>What the commands on the files of the platform do, as the command line asks for it.</summary>
/// <remarks>Whatever a user can put right comes as one message and exit code 1; no file has changed then.</remarks>
internal sealed class SpecificationCommands(ConsoleOutput output) : ISpecificationCommands
{
    /// <inheritdoc />
    public Task<int> ValidateAsync(ValidateSettings settings, CancellationToken cancellation) => Guard(() =>
    {
        var files = Open(settings.Directory);
        var validation = new Validation(files, new StandingClusters(files.Root).Of);
        var result = settings.Stack is { } stack ? new ValidatedProject([validation.Stack(Known(files, stack))], [], []) : validation.All();
        var report = new ValidationReport(result);
        if (settings.Json)
            report.WriteJson(output.RawOut);
        else
            report.Write(output);
        return report.HasErrors ? ExitCodes.Error : ExitCodes.Success;
    });

    /// <inheritdoc />
    public Task<int> ExplainAsync(ExplainSettings settings, CancellationToken cancellation) => Guard(() =>
    {
        var files = Open(settings.Directory);
        var stack = Chosen(files, settings.Stack);
        if (!TryReadPath(settings.Path, out var path))
            throw new EngineException($"'{settings.Path}' is not a path. A path is like network.nodeCidr, zones[0] or labels['example.com/line'].");
        var explanation = ClusterExplainer.Explain(files, stack, settings.Cluster, path);
        ExplanationReport.Write(output, stack, explanation, withOverridden: path is not null);
        foreach (var finding in explanation.Findings)
            output.Error($"{finding}");
        return explanation.Findings.IsEmpty ? ExitCodes.Success : ExitCodes.Error;
    });

    /// <inheritdoc />
    public Task<int> StatusAsync(StatusSettings settings, CancellationToken cancellation) => Guard(() =>
    {
        var files = Open(settings.Directory);
        var stack = Chosen(files, settings.Stack);
        var status = PlatformStatus.Of(Read(files, stack), stack).Only(settings.Cluster, settings.Addon);
        if (settings.Json)
            StatusJson.Write(status, output.RawOut);
        else
            StatusReport.Write(output, status);
        return ExitCodes.Success;
    });

    /// <inheritdoc />
    public Task<int> PoliciesAsync(PoliciesSettings settings, CancellationToken cancellation) => Guard(() =>
    {
        var files = Open(settings.Directory);
        var stack = Chosen(files, settings.Stack);
        var status = PolicyStatus.Of(Read(files, stack), stack).Only(settings.Fleet, settings.Cluster);
        if (settings.Json)
            PolicyJson.Write(status, output.RawOut);
        else
            PolicyReport.Write(output, status);
        return ExitCodes.Success;
    });

    /// <inheritdoc />
    public Task<int> TrafficAsync(TrafficSettings settings, CancellationToken cancellation) => Guard(() =>
    {
        var files = Open(settings.Directory);
        var stack = Chosen(files, settings.Stack);
        var status = TrafficStatus.Of(MeshPlans.Of(Read(files, stack), stack), stack).Only(settings.Service, settings.From).Draining(settings.Drain);
        if (settings.Json)
            TrafficJson.Write(status, output.RawOut);
        else
            TrafficReport.Write(output, status);
        return ExitCodes.Success;
    });

    /// <inheritdoc />
    public Task<int> NewSitesAsync(NewSiteSettings settings, CancellationToken cancellation) => Guard(() =>
    {
        var files = Open(settings.Directory);
        var requests = settings.From is { } table ? Rows(settings.Directory, table)
            : [new SiteRequest(settings.Name!) { Class = settings.Class, Region = settings.Region, Group = settings.Group, Values = settings.Values }];
        var stack = WithSites(files, settings.Stack, requests[0].Group);
        var sites = new SitePlanner(files, stack).Plan(requests);
        if (!sites.Problems.IsEmpty)
            throw new EngineException($"{string.Join('\n', sites.Problems)}\nNothing was written.");

        cancellation.ThrowIfCancellationRequested();
        NewFiles.Write(files, [.. sites.Sites.Select(site => KeyValuePair.Create(site.File.Name, site.Text))]);
        NewSitesReport.Write(output, stack, sites);
        return ExitCodes.Success;
    });

    /// <inheritdoc />
    public Task<int> NewStackAsync(NewStackSettings settings, CancellationToken cancellation) => Guard(() =>
    {
        var files = Open(settings.Directory);
        var stack = StackPlanner.Plan(files, settings.Name, settings.Tier, settings.KarmadaFrom);
        NewFiles.Write(files, stack.Contents);
        foreach (var (file, _) in stack.Contents)
            output.Line(file);
        var site = $"infra new site NAME --class CLASS --region REGION -s {stack.Name}";
        output.Line(stack.Group is null
            ? $"\nWrote stack {stack.Name}. Next: list a folder of stacks/sites under infra:sites.groups, then {site}"
            : $"\nWrote stack {stack.Name}. Next: {site}");
        return ExitCodes.Success;
    });

    /// <inheritdoc />
    public Task<int> SchemaAsync(SchemaSettings settings, CancellationToken cancellation) => Guard(() =>
    {
        if (!settings.Write)
        {
            output.RawOut.Write(Encoding.UTF8.GetBytes(SpecificationSchema.Text(settings.Name!)));
            return ExitCodes.Success;
        }

        var files = Open(settings.Directory);
        foreach (var name in settings.Name is { } one ? [one] : SpecificationSchema.Names)
        {
            NewFiles.Replace(files, SpecificationSchema.FileOf(name), SpecificationSchema.Text(name));
            output.Line(SpecificationSchema.FileOf(name));
        }

        return ExitCodes.Success;
    });

    private static ImmutableArray<SiteRequest> Rows(string directory, string file)
    {
        var table = SiteTable.Parse(YamlFile.ReadText(Path.Combine(directory, file), file), file);
        if (!table.Problems.IsEmpty)
            throw new EngineException($"{string.Join('\n', table.Problems)}\nNothing was written.");
        return table.Sites.IsEmpty ? throw new EngineException($"{file} names columns and no site.") : table.Sites;
    }

    private static string WithSites(ProjectFiles files, string? stack, string? group)
    {
        if (stack is not null)
            return Known(files, stack);
        return SitePlanner.StacksWith(files, group) switch
        {
            [var only] => only,
            [] when group is not null => throw new EngineException($"No stack has the group '{group}'{Suggestion.For(group, SitePlanner.GroupsOf(files), ".")} List it under infra:sites.groups of one."),
            [] => throw new EngineException("No stack has a group of sites. List one under infra:sites.groups of a stack."),
            var several => throw new EngineException($"Which stack? Say it with -s. The stacks with sites are {string.Join(", ", several)}."),
        };
    }

    private static bool TryReadPath(string? text, out SpecPath? path)
    {
        path = null;
        return text is null || SpecPath.TryParse(text, out path);
    }

    private static ProjectFiles Open(string directory) => new(ProjectFile.Find(directory).Directory);

    private static PlatformSpec Read(ProjectFiles files, string stack) => new SpecificationLoader(files).FromFiles(stack).Platform
        ?? throw new EngineException($"Stack {stack} has mistakes, so nothing can be expected of it yet. Each is told with its place by infra validate -s {stack}");

    private static string Known(ProjectFiles files, string stack)
    {
        var stacks = SpecificationLoader.Stacks(files);
        return stacks.Contains(stack, StringComparer.Ordinal)
            ? stack
            : throw new EngineException($"There is no stack '{stack}'{Suggestion.For(stack, stacks, ".")} The stacks are {string.Join(", ", stacks)}.");
    }

    private static string Chosen(ProjectFiles files, string? stack) => stack is not null ? Known(files, stack)
        : SpecificationLoader.Stacks(files) is var stacks && stacks is [var only] ? only
        : throw new EngineException($"Which stack? Say it with -s. The stacks are {string.Join(", ", stacks)}.");

    private Task<int> Guard(Func<int> run) => UserErrors.GuardAsync(output, () => Task.FromResult(run()));
}
