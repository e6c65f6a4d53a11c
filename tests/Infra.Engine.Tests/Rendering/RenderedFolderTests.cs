using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Infra.Engine.Rendering;
using Xunit;

namespace Infra.Engine.Tests.Rendering;

public sealed class RenderedFolderTests : IDisposable
{
    private const string Index = ".infra-index.json";

    private readonly TemporaryFolder _project = new();

    private string Folder => _project["rendered/dev"];

    public void Dispose() => _project.Dispose();

    [Fact]
    public void What_is_new_is_written_what_changed_is_replaced_and_what_is_gone_is_removed()
    {
        var first = Apply(("a/x/one.yaml", "1"), ("a/x/two.yaml", "2"), ("b/y/three.yaml", "3"));
        var second = Apply(("a/x/one.yaml", "1"), ("a/x/two.yaml", "22"), ("c/z/four.yaml", "4"));

        Assert.Equal((3, 0, 0), (first.Written.Length, first.Removed.Length, first.UnchangedCount));
        Assert.Equal(["a/x/two.yaml", "c/z/four.yaml"], second.Written);
        Assert.Equal(["b/y/three.yaml"], second.Removed);
        Assert.Equal(1, second.UnchangedCount);
        Assert.Empty(second.Warnings);
        Assert.Equal([Index, "a/x/one.yaml", "a/x/two.yaml", "c/z/four.yaml"], Files());
        Assert.Equal("22", _project.Read("rendered/dev/a/x/two.yaml"));
        Assert.False(Directory.Exists(_project["rendered/dev/b"]));
    }

    [Fact]
    public void The_same_again_touches_nothing()
    {
        Apply(("a/one.yaml", "1"));
        var before = Times();

        var changes = Apply(("a/one.yaml", "1"));

        Assert.Equal((0, 0, 1), (changes.Written.Length, changes.Removed.Length, changes.UnchangedCount));
        Assert.Equal(before, Times());
    }

    [Fact]
    public void A_plan_tells_the_same_and_changes_nothing()
    {
        Apply(("a/one.yaml", "1"), ("a/two.yaml", "2"));
        var before = Times();
        var tree = Tree(("a/one.yaml", "11"), ("a/three.yaml", "3"));

        var planned = RenderedFolder.Of(_project.Path, "dev").Plan(tree);

        Assert.Equal(before, Times());
        var applied = RenderedFolder.Of(_project.Path, "dev").Apply(tree);
        Assert.Equal(applied.Written, planned.Written.AsEnumerable());
        Assert.Equal(applied.Removed, planned.Removed.AsEnumerable());
        Assert.Equal(applied.UnchangedCount, planned.UnchangedCount);
    }

    [Fact]
    public void The_index_is_the_same_bytes_however_the_folder_came_to_be()
    {
        Apply(("b/one.yaml", "1"), ("a/two.yaml", "2"));
        Apply(("a/two.yaml", "2"));
        Apply(("a/two.yaml", "2"), ("c/three.yaml", "3"));

        Assert.Equal(
            "{\n  \"version\": 1,\n  \"files\": {\n"
            + "    \"a/two.yaml\": \"d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35\",\n"
            + "    \"c/three.yaml\": \"4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce\"\n  }\n}\n",
            _project.Read($"rendered/dev/{Index}"));
    }

