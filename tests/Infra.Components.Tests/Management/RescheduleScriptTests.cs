using System.Collections.Immutable;
using System.Diagnostics;
using Xunit;

namespace Infra.Components.Tests.Management;

/// <summary>The script that writes a hash of a cluster's kinds on the cluster, run with a stand-in of kubectl.</summary>
public sealed class RescheduleScriptTests : IDisposable
{
    // Answers from files: a table of names; of each cluster what the template would show; and what is said of labels is written down. A file stops it where a cluster is refused.
    private const string Kubectl = """
        #!/bin/sh
        set -eu
        for word in "$@"; do
            case $word in
                get | label) verb=$word ;;
                --no-headers) verb=names ;;
                site-*) sites="${sites:-} $word" ;;
                infra.internal/apis=*) hash=${word#*=} ;;
            esac
        done
        case $verb in
            names) cat "$STAND_IN/names" ;;
            get)
                echo "$sites" >>"$STAND_IN/asked"
                for site in $sites; do
                    [ ! -e "$STAND_IN/broken-$site" ] || exit 1
                    [ ! -e "$STAND_IN/$site" ] || cat "$STAND_IN/$site"
                done
                ;;
            label)
                for site in $sites; do
                    [ ! -e "$STAND_IN/refused-$site" ] || exit 1
                    echo "$site $hash" >>"$STAND_IN/labelled"
                    sed "1s/.*/cluster $site $hash/" "$STAND_IN/$site" >"$STAND_IN/changed"
                    mv "$STAND_IN/changed" "$STAND_IN/$site"
                done
                ;;
        esac
        """;

    // As many rounds as the test asks for.
    private const string Sleep = """
        #!/bin/sh
        echo >>"$STAND_IN/rounds"
        [ "$(wc -l <"$STAND_IN/rounds")" -lt "$ROUNDS" ]
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infra-test-");

    public RescheduleScriptTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script's shell is POSIX");
        Program("kubectl", Kubectl);
        Program("sleep", Sleep);
        Write("names", "");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_cluster_is_labelled_once_and_again_when_it_serves_another_kind()
    {
        Cluster("site-1", "v1 Pod");
        await RunAsync(rounds: 2);
        var first = Assert.Single(Labelled);
        Assert.Matches("^site-1 [0-9a-f]{16}$", first);

        Write("site-1", $"cluster {first}\nkind v1 Pod\nkind helm.toolkit.fluxcd.io/v2 HelmRelease\n");
        await RunAsync(rounds: 2);
        Assert.Equal(2, Labelled.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, Labelled.Length);
    }

    [Fact]
    public async Task The_order_in_which_a_cluster_tells_its_kinds_does_not_matter()
    {
        Cluster("site-1", "v1 Pod", "apps/v1 Deployment");
        Cluster("site-2", "apps/v1 Deployment", "v1 Pod");
        Cluster("site-3", "apps/v1 Deployment");
        await RunAsync();

        var hashes = Labelled.Select(line => line.Split(' ')).ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);
        Assert.Equal(hashes["site-1"], hashes["site-2"]);
        Assert.NotEqual(hashes["site-1"], hashes["site-3"]);
    }

    [Fact]
    public async Task A_cluster_that_says_nothing_of_its_kinds_keeps_the_label_that_it_has()
    {
        Cluster("site-1");
        Write("site-2", "cluster site-2 0123456789abcdef\n");
        Write("names", "site-1   v1.35.2   Push   False   5s\nsite-2   v1.35.2   Pull   Unknown   5d\n");
        await RunAsync();

        Assert.Empty(Labelled);
        Assert.True(IsWell);
    }

    [Fact]
    public async Task All_of_many_clusters_are_looked_at_a_few_at_a_time()
    {
        var names = Enumerable.Range(1, 45).Select(number => $"site-{number}").ToImmutableArray();
        foreach (var name in names)
            Cluster(name, "v1 Pod");
        await RunAsync();

        Assert.Equal(names.Order(StringComparer.Ordinal), Labelled.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Equal([20, 20, 5], Lines("asked").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Fact]
    public async Task A_cluster_that_has_left_meanwhile_is_let_go()
    {
        Cluster("site-1", "v1 Pod");
        Write("names", "site-0   v1.35.2\nsite-1   v1.35.2\n");
        await RunAsync();

        Assert.Equal(["site-1"], Labelled.Select(line => line.Split(' ')[0]));
        Assert.True(IsWell);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("broken")]
    public async Task Clusters_that_fail_keep_it_from_being_well_and_no_others_from_being_looked_at(string failure)
    {
        for (var number = 1; number <= 21; number++)
            Cluster($"site-{number}", "v1 Pod");
        Write($"{failure}-site-1", "");
        await RunAsync();

        Assert.Contains(Labelled, line => line.StartsWith("site-21 ", StringComparison.Ordinal));
        Assert.False(IsWell);
    }

    [Fact]
    public async Task It_is_not_well_without_Karmada_and_tries_again()
    {
        File.Delete(Path.Combine(_folder.FullName, "names"));
        await RunAsync(rounds: 3);

        Assert.False(IsWell);
        Assert.Equal(3, Lines("rounds").Length);
    }

    [Fact]
    public async Task Without_clusters_there_is_nothing_to_do()
    {
        await RunAsync();

        Assert.Empty(Lines("asked"));
        Assert.True(IsWell);
    }

    private bool IsWell => File.Exists(Path.Combine(_folder.FullName, "looked"));

    private ImmutableArray<string> Labelled => Lines("labelled");

    private ImmutableArray<string> Lines(string file) => File.Exists(Path.Combine(_folder.FullName, file)) ? [.. File.ReadAllLines(Path.Combine(_folder.FullName, file))] : [];

    private void Cluster(string name, params ReadOnlySpan<string> kinds)
    {
        Write(name, $"cluster {name}\n" + string.Concat(kinds.ToArray().Select(kind => $"kind {kind}\n")));
        File.AppendAllText(Path.Combine(_folder.FullName, "names"), $"{name}   v1.35.2   Push   True   5d\n");
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);

    private void Program(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task RunAsync(int rounds = 1)
    {
        File.Delete(Path.Combine(_folder.FullName, "rounds"));
        var start = new ProcessStartInfo("sh", ["-c", EmbeddedText.Read("reschedule.sh")]) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in new[]
        {
            ("PATH", $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}"), ("STAND_IN", _folder.FullName), ("ROUNDS", $"{rounds}"),
            ("LABEL", "infra.internal/apis"), ("MANAGER", "test"), ("WORK", _folder.FullName), ("INTERVAL", "60"),
        })
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start)!;
        await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
