using System.Diagnostics;
using Xunit;

namespace Infra.Documents.Tests;

public sealed class ReadTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infra-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_text() => Assert.Equal("a: é", Read([0xEF, 0xBB, 0xBF, 0x61, 0x3A, 0x20, 0xC3, 0xA9]));

    [Fact]
    public void An_empty_file_is_an_empty_text() => Assert.Equal("", Read([]));

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() => Refused("f.yaml:1:1: the file cannot be read: it is not UTF-8 text", DocumentFault.Unreadable, () => Read([0x63, 0x3A, 0xFF, 0xFE]));

    [Fact]
    public void Utf16_is_refused() => Refused("f.yaml:1:1: the file cannot be read: it is not UTF-8 text", DocumentFault.Unreadable, () => Read([0xFF, 0xFE, 0x61, 0x00]));

    [Fact]
    public void A_file_of_50_megabytes_is_refused_without_reading_it()
    {
        var path = Path.Combine(_folder, "large.yaml");
        using (var file = File.Create(path))
            file.SetLength(50_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused("f.yaml:1:1: the file is larger than 4 MiB.", DocumentFault.TooLarge, () => YamlFile.ReadText(path, "f.yaml"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void A_folder_is_refused() => Refused("f.yaml:1:1: the file cannot be read: it is a folder", DocumentFault.Unreadable, () => YamlFile.ReadText(_folder, "f.yaml"));

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Refused("f.yaml:1:1: the file cannot be read: it does not exist", DocumentFault.Unreadable, () => YamlFile.ReadText(Path.Combine(_folder, "none.yaml"), "f.yaml"));

    [Fact]
    public void A_link_to_nothing_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link.yaml"), "none.yaml");

        Refused("f.yaml:1:1: the file cannot be read: it is a link to what does not exist", DocumentFault.Unreadable, () => YamlFile.ReadText(Path.Combine(_folder, "link.yaml"), "f.yaml"));
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "a.yaml"), "b.yaml");
        File.CreateSymbolicLink(Path.Combine(_folder, "b.yaml"), "a.yaml");

        var problem = Assert.Single(Assert.Throws<InvalidDocumentException>(() => YamlFile.ReadText(Path.Combine(_folder, "a.yaml"), "f.yaml")).Problems);

        Assert.Equal(DocumentFault.Unreadable, problem.Fault);
        Assert.StartsWith("the file cannot be read: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_keeps_nobody_waiting()
    {
        var path = Path.Combine(_folder, "pipe.yaml");
        using var make = Process.Start("mkfifo", path);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);

        var read = Task.Run(() => YamlFile.ReadText(path, "f.yaml"), TestContext.Current.CancellationToken);

        Assert.Equal("", await read.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private static void Refused(string message, DocumentFault fault, Func<string> read)
    {
        var problem = Assert.Single(Assert.Throws<InvalidDocumentException>(read).Problems);

        Assert.Equal((message, fault), (problem.ToString(), problem.Fault));
    }

    private string Read(byte[] bytes)
    {
        var path = Path.Combine(_folder, "f.yaml");
        File.WriteAllBytes(path, bytes);
        return YamlFile.ReadText(path, "f.yaml");
    }
}
