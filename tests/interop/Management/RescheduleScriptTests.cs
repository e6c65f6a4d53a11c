using Infra.Components;

namespace Infra.Interop.Tests.Management;

public sealed class RescheduleScriptTests
{
    [Fact]
    public async Task The_script_has_nothing_that_shellcheck_minds_in_any_shell()
    {
        Tools.Require("shellcheck");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, EmbeddedText.Read("reschedule.sh"), TestContext.Current.CancellationToken);

            var result = await ChildProcess.RunAsync("shellcheck", ["--shell=sh", "--severity=style", file]);

            Assert.True(result.ExitCode == 0, result.Output);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
