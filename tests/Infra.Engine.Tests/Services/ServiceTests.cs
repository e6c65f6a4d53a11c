using Grpc.Core;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.Services;
using Infra.Engine.Tests.Planning;
using Infra.Engine.Values;
using Pulumirpc;
using Xunit;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace Infra.Engine.Tests.Services;

public sealed class ServiceTests
{
    [Theory]
    [InlineData("secrets", true)]
    [InlineData("resourceReferences", true)]
    [InlineData("outputValues", true)]
    [InlineData("aliasSpecs", true)]
    [InlineData("transforms", true)]
    [InlineData("byteString", false)]
    [InlineData("sendsOptionsToHooks", false)]
    [InlineData("stateMigrations", false)]
    public async Task Only_what_is_done_is_claimed(string feature, bool isSupported) => await TestRun.PlanAsync(async client =>
        Assert.Equal(isSupported, (await client.Monitor.SupportsFeatureAsync(new SupportsFeatureRequest { Id = feature })).HasSupport));

    [Fact]
    public async Task The_deployments_description_is_complete()
    {
        var options = new SessionOptions
        {
            Config = new Dictionary<string, string>(StringComparer.Ordinal) { ["proj:a"] = "1" },
            ConfigSecretKeys = ["proj:a"],
            Parallel = 3,
        };

        await TestRun.PlanAsync(async client =>
        {
            var info = await client.Monitor.GetDeploymentInfoAsync(new Empty());

            Assert.Equal(("org", "proj", "dev", true, 3), (info.Organization, info.Project, info.Stack, info.DryRun, info.Parallel));
            Assert.Equal("1", info.Config["proj:a"]);
            Assert.Equal(["proj:a"], info.ConfigSecretKeys);
            Assert.Contains(ResourceMonitorFeature.InvokeDependsOn, info.SupportedFeatures);
            Assert.DoesNotContain(ResourceMonitorFeature.ByteString, info.SupportedFeatures);
        }, options: options);
    }

    [Fact]
    public async Task A_function_that_nobody_knows_is_unknown_with_one_warning()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            for (var call = 0; call < 2; call++)
                Assert.True((await client.Monitor.InvokeAsync(new ResourceInvokeRequest { Tok = "aws:index/getRegion:getRegion", Args = new() })).Unknown);
        });

        Assert.Contains("'aws'", Assert.Single(plan.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_can_be_looked_up_by_its_urn()
    {
        await TestRun.PlanAsync(async client =>
        {
            var a = await client.Custom("a", V.Map(("s", V.Secret(V.S("x")))));
            var found = await client.Monitor.InvokeAsync(new ResourceInvokeRequest
            {
                Tok = "pulumi:pulumi:getResource",
                Args = WireWriter.Full.Write(V.Map(("urn", V.S(a)))),
            });

            Assert.Equal(
                V.Map(("id", V.S("a-id")), ("state", V.Map(("made", V.B(true)), ("s", V.Secret(V.S("x"))))), ("urn", V.S(a))),
                WireReader.Read(found.Return));
        });
    }

    [Fact]
    public async Task A_method_of_a_provider_cannot_be_called()
    {
        var plan = await TestRun.PlanAsync(client => Assert.ThrowsAsync<RpcException>(() =>
            client.Monitor.CallAsync(new ResourceCallRequest { Tok = "eks:index:Cluster/getKubeconfig" }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync));

        Assert.Contains("'eks:index:Cluster/getKubeconfig'", plan.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_package_gives_resources_their_version()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            var package = new RegisterPackageRequest
            {
                Name = "terraform-provider",
                Version = "1.0.0",
                Parameterization = new Parameterization { Name = "test", Version = "7.0.0" },
            };
            var reference = await client.Monitor.RegisterPackageAsync(package);
            Assert.Equal(reference, await client.Monitor.RegisterPackageAsync(package));
            await client.Custom("a", change: request => request.PackageRef = reference.Ref);
        });

        Assert.Equal(V.S("7.0.0"), plan.Step("default_7_0_0").New!.Inputs["version"]);
    }

    [Fact]
    public async Task A_remote_component_is_planned_only()
    {
        var plan = await TestRun.PlanAsync(client => client.Component("c", request => request.Remote = true, "awsx:ec2:Vpc"));

        Assert.True(plan.Step("c").IsPlannedOnly);
        Assert.Contains("'awsx'", Assert.Single(plan.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_is_signalled_once() => await TestRun.PlanAsync(async client =>
    {
        await client.Signal();
        await Assert.ThrowsAsync<RpcException>(client.Signal);
    });

    [Fact]
    public async Task The_root_resource_is_remembered() => await TestRun.PlanAsync(async client =>
    {
        await client.Engine.SetRootResourceAsync(new SetRootResourceRequest { Urn = TestRun.StackUrn });
        Assert.Equal(TestRun.StackUrn, (await client.Engine.GetRootResourceAsync(new GetRootResourceRequest())).Urn);
    });

    [Fact]
    public async Task Messages_are_told_by_resource_with_their_severity()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Warning, Message = "b", Urn = "urn:b" });
            await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Info, Message = "a2", Urn = "urn:a" });
            await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Info, Message = "a1", Urn = "urn:a" });
            await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Info, Message = "brief", Ephemeral = true });
            await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Debug, Message = "detail" });
        });

        Assert.Equal(["Info: urn:a: a2", "Info: urn:a: a1", "Warning: urn:b: b"], plan.Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [InlineData(">=3.100.0 <4.0.0", true)]
    [InlineData(">= 3.259.0", true)]
    [InlineData(">3.259.0", false)]
    [InlineData("<3.259.0 || >=4.0.0", false)]
    [InlineData("<3.0.0 || 3.x", true)]
    [InlineData("3.259", true)]
    [InlineData("!3.259.0", false)]
    [InlineData("^3.1.0", true)]
    [InlineData("~3.258.0", false)]
    [InlineData("<=3", true)]
    public void A_range_of_versions_has_the_version_that_is_spoken_or_not(string text, bool contains)
    {
        Assert.True(VersionRange.TryParse(text, out var range));
        Assert.Equal(contains, range.Contains(VersionRange.Spoken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("three")]
    [InlineData(">=")]
    [InlineData("1.2.3.4")]
    [InlineData(">=3.0.0 ||")]
    public void What_is_no_range_is_refused(string text) => Assert.False(VersionRange.TryParse(text, out _));

    [Fact]
    public async Task A_program_that_requires_another_version_is_told_so()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            await client.Engine.RequirePulumiVersionAsync(new RequirePulumiVersionRequest { PulumiVersionRange = ">=3.0.0" });
            await Assert.ThrowsAsync<RpcException>(() => client.Engine.RequirePulumiVersionAsync(
                new RequirePulumiVersionRequest { PulumiVersionRange = ">=4.0.0" }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        });

        Assert.Equal("Error: The program requires Pulumi >=4.0.0; this engine speaks the protocol of 3.259.0.", plan.Error());
    }

    [Theory]
    [InlineData("120000000000ns", 120)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5s", 1.5)]
    [InlineData("250ms", 0.25)]
    public void Durations_are_read_as_Go_writes_them(string text, double seconds)
    {
        Assert.True(GoDuration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5 minutes")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(GoDuration.TryParse(text, out _));
}
