using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Infra.Documents;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Reading;

/// <summary>Whatever becomes of the example files, reading them ends in a valid platform or in findings that say where to look.</summary>
/// <remarks><c>INFRA_SEED</c> brings a run back, <c>INFRA_MUTANTS</c> makes it longer.</remarks>
public sealed class MutantTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly int _seed = Number("INFRA_SEED", Environment.TickCount);
    private readonly int _mutants = Number("INFRA_MUTANTS", 10_000);

    [Fact]
    public void Any_mutant_of_the_examples_is_valid_or_located_errors()
    {
        output.WriteLine($"INFRA_SEED={_seed}");
        var texts = StacksFolder.Files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(StackFiles.Root(), file)), StringComparer.Ordinal);
        var targets = StacksFolder.Files.Where(file => file != "Pulumi.yaml").ToList();
        var stacks = targets.Where(target => target.Contains("Pulumi.", StringComparison.Ordinal)).ToList();
        var folders = new ConcurrentBag<StacksFolder>();
        var failures = new ConcurrentQueue<string>();
        var valid = 0;

        // Most mutants are of stack files, which say most.
        Parallel.For(0, _mutants, () => Added(folders, new StacksFolder()), (number, loop, folder) =>
        {
            var random = new Random(unchecked((_seed * 486_187_739) + number));
            var choices = random.Next(3) == 0 ? targets : stacks;
            var file = choices[random.Next(choices.Count)];
            var mutant = new Mutations(random, [.. texts.Values]).Mutate(texts[file]);
            File.WriteAllBytes(folder.PathOf(file), mutant);
            var failure = Check(folder, StackOf(file), file, mutant, ref valid);
            File.WriteAllText(folder.PathOf(file), texts[file]);
            if (failure is not null)
            {
                failures.Enqueue($"INFRA_SEED={_seed}, mutant {number}, {file}: {failure}\n{Encoding.UTF8.GetString(mutant)}");
                if (failures.Count > 5)
                    loop.Stop();
            }

            return folder;
        }, _ => { });

        foreach (var folder in folders)
            folder.Dispose();
        Assert.True(failures.IsEmpty, failures.FirstOrDefault());

        // Mutants that are all refused, or all accepted, would prove little.
        Assert.InRange(valid, _mutants / 50, _mutants / 2);
    }

    private static string? Check(StacksFolder folder, string stack, string file, byte[] mutant, ref int valid)
    {
        var watch = Stopwatch.StartNew();
        SpecificationReading reading;
        try
        {
            reading = folder.Read(stack);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }

        if (watch.Elapsed > Longest)
            return $"it took {watch.Elapsed}";
        if (reading.Platform is not null)
            Interlocked.Increment(ref valid);
        if ((reading.Platform is null) != reading.HasErrors)
            return "there is a platform and there are errors, or there is neither";
        if (reading.Platform is { } platform && Declared(reading).FirstOrDefault(cluster => !platform.Clusters.ContainsKey(cluster)) is { } lost)
            return $"cluster '{lost}' is declared, and lost without a word";
        return reading.Findings.Select(finding => Check(folder, finding, file, mutant)).FirstOrDefault(problem => problem is not null);
    }

    private static IEnumerable<string> Declared(SpecificationReading reading) =>
        ((reading.Document?["clusters"]?.Value as YamlMap)?.Entries ?? []).Select(entry => entry.Key);

    private static string? Check(StacksFolder folder, Finding finding, string file, byte[] mutant)
    {
        var line = finding.ToString();
        if (!Rules.All.Contains(finding.Rule))
            return $"no such rule: {line}";
        if (finding.Message.Length > 1_500 || line.Length > 3_000)
            return $"too long: {line.Length} letters: {line}";
        if (line.Any(char.IsControl))
            return $"not one line: {line}";
        if (finding.Place is not { } place)
            return $"nowhere: {line}";
        if (!StacksFolder.Files.Contains(place.File))
            return $"in no file: {line}";
        var text = place.File == file ? Encoding.UTF8.GetString(mutant).TrimStart('\uFEFF') : File.ReadAllText(folder.PathOf(place.File));
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r', '\u0085', '\u2028', '\u2029');
        return place.Line >= 1 && place.Line <= lines.Length && place.Column >= 1 && place.Column <= lines[place.Line - 1].Length + 1 ? null : $"outside the file: {line}";
    }

    private static string StackOf(string file) => Path.GetFileName(file).Split('.') is ["Pulumi", var stack, "yaml"] ? stack : "edge";

    private static StacksFolder Added(ConcurrentBag<StacksFolder> folders, StacksFolder folder)
    {
        folders.Add(folder);
        return folder;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
