using Xunit;

namespace Infra.Tests.Runs;

/// <summary>The environments of this repository, one standing on the other.</summary>
[Collection(Passphrases.Name)]
public sealed class EnvironmentTests : IDisposable
{
    private readonly Project _project = new();
    private readonly Passphrases.Given _passphrase = new("open sesame");

    public void Dispose()
    {
        _passphrase.Dispose();
        _project.Dispose();
    }

    [Theory]
    [InlineData("mgmt", "pre", "prod", "edge")]
    public async Task Every_environment_comes_up_once_the_management_stack_is(params string[] stacks)
    {
        foreach (var stack in stacks)
        {
            var up = await _project.RunAsync("up", "-s", stack);
            Assert.True(up.ExitCode == 0, $"{stack}: {up.Messages}{up.Out}");
            Assert.Equal(0, (await _project.RunAsync("preview", "-s", stack, "--expect-no-changes")).ExitCode);
        }
    }
}
