using System.Diagnostics;
using Xunit;

namespace Infra.Documents.Tests;

/// <summary>Files that were made to harm whoever reads them: each is one message, in little time and memory.</summary>
public sealed class HostileYamlTests
{
    private const int FileSize = 4 * 1024 * 1024;

    /// <summary>Texts by name. The names are what the test runner shows.</summary>
    private static readonly Dictionary<string, Func<string>> Texts = new(StringComparer.Ordinal)
    {
        ["lists in braces"] = () => "a: " + new string('[', FileSize - 3),
        ["maps in braces"] = () => "a: " + Repeated("{a: ", 1_000_000),
        ["lists on one line"] = () => "a:\n" + Repeated("- ", 10_000) + "x\n",
        ["lists by indentation"] = () => "a:\n" + string.Concat(Enumerable.Range(0, 2_000).Select(depth => new string(' ', depth) + "-\n")),
        ["maps by indentation"] = () => string.Concat(Enumerable.Range(0, 2_000).Select(depth => new string(' ', depth) + "a:\n")),
        ["keys of keys"] = () => Repeated("? ", 10_000),
        ["keys in braces"] = () => Repeated("{? ", 10_000),
        ["aliases of aliases"] = () => Levels(level => $"[{string.Join(", ", Enumerable.Repeat($"*l{level}", 10))}]", "[x, x, x, x, x, x, x, x, x, x]"),
        ["aliases of aliases in maps"] = () => Levels(level => $"{{{string.Join(", ", Enumerable.Range(0, 10).Select(key => $"k{key}: *l{level}"))}}}", "{a: 1, b: 2}"),
        ["many merges of a large map"] = () => "a: &a {" + string.Join(", ", Enumerable.Range(0, 20_000).Select(key => $"k{key}: ")) + "}\nb:\n" + Repeated("- {<<: *a}\n", 200_000),
        ["many aliases of a large map"] = () => "a: &a {" + string.Join(", ", Enumerable.Range(0, 20_000).Select(key => $"k{key}: ")) + "}\nb:\n" + Repeated("- *a\n", 200_000),
        ["merges of a list of one map"] = () => "a: &a {" + string.Join(", ", Enumerable.Range(0, 300).Select(key => $"k{key}: ")) + "}\nb:\n  <<: [" + Repeated("*a, ", 500_000) + "]\n",
        ["many values"] = () => "a:\n" + Repeated("- 1\n", 1_000_000),
        ["many keys"] = () => string.Concat(Enumerable.Range(0, 300_000).Select(key => $"k{key}: 1\n")),
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_one_message_in_bounded_time_and_memory(string name)
    {
        var text = Texts[name]();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        var error = Assert.Throws<InvalidDocumentException>(() => YamlFile.ReadMap(text, "f.yaml"));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"it took {watch.Elapsed}");
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) >> 20;
        Assert.True(allocated < 400, $"it took {allocated} MiB");
        var problem = Assert.Single(error.Problems);
        Assert.True(problem.Message.Length < 300, problem.Message);
        Assert.True(problem.Place.Line <= text.AsSpan().Count('\n') + 1, problem.ToString());
    }

    [Theory]
    [InlineData("lists in braces")]
    [InlineData("maps in braces")]
    [InlineData("lists on one line")]
    [InlineData("lists by indentation")]
    [InlineData("maps by indentation")]
    public void Nesting_that_nobody_writes_is_named_as_such(string name) =>
        Assert.Contains("this is nested more than 64 deep.", Assert.Throws<InvalidDocumentException>(() => YamlFile.ReadMap(Texts[name](), "f.yaml")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("aliases of aliases")]
    [InlineData("aliases of aliases in maps")]
    [InlineData("many merges of a large map")]
    [InlineData("many values")]
    public void More_values_than_anybody_writes_are_named_as_such(string name)
    {
        var problem = Assert.Single(Assert.Throws<InvalidDocumentException>(() => YamlFile.ReadMap(Texts[name](), "f.yaml")).Problems);

        Assert.Equal(DocumentFault.TooLarge, problem.Fault);
        Assert.Equal("the file holds more than 100000 values, aliases counted as often as they are used.", problem.Message);
    }

    [Fact]
    public void What_many_people_could_write_is_read()
    {
        var depth = string.Concat(Enumerable.Range(0, 60).Select(level => new string(' ', level) + "a:\n"));
        var wide = string.Concat(Enumerable.Range(0, 45_000).Select(key => $"k{key}: 1\n"));

        Assert.Single(YamlFile.ReadMap(depth, "f.yaml").Entries);
        Assert.Equal(45_000, YamlFile.ReadMap(wide, "f.yaml").Entries.Length);
    }

    [Fact]
    public void A_long_text_is_read()
    {
        var text = new string('x', 1_000_000);

        Assert.Equal(text, ((YamlScalar)YamlFile.ReadMap($"a: |-\n  {text}\n", "f.yaml")["a"]!.Value).Text);
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Levels(Func<int, string> of, string first) =>
        $"l0: &l0 {first}\n" + string.Concat(Enumerable.Range(1, 12).Select(level => $"l{level}: &l{level} {of(level - 1)}\n"));
}
