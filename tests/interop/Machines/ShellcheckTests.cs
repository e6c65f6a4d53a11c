using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

public sealed class ShellcheckTests
{
    [Fact]
    public async Task No_script_that_a_machine_is_given_has_anything_that_shellcheck_minds()
    {
        Tools.Require("shellcheck");
        var folder = Directory.CreateTempSubdirectory("infra-shellcheck-");
        try
        {
            // One of each shape: the values are quoted texts, and other tests are about those.
            var (controlPlane, worker) = (Story.ControlPlanes[0], Story.Workers[0]);
            string[] programs =
            [
                ScriptText.Program([new("root", ""), new("cluster_name", Story.Cluster.Name), new("keep", Story.Cluster.Snapshots.Keep)], ["etcd-snapshot.sh"]),
                ScriptText.Program([.. ScriptValues.Node(Story.Cluster, controlPlane)], ["etcd-restore.sh"]),
                ScriptText.Program([new("root", ""), new("cluster_name", Story.Cluster.Name)], ["register.sh", "certificates.sh", "approve-certificates.sh"]),
            ];
            string[] texts =
            [
                KubeadmScripts.Check(Story.Cluster, controlPlane, [worker]).Text,
                KubeadmScripts.Admit(Story.Cluster, controlPlane).Text,
                KubeadmScripts.Join(Story.Cluster, controlPlane, null).Text,
                KubeadmScripts.Join(Story.Cluster, worker, "version 1").Text,
                KubeadmScripts.Drain(Story.Cluster, worker).Text,
                KubeadmScripts.Maintain(Story.Cluster, controlPlane, isFirst: true).Text,
                KubeadmScripts.Ready(Story.Cluster, controlPlane).Text,
                KubeadmScripts.Kubeconfig(Story.Cluster).Text,
                KubeadmScripts.Join(Story.Cluster, worker with { IsLost = true }, null).Text,
                .. programs,
            ];
            var files = texts.Select((text, number) => (Path: Path.Combine(folder.FullName, $"{number}.sh"), Text: text)).ToList();
            foreach (var (path, text) in files)
            {
                // Programs that are left on a machine are values in the script that leaves them there; they are looked at as what they are.
                var shown = programs.Aggregate(text, (rest, program) => rest.Replace(ShellText.Quote(program), "''", StringComparison.Ordinal));
                await File.WriteAllTextAsync(path, shown, TestContext.Current.CancellationToken);
            }

            // SC2034: a value that only some of a step's files use. SC2317: a function of a shared file that this step does not call.
            var result = await ChildProcess.RunAsync("shellcheck", ["--shell=bash", "--severity=style", "--exclude=SC2034,SC2317", .. files.Select(file => file.Path)]);

            Assert.True(result.ExitCode == 0, result.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
