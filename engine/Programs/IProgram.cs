using Grpc.Core;

namespace Infra.Engine.Programs;

/// <summary>A Pulumi program: something that, when run, registers resources with the engine that its environment names.</summary>
public interface IProgram
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code; 0 when all is well.</returns>
    Task<int> RunAsync(ProgramContext context, CancellationToken cancellationToken);
}

/// <summary>What a program gets from the session that runs it.</summary>
/// <param name="Environment">The variables of the language host's contract, without the addresses of the engine.</param>
/// <param name="Invoker">Reaches the engine without sockets or serialization.</param>
/// <param name="ListenAsync">Starts the engine's loopback server, once, and tells its <c>host:port</c>.</param>
/// <param name="Wrote">Takes a line that the program wrote, and whether it was to its standard error.</param>
public sealed record ProgramContext(
    IReadOnlyDictionary<string, string> Environment,
    CallInvoker Invoker,
    Func<CancellationToken, Task<string>> ListenAsync,
    Action<string, bool> Wrote);
