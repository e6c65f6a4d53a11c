using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Infra.Components;
using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>Machines that reach nothing: all that they get is in one archive.</summary>
public sealed class BundleTests
{
    private static readonly KubeadmMachine Founder = Story.ControlPlanes[0];

    [Fact]
    public async Task Packages_and_images_come_from_the_bundle_and_from_nowhere_else()
    {
        using var world = World.With(Founder);
        var join = KubeadmScripts.Join(With(world, Put(world, Files("1.35.2"))), Founder, null);

        (await world.RunAsync(Founder.Name, join)).Succeeded();

        Assert.Equal("1.35.2-1.1\n", world.Read("hosts/cp-1/packages/kubelet"));
        Assert.Equal(["containerd.io", "kubeadm", "kubectl", "kubelet"], world.Names("hosts/cp-1/held"));
        Assert.Equal("kube-apiserver.tar\n", world.Read("hosts/cp-1/images"));
        Assert.Empty(world.Names("hosts/cp-1/root/etc/apt/sources.list.d"));
        Assert.DoesNotContain(world.Calls(), call => call.StartsWith("cp-1 curl", StringComparison.Ordinal) || call.EndsWith(" update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_archive_that_is_not_the_declared_one_is_refused()
    {
        using var world = World.With(Founder);
        Put(world, Files("1.35.2"));

        Assert.Contains("its SHA-256 is another", await RefusedAsync(world, new string('0', 64)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_the_one_of_its_list_is_refused()
    {
        using var world = World.With(Founder);
        var files = Files("1.35.2");
        files["packages/debian-13/kubelet_1.35.2-1.1_amd64.deb"] = "something else";

        Assert.Contains("SHA256SUMS", await RefusedAsync(world, Put(world, files)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_of_another_version_is_refused()
    {
        using var world = World.With(Founder);

        Assert.Contains("the bundle holds Kubernetes 1.34.4, and the cluster's version is 1.35.2", await RefusedAsync(world, Put(world, Files("1.34.4"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_without_packages_for_the_system_is_refused()
    {
        using var world = World.With(Founder);
        world.Write("hosts/cp-1/root/etc/os-release", "ID=ubuntu\nVERSION_ID=\"24.04\"\nVERSION_CODENAME=noble\n");

        Assert.Contains("no folder packages/ubuntu-24.04", await RefusedAsync(world, Put(world, Files("1.35.2"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_put_in_the_place_of_the_bundle_after_it_was_looked_at_is_not_unpacked()
    {
        using var world = World.With(Founder);
        var sha256 = Put(world, Files("1.35.2"));
        world.Write("bin/sha256sum", """
            #!/bin/bash
            /usr/bin/sha256sum "$@" || exit
            echo 'something else' >"$SIM_WORLD/hosts/cp-1/root/srv/bundle.tar"

            """);
        World.MakeExecutable(world.PathOf("bin/sha256sum"));

        (await world.RunAsync(Founder.Name, KubeadmScripts.Join(With(world, sha256), Founder, null))).Succeeded();

        Assert.Equal("1.35.2-1.1\n", world.Read("hosts/cp-1/packages/kubelet"));
        Assert.DoesNotContain(world.Names("hosts/cp-1/root/var/lib/infra"), name => name.EndsWith(".tar", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upgrade_brings_what_Kubernetes_own_packages_need()
    {
        using var world = World.With(Founder);
        (await world.RunAsync(Founder.Name, KubeadmScripts.Join(With(world, Put(world, Files("1.35.2"))), Founder, null))).Succeeded();
        var files = Files("1.36.1", "cri-tools_1.36.0-1.1_amd64.deb", "kubernetes-cni_1.9.0-1.1_amd64.deb");

        (await world.RunAsync(Founder.Name, KubeadmScripts.Maintain(With(world, Put(world, files)) with { Version = "1.36.1" }, Founder, isFirst: true))).Succeeded();

        Assert.Equal(("1.36.0-1.1\n", "1.9.0-1.1\n"), (world.Read("hosts/cp-1/packages/cri-tools"), world.Read("hosts/cp-1/packages/kubernetes-cni")));
    }

    private static async Task<string> RefusedAsync(World world, string sha256)
    {
        var run = await world.RunAsync(Founder.Name, KubeadmScripts.Join(With(world, sha256), Founder, null));

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(world.Names("hosts/cp-1/packages"));
        return run.Error;
    }

    private static KubeadmCluster With(World world, string sha256)
    {
        Assert.NotNull(world.Read("hosts/cp-1/root/srv/bundle.tar"));
        return Story.Cluster with { Software = new MachineSoftware.Bundle("/srv/bundle.tar", sha256) };
    }

    private static SortedDictionary<string, string> Files(string version, params string[] others)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["VERSION"] = $"{version}\n", ["images/kube-apiserver.tar"] = "layers" };
        foreach (var package in new[] { "kubeadm", "kubectl", "kubelet" })
            files[$"packages/debian-13/{package}_{version}-1.1_amd64.deb"] = package;
        files[$"packages/debian-13/containerd.io_{Versions.Containerd}-1~debian.13~trixie_amd64.deb"] = "containerd";
        foreach (var package in others)
            files[$"packages/debian-13/{package}"] = package;
        files["SHA256SUMS"] = string.Concat(files.Select(file => $"{Hash(file.Value)}  ./{file.Key}\n"));
        return files;
    }

    /// <summary>Puts the archive on the machine; its SHA-256.</summary>
    private static string Put(World world, SortedDictionary<string, string> files)
    {
        var path = world.PathOf("hosts/cp-1/root/srv/bundle.tar");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var tar = new TarWriter(File.Create(path)))
        {
            foreach (var (name, text) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
