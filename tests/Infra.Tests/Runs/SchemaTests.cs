using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Tests.Runs;

public sealed class SchemaTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_schema_is_printed_as_it_is_kept()
    {
        var answer = await _project.RunAsync("schema", "site");

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Project.Repository, SpecificationSchema.FileOf("site")), TestContext.Current.CancellationToken), answer.Out);
    }

    [Fact]
    public async Task All_of_them_are_written_in_place_of_what_was_there()
    {
        Directory.CreateDirectory(_project.InFolder("stacks/schemas"));
        await File.WriteAllTextAsync(_project.InFolder("stacks/schemas/site.schema.json"), "old", TestContext.Current.CancellationToken);

        var answer = await _project.RunAsync("schema", "--write");

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Equal(
            SpecificationSchema.Names.Select(name => SpecificationSchema.Text(name)),
            SpecificationSchema.Names.Select(name => File.ReadAllText(_project.InFolder(SpecificationSchema.FileOf(name)))));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_told()
    {
        Directory.CreateDirectory(_project.InFolder("stacks/schemas/site.schema.json"));

        var answer = await _project.RunAsync("schema", "site", "--write");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains("stacks/schemas/site.schema.json cannot be written", answer.Messages, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_project.InFolder("stacks/schemas")));
    }
}
