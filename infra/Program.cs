using Infra;
using Infra.CommandLine;
using Infra.Presentation;
using Infra.Stacks;

// Under the Pulumi CLI, or any engine that speaks its protocol, the environment names the engine: be the stack's program.
if (Environment.GetEnvironmentVariable("PULUMI_MONITOR") is { Length: > 0 })
    return await PlatformProgram.RunAsync();

var output = ConsoleOutput.Standard();
return await InfraCommandLine.RunAsync(args, new Commands(output), new SpecificationCommands(output));
