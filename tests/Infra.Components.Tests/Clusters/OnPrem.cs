using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;
using Infra.Components.Machines;
using Pulumi;
using Pulumi.Command.Remote;

namespace Infra.Components.Tests.Clusters;

/// <summary>Clusters of machines to look at: three control planes and five workers.</summary>
internal static class OnPrem
{
    public const string Command = "command:remote:Command";

    public const string PrivateKey = "the-private-key";

    public static readonly ImmutableArray<string> ControlPlanes = ["c1", "c2", "c3"];

    public static readonly ImmutableArray<string> Workers = ["w1", "w2", "w3", "w4", "w5"];

    public static OnPremClusterArgs Cluster { get; } = new()
    {
        Cluster = new KubeadmCluster { Name = "on-prem", Version = "1.35.2", Api = new ApiAddress { Address = "10.20.0.10" } },
        Machines = ImmutableSortedDictionary<string, OnPremMachineArgs>.Empty
            .AddRange(ControlPlanes.Select((name, index) => KeyValuePair.Create(name, Machine(name, $"10.20.0.1{index + 1}", isControlPlane: true))))
            .AddRange(Workers.Select((name, index) => KeyValuePair.Create(name, Machine(name, $"10.20.0.2{index + 1}")))),
        UpgradeBatch = 2,
        Network = [new ClusterChart(new Chart("cilium", "https://helm.cilium.io", "1.20.2"), "cilium", "kube-system", Fields.Of(("routingMode", "tunnel")))],
    };

    public static OnPremClusterArgs Standing(OnPremClusterArgs args) => args with { Standing = new StandingControlPlanes(ControlPlanes, "c1", "c1") };

    public static OnPremMachineArgs Machine(string name, string address, bool isControlPlane = false) => new(
        new KubeadmMachine { Name = name, Address = address, IsControlPlane = isControlPlane },
        new MachineConnection { Host = address, HostKey = $"ssh-ed25519 {name}", PrivateKey = Output.Create(PrivateKey) });

    public static OnPremClusterArgs With(OnPremClusterArgs args, string name, Func<OnPremMachineArgs, OnPremMachineArgs> change) =>
        args with { Machines = args.Machines.SetItem(name, change(args.Machines[name])) };

    public static OnPremClusterArgs Lost(OnPremClusterArgs args, string name) =>
        With(args, name, machine => machine with { Machine = machine.Machine with { IsLost = true } });

    public static Task<OnPremPlan> PlanAsync(Func<OnPremClusterArgs, OnPremClusterArgs>? change = null, string stdout = "said") => OnPremPlan.OfAsync(change?.Invoke(Cluster) ?? Cluster, stdout);
}

/// <summary>What a cluster of machines asks of the engine.</summary>
internal sealed class OnPremPlan
{
    private readonly ConcurrentDictionary<string, OnPremStep> _steps = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, OnPremStep> Steps => _steps;

    public static async Task<OnPremPlan> OfAsync(OnPremClusterArgs args, string stdout)
    {
        var plan = new OnPremPlan();
        var answers = Answers.None with
        {
            Outputs = ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty
                .Add(OnPrem.Command, ImmutableDictionary<string, object>.Empty.Add("stdout", stdout)),
        };
        var options = new ComponentResourceOptions { Protect = true, ResourceTransformations = { plan.Note } };
        var declared = await Declared.ByAsync(() => _ = new OnPremCluster("on-prem", args, options), answers);
        foreach (var resource in declared.Resources)
            plan.Step(resource.Type!, resource.Name!).Inputs = resource.Inputs;
        return plan;
    }

    /// <summary>The commands, by their names without the cluster's.</summary>
    public IEnumerable<OnPremStep> Commands => _steps.Values.Where(step => step.Type == OnPrem.Command).OrderBy(step => step.Name, StringComparer.Ordinal);

    public OnPremStep Of(string name) => _steps[name];

    /// <summary>Whether one step only begins, and is only undone last, when another one is done: along the dependencies that the engine is told.</summary>
    public bool Needs(string then, string first)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([then]);
        while (open.TryPop(out var name))
        {
            foreach (var before in _steps[name].After.Where(seen.Add))
                open.Push(before);
        }

        return seen.Contains(first);
    }

    private OnPremStep Step(string type, string name) => _steps.GetOrAdd(Name(type, name), key => new OnPremStep { Type = type, Name = key });

    // A provider may be called as its component is.
    private static string Name(string type, string name) => type switch
    {
        "pulumi:providers:kubernetes" => $"{name} (provider)",
        "infra:clusters:OnPremCluster" => $"{name} (cluster)",
        _ => name["on-prem/".Length..],
    };

    private ResourceTransformationResult? Note(ResourceTransformationArgs asked)
    {
        var step = Step(asked.Resource.GetResourceType(), asked.Resource.GetResourceName());
        step.Ignored = [.. asked.Options.IgnoreChanges];
        step.IsProtected = asked.Options.Protect;
        step.IsRetained = asked.Options.RetainOnDelete;
        asked.Options.DependsOn.ToOutput().Apply(resources => step.After = [.. step.After, .. resources.Select(Name)]);
        if (asked.Options is CustomResourceOptions custom)
            (step.SecretOutputs, step.IsUndoneFirst) = ([.. custom.AdditionalSecretOutputs], custom.DeleteBeforeReplace);
        if (asked.Options.Provider is { } provider)
            step.After = [.. step.After, Name(provider)];
        if (asked.Args is CommandArgs command)
        {
            _ = Output.Create(Task.Run(async () => step.HasSecretScript = await Output.IsSecretAsync(command.Stdin!.ToOutput())));
            _ = Output.Create(Task.Run(async () => step.HasSecretConnection = await Output.IsSecretAsync(command.Connection!.ToOutput())));
        }

        return null;
    }

    private static string Name(Resource resource) => Name(resource.GetResourceType(), resource.GetResourceName());
}

/// <summary>A resource of a cluster of machines.</summary>
internal sealed class OnPremStep
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public ImmutableDictionary<string, object> Inputs { get; set; } = ImmutableDictionary<string, object>.Empty;

    public ImmutableArray<string> Ignored { get; set; } = [];

    public ImmutableArray<string> After { get; set; } = [];

    public ImmutableArray<string> SecretOutputs { get; set; } = [];

    public bool? IsProtected { get; set; }

    public bool? IsRetained { get; set; }

    public bool? IsUndoneFirst { get; set; }

    public bool HasSecretScript { get; set; }

    public bool HasSecretConnection { get; set; }

    public string? Host => Tree.At(Inputs["connection"], "host") as string;

    public string? Shown(string input) => Inputs.TryGetValue(input, out var value) ? Tree.Json(new Dictionary<string, object> { ["value"] = value }) : null;
}
