using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Components.Clusters;
using Infra.Components.Management;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Infra.Components.Tests.Management;

[Collection(Deployments.Name)]
public sealed class KarmadaBackupTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release karmada";
    private const string Volume = "kubernetes:core/v1:PersistentVolumeClaim karmada-etcd-backup-volume";
    private const string Schedule = "kubernetes:batch/v1:CronJob karmada-etcd-backup";

    [Theory]
    [InlineData(Release, Volume)]
    [InlineData(Volume, Schedule)]
    public async Task It_begins_once_there_is_something_to_save(string first, string then) =>
        Assert.True(await Declared.AwaitsAsync(Install, Answers.None, first, then));

    [Fact]
    public async Task It_is_in_the_namespace_of_the_certificates_that_etcd_asks_for()
    {
        var job = (await DeclareAsync()).Single("kubernetes:batch/v1:CronJob");

        Assert.Equal("karmada-system", Tree.At(job.Inputs["metadata"], "namespace"));
        Assert.Equal("karmada-cert", Tree.At(PodOf(job.Inputs), "volumes", 1, "secret", "secretName"));
        Assert.Equal("kurator-mgmt", Declared.ProviderOf(job));
    }

    [Fact]
    public async Task It_is_taken_when_and_kept_where_the_schedule_says()
    {
        var declared = await DeclareAsync(new KarmadaBackupSchedule { Cron = "0 3 * * *", StorageGiB = 5, StorageClass = "fast" });

        Assert.Equal("0 3 * * *", Tree.At(declared.Single("kubernetes:batch/v1:CronJob").Inputs["spec"], "schedule"));
        var claim = declared.Single("kubernetes:core/v1:PersistentVolumeClaim").Inputs["spec"];
        Assert.Equal("5Gi", Tree.At(claim, "resources", "requests", "storage"));
        Assert.Equal("fast", Tree.At(claim, "storageClassName"));
    }

    [Fact]
    public async Task The_tool_is_of_the_etcd_that_the_chart_runs()
    {
        var chart = new YamlStream();
        chart.Load(new StringReader(await File.ReadAllTextAsync(Shared.Find("charts/karmada/values.yaml"), TestContext.Current.CancellationToken)));
        var image = chart.Documents[0].RootNode["etcd"]["internal"]["image"];

        Assert.Equal(
            $"{image["registry"]}/{image["repository"]}:{image["tag"]}",
            Tree.At(PodOf((await DeclareAsync()).Single("kubernetes:batch/v1:CronJob").Inputs), "initContainers", 0, "image"));
    }

    [Fact]
    public async Task Images_come_from_mirrors()
    {
        var mirrors = new ImageMirrors(ImmutableSortedDictionary<string, string>.Empty.Add("docker.io", "mirror.example.com/hub").Add("registry.k8s.io", "mirror.example.com/k8s"));
        var pod = PodOf((await DeclareAsync(mirrors: mirrors)).Single("kubernetes:batch/v1:CronJob").Inputs);

        Assert.Equal($"mirror.example.com/k8s/etcd:{Versions.KarmadaEtcd}", Tree.At(pod, "initContainers", 0, "image"));
        Assert.Equal($"mirror.example.com/hub/library/busybox:{Versions.Busybox}", Tree.At(pod, "containers", 0, "image"));
    }

    [Fact]
    public async Task The_newest_are_kept_and_what_failed_is_cleared_away()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the job's shell is POSIX");
        var folder = Directory.CreateTempSubdirectory("infra-test-");
        try
        {
            foreach (var age in Enumerable.Range(1, 5))
            {
                var file = Path.Combine(folder.FullName, $"etcd-backup-{age}.db");
                await File.WriteAllTextAsync(file, "snapshot", TestContext.Current.CancellationToken);
                File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 10 - age, 0, 0, 0, DateTimeKind.Utc));
            }
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "etcd-backup-6.db.part"), "torn", TestContext.Current.CancellationToken);

            var command = (ImmutableArray<object>)Tree.At(PodOf((await DeclareAsync(new KarmadaBackupSchedule { Kept = 2 })).Single("kubernetes:batch/v1:CronJob").Inputs), "containers", 0, "command")!;
            using var shell = Process.Start(new ProcessStartInfo("sh", [(string)command[1], ((string)command[2]).Replace("/snapshots", folder.FullName, StringComparison.Ordinal)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(0, shell.ExitCode);
            Assert.Equal(["etcd-backup-1.db", "etcd-backup-2.db"], folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static object PodOf(ImmutableDictionary<string, object> job) => Tree.At(job["spec"], "jobTemplate", "spec", "template", "spec")!;

    private static void Install() => Install(new KarmadaBackupSchedule(), ImageMirrors.None);

    private static Task<Declared> DeclareAsync(KarmadaBackupSchedule? schedule = null, ImageMirrors? mirrors = null) =>
        Declared.ByAsync(() => Install(schedule ?? new KarmadaBackupSchedule(), mirrors ?? ImageMirrors.None));

    private static void Install(KarmadaBackupSchedule schedule, ImageMirrors mirrors)
    {
        var management = new AttachedCluster(
            "kurator-mgmt", new AttachedClusterArgs { Access = new AttachedClusterAccess(KubeconfigSource.FromFile("k"), "https://kurator-mgmt:6443") }).Member;
        var installation = new KarmadaInstallation { ApiEndpoint = "https://karmada.example.com:5443", Backup = schedule, Mirrors = mirrors };
        _ = new KarmadaControlPlane("karmada", new KarmadaControlPlaneArgs(new KarmadaSource.Installed(management.Access!, installation)));
    }
}
