using System.Collections.Immutable;
using System.Text;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Checking;

/// <summary>Files that no repository holds: each gets one finding with its place, in bounded time and memory, and nothing is written.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const string Stack = "config:\n  infra:karmada: { existing: { kubeconfig: { path: k } } }\n  infra:sites: { groups: [shops] }\n";
    private const string Site = "kind: attached\nmode: pull\n";

    private readonly TemporaryProject _project = new();

    public HostileFileTests()
    {
        _project.Write("stacks/Pulumi.case.yaml", Stack);
        _project.Write("stacks/sites/shops/good.yaml", Site);
    }

    public static TheoryData<string> FileNames => ["stacks/Pulumi.case.yaml", "stacks/sites/shops/bad.yaml"];

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_file_of_50_megabytes_is_not_read(string name)
    {
        _project.Write(name, "");
        using (var file = new FileStream(_project.PathOf(name), FileMode.Open))
            file.SetLength(50 << 20);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        AssertFinding("INF013", name, "the file is larger than 4 MiB.");
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 20 << 20);
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Nul_bytes_are_no_text(string name)
    {
        _project.Write(name, "config:\n  a\0b: c\n");

        AssertFinding("INF011", name, "a NUL character stands here; the file is not text.", line: 2, column: 4);
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Invalid_UTF8_is_no_text(string name)
    {
        _project.Write(name, [.. "a: "u8, 0xC3, 0x28, .. "\n"u8]);

        AssertFinding("INF010", name, "the file cannot be read: it is not UTF-8 text");
    }

    [Fact]
    public void A_folder_is_no_stack_file()
    {
        File.Delete(_project.PathOf("stacks/Pulumi.case.yaml"));
        Directory.CreateDirectory(_project.PathOf("stacks/Pulumi.case.yaml"));

        AssertFinding("INF010", "stacks/Pulumi.case.yaml", "the file cannot be read: it is a folder");
    }

    [Fact]
    public void A_folder_is_no_site_file()
    {
        Directory.CreateDirectory(_project.PathOf("stacks/sites/shops/bad.yaml"));

        AssertFinding("INF081", "stacks/sites/shops/bad.yaml", "is a folder; sites are files, and groups have no folders in them");
    }

    [Fact]
    public void A_stack_without_a_file_is_told_so()
    {
        File.Delete(_project.PathOf("stacks/Pulumi.case.yaml"));

        var finding = Assert.Single(Findings());
        Assert.Equal(("INF010", "stacks/Pulumi.case.yaml:1:1"), (finding.Rule.Id, finding.Place?.ToString()));
    }

    [Fact]
    public void A_link_to_itself_is_told_and_the_other_sites_are_read()
    {
        File.CreateSymbolicLink(_project.PathOf("stacks/sites/shops/bad.yaml"), "bad.yaml");

        var finding = Assert.Single(Findings());
        Assert.Equal("stacks/sites/shops/bad.yaml:1:1", finding.Place?.ToString());
        Assert.Equal("INF010", finding.Rule.Id);
    }

    [Fact]
    public void A_link_from_a_group_back_to_all_groups_is_a_folder_and_not_followed()
    {
        Directory.CreateSymbolicLink(_project.PathOf("stacks/sites/shops/loop"), "..");

        AssertFinding("INF081", "stacks/sites/shops/loop", "is a folder; sites are files, and groups have no folders in them");
    }

    [Fact]
    public void A_group_that_is_a_link_to_itself_is_told_where_it_is_named()
    {
        Directory.Delete(_project.PathOf("stacks/sites/shops"), recursive: true);
        Directory.CreateSymbolicLink(_project.PathOf("stacks/sites/shops"), "shops");

        var finding = Assert.Single(Findings());
        Assert.Equal("stacks/Pulumi.case.yaml:3:27", finding.Place?.ToString());
        Assert.Equal("INF082", finding.Rule.Id);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_told()
    {
        const string Name = "stacks/sites/shops/bad.yaml";
        _project.Write(Name, Site);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_project.PathOf(Name), UnixFileMode.None);

        // Whoever may read everything reads it; what is asked of everybody is that nothing else happens.
        var findings = Findings();
        if (MayReadEverything(Name))
            Assert.Empty(findings);
        else
            Assert.Equal(("INF010", $"{Name}:1:1"), (Assert.Single(findings).Rule.Id, findings[0].Place?.ToString()));
    }

    [Fact]
    public void An_alias_bomb_in_a_site_is_not_unpacked()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 20; level++)
            bomb.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        _project.Write("stacks/sites/shops/bad.yaml", bomb.ToString());

        Assert.Equal("INF013", Assert.Single(Findings()).Rule.Id);
    }

    [Fact]
    public void Ten_thousand_levels_are_not_followed()
    {
        _project.Write("stacks/sites/shops/bad.yaml", string.Concat(Enumerable.Repeat("{ a: ", 10_000)) + new string('}', 10_000));

        Assert.Equal("INF013", Assert.Single(Findings()).Rule.Id);
    }

    private void AssertFinding(string rule, string name, string message, int line = 1, int column = 1)
    {
        var finding = Assert.Single(Findings());
        Assert.Equal((rule, $"{name}:{line}:{column}", message), (finding.Rule.Id, finding.Place?.ToString(), finding.Message));
    }

    private ImmutableArray<Finding> Findings()
    {
        var before = Entries();
        var findings = new SpecificationLoader(_project.Files).FromFiles("case").Findings;
        Assert.Equal(before, Entries());
        return findings;
    }

    private List<string> Entries() =>
        [.. Directory.EnumerateFileSystemEntries(_project.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, MaxRecursionDepth = 4 }).Order(StringComparer.Ordinal)];

    private bool MayReadEverything(string name)
    {
        try
        {
            File.ReadAllBytes(_project.PathOf(name));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