    [Fact]
    public void Rendering_nothing_removes_everything_of_ours_and_the_folder()
    {
        Apply(("a/x/one.yaml", "1"));

        var changes = Apply();

        Assert.Equal(["a/x/one.yaml"], changes.Removed);
        Assert.False(Directory.Exists(Folder));
        Assert.Empty(Apply().Removed);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Files_of_others_stay_and_keep_their_folders()
    {
        Apply(("a/x/one.yaml", "1"));
        _project.Write("rendered/dev/a/x/README.md", "mine");
        _project.Write("rendered/dev/notes.txt", "mine");

        Apply();

        Assert.Equal(["a/x/README.md", "notes.txt"], Files());
    }

    [Fact]
    public void Whatever_of_others_is_in_the_way_is_named_and_nothing_is_written()
    {
        Apply(("a/one.yaml", "1"));
        _project.Write("rendered/dev/a/two.yaml", "mine");
        _project.Write("rendered/dev/b", "mine");
        _project.Write("rendered/dev/c/three.yaml/file", "mine");
        Directory.CreateSymbolicLink(_project["rendered/dev/d"], _project.Path);
        File.CreateSymbolicLink(_project["rendered/dev/a/four.yaml"], _project["nothing"]);
        var before = Times();

        var error = Assert.Throws<EngineException>(() =>
            Apply(("a/one.yaml", "11"), ("a/two.yaml", "2"), ("a/four.yaml", "4"), ("b/x/y.yaml", "1"), ("b/z.yaml", "1"), ("c/three.yaml", "3"), ("d/x.yaml", "1")));

        Assert.Equal(
            ["rendered/dev/a/four.yaml", "rendered/dev/a/two.yaml", "rendered/dev/b", "rendered/dev/c/three.yaml", "rendered/dev/d"],
            error.Message.Split("\n  ")[1..]);
        Assert.Equal(before, Times());
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_in_the_way()
    {
        _project.Write("rendered/dev", "mine");

        Assert.Contains("\n  rendered/dev", Assert.Throws<EngineException>(() => Apply(("a/one.yaml", "1"))).Message, StringComparison.Ordinal);
        Assert.Equal("mine", _project.Read("rendered/dev"));
    }

    [Fact]
    public void A_file_that_is_as_it_would_be_written_is_taken_over()
    {
        _project.Write("rendered/dev/a/one.yaml", "1");

        var changes = Apply(("a/one.yaml", "1"));

        Assert.Equal(1, changes.UnchangedCount);
        Assert.Equal(["a/one.yaml"], Apply().Removed);
    }

    [Fact]
    public void An_edit_by_hand_is_undone_with_a_warning_that_names_it()
    {
        Apply(("a/one.yaml", "1"), ("a/two.yaml", "2"), ("a/three.yaml", "3"));
        _project.Write("rendered/dev/a/one.yaml", "edited");
        _project.Write("rendered/dev/a/two.yaml", "edited");
        File.Delete(_project["rendered/dev/a/three.yaml"]);

        var changes = Apply(("a/one.yaml", "1"), ("a/three.yaml", "3"));

        Assert.Equal(
            ["rendered/dev/a/one.yaml was edited since it was rendered; the edit is gone.",
             "rendered/dev/a/two.yaml was edited since it was rendered; it is no longer part of the stack and was removed."],
            changes.Warnings);
        Assert.Equal(["a/one.yaml", "a/three.yaml"], changes.Written);
        Assert.Equal("1", _project.Read("rendered/dev/a/one.yaml"));
    }

    [Fact]
    public void An_edit_that_is_what_is_rendered_now_is_no_edit()
    {
        Apply(("a/one.yaml", "1"));
        _project.Write("rendered/dev/a/one.yaml", "2");

        var changes = Apply(("a/one.yaml", "2"));

        Assert.Empty(changes.Warnings);
        Assert.Equal(1, changes.UnchangedCount);
    }

    [Fact]
    public void Nothing_is_removed_or_written_through_a_link()
    {
        Apply(("a/one.yaml", "1"), ("b/two.yaml", "2"), ("c/three.yaml", "3"));
        _project.Write("elsewhere/one.yaml", "1");
        _project.Write("elsewhere/other.yaml", "2");
        Directory.Delete(_project["rendered/dev/a"], recursive: true);
        Directory.CreateSymbolicLink(_project["rendered/dev/a"], _project["elsewhere"]);
        foreach (var file in new[] { "b/two.yaml", "c/three.yaml" })
        {
            File.Delete(_project[$"rendered/dev/{file}"]);
            File.CreateSymbolicLink(_project[$"rendered/dev/{file}"], _project["elsewhere/other.yaml"]);
        }

        var changes = Apply(("b/two.yaml", "22"));

        Assert.Equal(2, changes.Warnings.Length);
        Assert.Equal("1", _project.Read("elsewhere/one.yaml"));
        Assert.Equal("2", _project.Read("elsewhere/other.yaml"));
        Assert.Null(new FileInfo(_project["rendered/dev/b/two.yaml"]).LinkTarget);
        Assert.Equal("22", _project.Read("rendered/dev/b/two.yaml"));
    }

    [Fact]
    public void The_folder_itself_may_be_a_link()
    {
        Directory.CreateDirectory(_project["repository"]);
        Directory.CreateDirectory(_project["rendered"]);
        Directory.CreateSymbolicLink(Folder, _project["repository"]);

        Apply(("a/one.yaml", "1"));

        Assert.Equal("1", _project.Read("repository/a/one.yaml"));
        Apply();
        Assert.Empty(Directory.GetFileSystemEntries(_project["repository"]));
        Assert.NotNull(new DirectoryInfo(Folder).LinkTarget);
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("{\"version\": 1, \"files\": {\"a/one.yaml\": \"6b", "cannot be read")]
    [InlineData("null", "cannot be read")]
    [InlineData("{\"version\": 1, \"files\": null}", "cannot be read")]
    [InlineData("{\"version\": 1, \"files\": {\"a\": null}}", "cannot be read")]
    [InlineData("{\"version\": 1, \"files\": {\"../../outside\": \"00\"}}", "cannot be read")]
    [InlineData("{\"version\": 1, \"files\": {}, \"pending\": {\"/etc/passwd\": [\"00\"]}}", "cannot be read")]
    [InlineData("{\"version\": 2}", "has version 2")]
    public void An_index_that_is_not_ours_to_read_is_an_error_and_changes_nothing(string index, string message)
    {
        Apply(("a/one.yaml", "1"));
        _project.Write($"rendered/dev/{Index}", index);

        var error = Assert.Throws<EngineException>(() => Apply(("a/two.yaml", "2")));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"rendered/dev/{Index}: ", error.Message, StringComparison.Ordinal);
        Assert.Equal([Index, "a/one.yaml"], Files());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_one_clear_error()
    {
        _project.Write("rendered", "a file");

        var error = Assert.Throws<EngineException>(() => Apply(("a/one.yaml", "1")));

        Assert.StartsWith("rendered/dev cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Run again to complete it.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_stopped_run_left_half_written_is_cleared_away()
    {
        Directory.CreateDirectory(Folder);
        _project.Write($"rendered/dev/{Index}", "{\"version\": 1, \"files\": {}, \"pending\": {\"a/one.yaml\": [\"00\"], \"gone/two.yaml\": [\"00\"]}}");
        _project.Write("rendered/dev/a/one.yaml.infra-new", "hal");

        Apply(("b/three.yaml", "3"));

        Assert.Equal([Index, "b/three.yaml"], Files());
    }

    [Fact]
    public void What_a_stopped_run_only_meant_to_write_is_not_ours()
    {
        _project.Write($"rendered/dev/{Index}", "{\"version\": 1, \"files\": {}, \"pending\": {\"a/one.yaml\": [\"00\"], \"a/two.yaml\": [\"00\"]}}");
        _project.Write("rendered/dev/a/one.yaml", "mine");
        _project.Write("rendered/dev/a/two.yaml", "mine");

        var error = Assert.Throws<EngineException>(() => Apply(("a/one.yaml", "1")));

        Assert.Contains("rendered/dev/a/one.yaml", error.Message, StringComparison.Ordinal);
        Apply();
        Assert.Equal(["a/one.yaml", "a/two.yaml"], Files());
    }

    [Fact]
    public void Runs_that_are_stopped_anywhere_are_completed_by_the_next_without_a_warning()
    {
        var trees = Gen.Select(Gen.OneOf("a/x/1.yaml", "a/x/2.yaml", "a/y/3.yaml", "b/4.yaml", "c/z/5.yaml"), Gen.OneOf("", "1", "22")).Array[0, 5]
            .Select(files => files.DistinctBy(file => file.Item1, StringComparer.Ordinal).ToDictionary(file => file.Item1, file => file.Item2, StringComparer.Ordinal));
        Gen.Select(Gen.Select(trees, Gen.Int[0, 12]).Array[0, 4], trees).Sample(
            (stopped, last) =>
            {
                using var project = new TemporaryFolder();
                project.Write("rendered/dev/a/README.md", "mine");
                var folder = RenderedFolder.Of(project.Path, "dev");
                foreach (var (files, stopAfter) in stopped)
                {
                    var stop = new Stop(stopAfter);
                    try
                    {
                        Assert.Empty(folder.Apply(Tree(files, stop)).Warnings);
                    }
                    catch (OperationCanceledException)
                    {
                        // This run was stopped.
                    }
                }

                Assert.Empty(folder.Apply(Tree(last, new Stop(int.MaxValue))).Warnings);
                Assert.Equal(
                    last.Keys.Append("a/README.md").Concat(Enumerable.Repeat(Index, last.Count > 0 ? 1 : 0)).Order(StringComparer.Ordinal),
                    project.Files().Select(file => file["rendered/dev/".Length..]));
                Assert.All(last, file => Assert.Equal(file.Value, project.Read($"rendered/dev/{file.Key}")));
            },
            iter: 80,
            threads: 1);
    }

    private static RenderedTree Tree(params (string Path, string Text)[] files) =>
        Tree(files.ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal), new Stop(int.MaxValue));

    private static RenderedTree Tree(Dictionary<string, string> files, Stop stop) => new()
    {
        Files = files.ToImmutableSortedDictionary(file => file.Key, file => stop.Watch(file.Value), StringComparer.Ordinal),
    };

    private RenderedChanges Apply(params (string Path, string Text)[] files) => RenderedFolder.Of(_project.Path, "dev").Apply(Tree(files));

    private string[] Files() => [.. _project.Files().Where(file => file.StartsWith("rendered/dev/", StringComparison.Ordinal)).Select(file => file["rendered/dev/".Length..])];

    private (string, DateTime)[] Times() =>
        [.. Directory.EnumerateFileSystemEntries(_project.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (file, File.GetLastWriteTimeUtc(file)))];

    /// <summary>Stops a run at one of its looks at what it has to write, as a signal would.</summary>
    private sealed class Stop(int after)
    {
        private int _looks;

        public ReadOnlyMemory<byte> Watch(string text) => new Content(this, Encoding.UTF8.GetBytes(text)).Memory;

        private sealed class Content(Stop stop, byte[] bytes) : MemoryManager<byte>
        {
            public override Memory<byte> Memory => CreateMemory(bytes.Length);

            public override Span<byte> GetSpan() => ++stop._looks > stop.After ? throw new OperationCanceledException() : bytes;

            public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

            public override void Unpin()
            {
            }

            protected override void Dispose(bool disposing)
            {
            }
        }

        private int After => after;
    }
}
