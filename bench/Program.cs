using System.Globalization;
using Infra.Bench;

// Started by the engine, over gRPC: be the program that is measured.
if (Environment.GetEnvironmentVariable("PULUMI_MONITOR") is { Length: > 0 })
{
    return await ConfigMapProgram.RunAsync();
}

var names = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();
if (names is ["all"])
{
    names = [.. Scenarios.ByName.Keys];
}

if (names.Count == 0 || names.Except(Scenarios.ByName.Keys, StringComparer.Ordinal).Any())
{
    await Console.Error.WriteLineAsync(
        $"""
        Measures the SDK and the embedded engine with ConfigMaps of 2 KiB, the specification with site files, and prints a Markdown table.

        usage: dotnet run -c Release --project bench -- <scenario>... [--counts=1000,10000,50000] [--repeat=3]

        scenarios: {string.Join(", ", Scenarios.ByName.Keys)}, all
        """);
    return 1;
}

var scenarios = new Scenarios(
    [.. Option("counts", "1000,10000,50000").Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))],
    int.Parse(Option("repeat", "3"), CultureInfo.InvariantCulture),
    Console.Out);
// What the engine leaves behind would count as memory that reading takes.
if (names is not ["sites"])
{
    await Scenarios.WarmUpAsync();
}

scenarios.Head();
foreach (var name in names)
{
    await Scenarios.ByName[name](scenarios);
}

return 0;

string Option(string name, string otherwise) =>
    args.LastOrDefault(argument => argument.StartsWith($"--{name}=", StringComparison.Ordinal))?[(name.Length + 3)..] ?? otherwise;
