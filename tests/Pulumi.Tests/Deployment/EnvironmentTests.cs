using System.Text.Json;
using Pulumi.Testing;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests;

/// <summary>What comes from the environment. It belongs to the whole process, so these tests run alone.</summary>
[CollectionDefinition(nameof(EnvironmentCollection), DisableParallelization = true)]
public sealed class EnvironmentCollection;

[Collection(nameof(EnvironmentCollection))]
public sealed class EnvironmentTests : IDisposable
{
    [Fact]
    public async Task A_program_that_nobody_hosts_says_how_to_run_it()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Deployment.RunAsync(() => { }));

        Assert.Contains("pulumi", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Configuration_is_read_by_type()
    {
        Configure("""{"proj:config:name": "n", "proj:flag": "true", "proj:number": "7", "proj:ratio": "0.5", "proj:list": "[1, 2]", "other:name": "o"}""");
        await RunAsync(() =>
        {
            var config = new Config();
            Assert.Equal("n", config.Get("name"));
            Assert.Equal("n", new Config("proj:config").Require("name"));
            Assert.Equal("o", new Config("other").Require("name"));
            Assert.True(config.RequireBoolean("flag"));
            Assert.Equal(7, config.GetInt32("number"));
            Assert.Equal(0.5, config.RequireDouble("ratio"));
            Assert.Equal([1, 2], config.RequireObject<int[]>("list"));
            Assert.Null(config.Get("missing"));
            Assert.Null(config.GetInt32("missing"));
            Assert.Null(config.GetSecret("missing"));
            Assert.Null(config.GetObject<int[]>("missing"));
        });
    }

    [Fact]
    public async Task Secret_forms_give_secrets()
    {
        Configure("""{"proj:name": "n", "proj:number": "7"}""");
        await RunAsync(async () =>
        {
            var secret = new Config().RequireSecret("name");
            Assert.True(await Output.IsSecretAsync(secret));
            Assert.Equal("n", await OutputUtilities.GetValueAsync(secret));
            Assert.True(await Output.IsSecretAsync(new Config().GetSecretInt32("number")!));
            Assert.True(await Output.IsSecretAsync(new Config().RequireSecretObject<int>("number")));
        });
    }

    [Fact]
    public async Task A_missing_value_says_how_to_set_it()
    {
        var plain = await Assert.ThrowsAsync<RunException>(() => RunAsync(() => new Config().Require("name")));
        var secret = await Assert.ThrowsAsync<RunException>(() => RunAsync(() => new Config().RequireSecret("name")));

        Assert.StartsWith("Missing Required configuration variable 'proj:name'", plain.Message, StringComparison.Ordinal);
        Assert.Contains("pulumi config set proj:name <value>", plain.Message, StringComparison.Ordinal);
        Assert.Contains("pulumi config set --secret proj:name <value>", secret.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("True")]
    [InlineData("1")]
    public async Task A_boolean_is_true_or_false_and_nothing_else(string value)
    {
        Configure(JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["proj:flag"] = value }));
        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(() => new Config().GetBoolean("flag")));

        Assert.Equal($"Configuration 'proj:flag' value '{value}' is not a valid Boolean", error.Message);
    }

    [Fact]
    public async Task The_root_directory_is_there_only_if_the_host_says_it()
    {
        await RunAsync(() => Assert.Throws<InvalidOperationException>(() => Deployment.Instance.RootDirectory));
        await Deployment.TestAsync(new EmptyMocks(), new TestOptions { RootDirectory = "/root" }, () => Assert.Equal("/root", Deployment.Instance.RootDirectory));
    }

    public void Dispose() => Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);

    private static async Task RunAsync(Action program) => await Deployment.TestAsync(new EmptyMocks(), new TestOptions { ProjectName = "proj" }, program);

    private static async Task RunAsync(Func<Task> program) => await Deployment.TestAsync(new EmptyMocks(), new TestOptions { ProjectName = "proj" }, program);

    private static void Configure(string config) => Environment.SetEnvironmentVariable("PULUMI_CONFIG", config);
}
