using System.Diagnostics;

namespace Infra.Engine.Programs;

/// <summary>A program in any language that runs as a child process and reaches the engine by gRPC on the loopback address.</summary>
/// <param name="command">The executable.</param>
/// <param name="arguments">Its arguments; nothing is interpreted by a shell.</param>
/// <param name="workingDirectory">Where it runs: the program's folder.</param>
public sealed class ChildProgram(string command, IReadOnlyList<string> arguments, string workingDirectory) : IProgram
{
    /// <inheritdoc />
    public async Task<int> RunAsync(ProgramContext context, CancellationToken cancellationToken)
    {
        var address = await context.ListenAsync(cancellationToken);
        using var process = new Process { StartInfo = Describe(context, address) };
        process.OutputDataReceived += (_, line) => Pass(context, line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => Pass(context, line.Data, isError: true);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private ProcessStartInfo Describe(ProgramContext context, string address)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in context.Environment)
            start.Environment[name] = value;
        start.Environment["PULUMI_MONITOR"] = address;
        start.Environment["PULUMI_ENGINE"] = address;
        return start;
    }

    private static void Pass(ProgramContext context, string? line, bool isError)
    {
        if (line is not null)
            context.Wrote(line, isError);
    }
}
