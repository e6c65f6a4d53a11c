namespace Infra.Interop.Tests.Policies;

/// <summary>What we ship passes what we ask of others: its cases are those of <see cref="ShippedWorkloads"/>, and are evaluated with all others.</summary>
public sealed class ShippedWorkloadTests
{
    [Fact]
    public async Task Every_workload_of_every_stack_is_a_case_of_every_policy_that_a_strict_fleet_enforces()
    {
        var wanted = await ShippedWorkloads.FilesAsync();
        if (Environment.GetEnvironmentVariable(ShippedWorkloads.Variable) == "1")
            await WriteAsync(wanted);

        var folder = ShippedWorkloads.Folder;
        Assert.Equal(wanted.Keys, Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal));
        foreach (var (file, text) in wanted)
            Assert.True(text == await File.ReadAllTextAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken), $"policies/shipped/{file} is not what the stacks make; its first line says how it is written");
    }

    private static async Task WriteAsync(IEnumerable<KeyValuePair<string, string>> files)
    {
        if (Directory.Exists(ShippedWorkloads.Folder))
            Directory.Delete(ShippedWorkloads.Folder, recursive: true);
        foreach (var (file, text) in files)
        {
            var path = Path.Combine(ShippedWorkloads.Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }
    }
}
