using Infra.Engine;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Tests.Runs;

public sealed class NewFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infra-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void All_files_are_written_and_nothing_else_is_left()
    {
        Write("a.yaml", "b/c.yaml");

        Assert.Equal(["a.yaml", "b/c.yaml"], Files());
        Assert.Equal("text of a.yaml", File.ReadAllText(Path.Combine(_folder.FullName, "a.yaml")));
    }

    [Fact]
    public void A_file_that_is_there_already_is_kept_and_no_other_is_written()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "b.yaml"), "mine");

        var exception = Assert.Throws<EngineException>(() => Write("a.yaml", "b.yaml", "c.yaml"));

        Assert.StartsWith("Nothing was written: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["b.yaml"], Files());
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder.FullName, "b.yaml")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_leaves_no_drafts()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "b"), "");

        Assert.Throws<EngineException>(() => Write("a.yaml", "b/c.yaml"));

        Assert.Equal(["b"], Files());
    }

    private void Write(params string[] names) =>
        NewFiles.Write(new ProjectFiles(_folder.FullName), [.. names.Select(name => KeyValuePair.Create(name, $"text of {name}"))]);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.FullName, file))
        .Order(StringComparer.Ordinal);
}
