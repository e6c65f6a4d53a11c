using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.State;
using Infra.Engine.Values;
using Pulumirpc;
using Xunit;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace Infra.Engine.Tests.Planning;

/// <summary>Runs hand-written programs against the engine, in process.</summary>
internal static class TestRun
{
    public static readonly StackIdentity Stack = new("org", "proj", "dev");

    public const string StackUrn = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev";

    public static Task<Plan> PlanAsync(Func<TestClient, Task> program, DeploymentSnapshot? previous = null, SessionOptions? options = null, IProgressObserver? observer = null) =>
        PlanAsync(async client =>
        {
            await client.Stack();
            await program(client);
            return 0;
        }, previous, options, observer);

    public static async Task<Plan> PlanAsync(
        Func<TestClient, Task<int>> program, DeploymentSnapshot? previous = null, SessionOptions? options = null, IProgressObserver? observer = null)
    {
        options ??= new SessionOptions();
        await using var session = new EngineSession(
            Stack, previous ?? DeploymentSnapshot.Empty, [new TestBehavior()], options with { Time = new FixedTime() }, observer);
        return await session.PlanAsync(new TestProgram(program), TestContext.Current.CancellationToken);
    }

    /// <summary>What the first program leaves, as it would be read back from its file.</summary>
    public static async Task<DeploymentSnapshot> RecordAsync(Func<TestClient, Task> program, DeploymentSnapshot? previous = null)
    {
        var plan = await PlanAsync(program, previous);
        Assert.False(plan.HasErrors, string.Join('\n', plan.Diagnostics));
        return Reread(plan.Snapshot);
    }

    public static DeploymentSnapshot Reread(DeploymentSnapshot snapshot)
    {
        var secrets = new TestSecrets();
        using var file = new MemoryStream();
        DeploymentJson.Write(snapshot with { SecretsProvider = snapshot.SecretsProvider ?? secrets }, file);
        return DeploymentJson.Read(file.ToArray(), "state.json", (_, _) => secrets);
    }

    /// <summary>The one step of a resource with this name.</summary>
    public static PlanStep Step(this Plan plan, string name) => Assert.Single(plan.Steps, step => step.Name == name);

    public static PlanStep Step(this Plan plan, string name, StepKind kind) => Assert.Single(plan.Steps, step => step.Name == name && step.Kind == kind);

    public static string Error(this Plan plan) => Assert.Single(plan.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString();

    private sealed class TestProgram(Func<TestClient, Task<int>> program) : IProgram
    {
        public Task<int> RunAsync(ProgramContext context, CancellationToken cancellationToken) => program(new TestClient(context));
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
    }
}

/// <summary>Sends what an SDK sends.</summary>
internal sealed class TestClient(ProgramContext context)
{
    public ResourceMonitor.ResourceMonitorClient Monitor { get; } = new(context.Invoker);

    public Pulumirpc.Engine.EngineClient Engine { get; } = new(context.Invoker);

    public ProgramContext Context => context;

    public async Task<string> Stack() => (await Monitor.RegisterResourceAsync(new RegisterResourceRequest { Type = Urn.StackType, Name = "proj-dev" })).Urn;

    /// <summary>Registers a custom resource of the test package.</summary>
    public async Task<string> Custom(string name, PropertyMap? inputs = null, Action<RegisterResourceRequest>? change = null, string type = "test:index:Thing") =>
        (await CustomAnswer(name, inputs, change, type)).Urn;

    public async Task<RegisterResourceResponse> CustomAnswer(string name, PropertyMap? inputs = null, Action<RegisterResourceRequest>? change = null, string type = "test:index:Thing")
    {
        var request = new RegisterResourceRequest
        {
            Type = type,
            Name = name,
            Parent = TestRun.StackUrn,
            Custom = true,
            Object = WireWriter.Full.Write(inputs ?? PropertyMap.Empty),
            AcceptSecrets = true,
            AcceptResources = true,
        };
        change?.Invoke(request);
        return await Monitor.RegisterResourceAsync(request);
    }

    public async Task<string> Component(string name, Action<RegisterResourceRequest>? change = null, string type = "my:index:Component")
    {
        var request = new RegisterResourceRequest { Type = type, Name = name, Parent = TestRun.StackUrn };
        change?.Invoke(request);
        return (await Monitor.RegisterResourceAsync(request)).Urn;
    }

    public async Task Outputs(string urn, PropertyMap outputs) =>
        await Monitor.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest { Urn = urn, Outputs = WireWriter.Full.Write(outputs) });

    public async Task Signal() => await Monitor.SignalAndWaitForShutdownAsync(new Empty());
}

/// <summary>A package whose things are made, unless their inputs are unknown; <c>fixed</c> cannot be changed in place.</summary>
internal sealed class TestBehavior : IResourceBehavior
{
    public string Package => "test";

    public PropertyMap Check(ResourceRequest request) =>
        request.Inputs["bad"] is null ? request.Inputs : throw new ResourceCheckException("bad", "it cannot be right");

    public bool ForcesReplacement(ResourceRequest request, PropertyPath path) => path.Segments[0].Name is "fixed" or "place";

    public bool DeletesBeforeReplacing(ResourceRequest request) => request.Inputs["one"] is BoolValue { Value: true };

    public ResourceOutcome Plan(ResourceRequest request) => request.Inputs.ContainsUnknowns
        ? new ResourceOutcome(null, request.Inputs, IsMade: false)
        : new ResourceOutcome($"{request.Name}-id", request.Inputs.With("made", new BoolValue(true)), IsMade: true);

    public ResourceOutcome Read(ResourceRequest request, string id) => new(id, request.Inputs.With("read", new StringValue(id)), IsMade: true);
}

/// <summary>Encrypts so that tests can see what happened, with another ciphertext every time, as real encryption has.</summary>
internal sealed class TestSecrets(string salt = "salt") : ISecretsProvider
{
    public int Encryptions { get; private set; }

    public int Decryptions { get; private set; }

    public string Type => "passphrase";

    public IReadOnlyDictionary<string, string> State { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["salt"] = salt };

    public string Encrypt(string plaintext) => $"v1:{++Encryptions}:{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(plaintext))}";

    public string Decrypt(string ciphertext)
    {
        Decryptions++;
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(ciphertext.Split(':')[2]));
    }
}

/// <summary>Short ways to write values.</summary>
internal static class V
{
    public static PropertyMap Map(params ReadOnlySpan<(string Name, PropertyValue Value)> entries) => PropertyMap.Of(entries);

    public static StringValue S(string text) => new(text);

    public static NumberValue N(double number) => new(number);

    public static BoolValue B(bool flag) => new(flag);

    public static ListValue L(params PropertyValue[] items) => new([.. items]);

    public static SecretValue Secret(PropertyValue value) => new(value);

    public static UnknownValue Unknown => UnknownValue.Instance;
}
