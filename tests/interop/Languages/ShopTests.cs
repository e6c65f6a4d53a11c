using System.Collections.Immutable;
using System.Text;
using Infra.Engine.Behaviors;
using Behaviors = Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.State;
using Infra.Engine.Values;
using Infra.Interop.Tests.Peers;

namespace Infra.Interop.Tests.Languages;

/// <summary>One program in two languages, both over gRPC against the embedded engine: Pulumi's own SDK for JavaScript, and ours for C#.</summary>
public sealed class ShopTests
{
    private const string First = "urn:pulumi:dev::shop::my:shop:Shop$demo:index:Widget::first";
    private const string Second = "urn:pulumi:dev::shop::my:shop:Shop$demo:index:Widget::second";
    private const string Shelf = "urn:pulumi:dev::shop::my:shop:Shop$kubernetes:core/v1:ConfigMap::shelf";
    private const string Preferences = "urn:pulumi:dev::shop::kubernetes:core/v1:ConfigMap::preferences";
    private const string Settings = "urn:pulumi:dev::shop::kubernetes:core/v1:ConfigMap::settings";

    [Fact]
    public async Task Both_languages_record_the_same_state()
    {
        var script = await PlanAsync(await ScriptAsync());
        var sharp = await PlanAsync(Sharp());

        Assert.Equal(StateOf(script), StateOf(sharp));
    }

    [Fact]
    public async Task Both_languages_change_the_same_when_the_program_changes()
    {
        var script = await PlanAsync(await ScriptAsync());
        var sharp = await PlanAsync(Sharp());

        var scriptRenamed = await PlanAsync(await ScriptAsync(), script.Snapshot, renamed: true);
        var sharpRenamed = await PlanAsync(Sharp(), sharp.Snapshot, renamed: true);

        Assert.Equal(StepsOf(scriptRenamed), StepsOf(sharpRenamed));
        Assert.Equal(StateOf(scriptRenamed), StateOf(sharpRenamed));
    }

    [Fact]
    public async Task Nothing_changes_when_the_other_language_takes_over()
    {
        var script = await PlanAsync(await ScriptAsync());

        var sharp = await PlanAsync(Sharp(), script.Snapshot);

        Assert.Empty(StepsOf(sharp, onlyChanges: true));
    }

    [Fact]
    public async Task An_alias_renames_without_replacing()
    {
        var before = await PlanAsync(await ScriptAsync());

        var after = await PlanAsync(await ScriptAsync(), before.Snapshot, renamed: true);

        Assert.DoesNotContain(after.Steps, step => step.Kind is StepKind.Create or StepKind.Delete or StepKind.Replace);
        Assert.Contains(Settings, after.Snapshot.Resources.Select(resource => resource.Urn), StringComparer.Ordinal);
        Assert.DoesNotContain(Preferences, after.Snapshot.Resources.Select(resource => resource.Urn), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Everything_that_the_program_asked_for_is_recorded()
    {
        var plan = await PlanAsync(await ScriptAsync());
        ResourceState Resource(string urn) => plan.Snapshot.Resources.Single(resource => resource.Urn == urn);

        Assert.Equal(new NumberValue(5), Resource(First).Inputs["size"]);
        Assert.True(Resource(First).Inputs["password"]!.ContainsSecrets);
        Assert.True(Resource(First).IsProtected);
        Assert.Equal(UnknownValue.Instance, Resource(Second).Inputs["first"]);
        Assert.True(Resource(Second).Inputs["password"]!.ContainsSecrets);
        Assert.Equal([First], Resource(Second).Dependencies);
        Assert.Equal(TimeSpan.FromMinutes(2), Resource(Second).CustomTimeouts!.Create);
        Assert.Equal(new StringValue("shop"), ((PropertyMap)((PropertyMap)Resource(Shelf).Inputs["metadata"]!)["labels"]!)["owner"]);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { First, Second, Shelf }, plan.Steps.Single(step => step.Urn == Preferences).New!.Dependencies.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(new StringValue("north"), plan.NewOutputs["region"]);
        Assert.True(plan.NewOutputs["token"]!.ContainsSecrets);
        Assert.Equal(UnknownValue.Instance, plan.NewOutputs["firstId"]);
    }

    private static async Task<IProgram> ScriptAsync() =>
        new NodeProgram(await PeerPrograms.FolderAsync(), Path.Combine(Prerequisites.RepositoryRoot, "tests", "interop", "Programs", "JavaScript"));

    private static ChildProgram Sharp() => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Infra.Interop.Shop.dll")], AppContext.BaseDirectory);

    private static async Task<Plan> PlanAsync(IProgram program, DeploymentSnapshot? previous = null, bool renamed = false)
    {
        var config = ImmutableSortedDictionary<string, string>.Empty.Add("shop:label", "tea").Add("shop:password", "open sesame");
        var options = new SessionOptions
        {
            Config = renamed ? config.Add("shop:renamed", "true") : config,
            ConfigSecretKeys = ["shop:password"],
            RootDirectory = AppContext.BaseDirectory,
            Time = new FixedTime(),
        };
        await using var session = new EngineSession(
            new StackIdentity("organization", "shop", "dev"), previous ?? DeploymentSnapshot.Empty, Behaviors.ResourceBehaviors.BuiltIn(new BaseStack()), options);
        var plan = await session.PlanAsync(program, TestContext.Current.CancellationToken);
        Assert.False(plan.HasErrors, string.Join('\n', plan.Diagnostics));
        return plan;
    }

    private static string[] StateOf(Plan plan)
    {
        using var stream = new MemoryStream();
        DeploymentJson.Write(plan.Snapshot with { SecretsProvider = ReadableSecrets.Instance }, stream);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
    }

    private static IEnumerable<string> StepsOf(Plan plan, bool onlyChanges = false) =>
        plan.Steps.Where(step => step.IsChange || !onlyChanges).Select(step => $"{step.Kind} {step.Urn} {string.Join("; ", step.Differences)}");

    /// <summary>The stack that the program refers to.</summary>
    private sealed class BaseStack : IRecordedStacks
    {
        public string Project => "shop";

        public IReadOnlyList<string> Names => ["base", "dev"];

        public PropertyMap? OutputsOf(string stack) =>
            stack == "base" ? PropertyMap.Of(("region", new StringValue("north")), ("credential", new SecretValue(new StringValue("k3y")))) : null;
    }
}
