using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>Machines and a cluster that are files: scripts run on them under bash, and stand-ins answer for the programs that they call.</summary>
internal sealed class World : IDisposable
{
    private static readonly string[] Programs =
    [
        "apt-get", "apt-mark", "chronyc", "crictl", "ctr", "curl", "df", "dpkg-query", "getent", "ip", "ip6tables-restore", "ip6tables-save", "iptables-restore", "iptables-save",
        "ipvsadm", "kubeadm", "kubectl", "modprobe", "nft", "nproc", "ping", "sleep", "ss", "sudo", "swapoff", "sysctl", "systemctl", "timedatectl", "uname",
    ];

    // What the scripts call that changes nothing that a test could not bear: these do their work, and are only watched.
    private static readonly string[] Watched =
        ["awk", "base64", "cat", "chmod", "cmp", "cp", "cut", "date", "find", "flock", "grep", "head", "install", "mkdir", "mktemp", "mv", "od", "openssl", "rm", "sed", "sha256sum", "sort", "stat", "tail", "tar", "tr"];

    private World(string folder) => Folder = folder;

    private static string StandIn { get; } = Path.Combine(Prerequisites.RepositoryRoot, "tests/interop/Machines/StandIns/stand-in.sh");

    /// <summary>Everything: what a failed test leaves out of the report is here.</summary>
    public string Folder { get; }

    /// <summary>A world with these machines, none of which is a node yet.</summary>
    public static World With(params ReadOnlySpan<KubeadmMachine> machines)
    {
        var world = new World(Directory.CreateTempSubdirectory("infra-machines-").FullName);
        var programs = Directory.CreateDirectory(world.PathOf("bin")).FullName;
        foreach (var program in Programs)
            File.CreateSymbolicLink(Path.Combine(programs, program), StandIn);
        Directory.CreateDirectory(world.PathOf("cluster"));
        world.Write("calls", "");
        world.Write("ca.crt", Authority.Value);
        foreach (var machine in machines)
            world.Add(machine);
        return world;
    }

    /// <summary>Writes down the calls of programs of the system, too, which do their work all the same.</summary>
    public void Watch(params ReadOnlySpan<string> programs)
    {
        foreach (var program in programs.IsEmpty ? Watched : programs)
            File.CreateSymbolicLink(PathOf($"bin/{program}"), StandIn);
    }

    /// <summary>One more machine.</summary>
    public void Add(KubeadmMachine machine)
    {
        var host = $"hosts/{machine.Name}";
        Write($"{host}/address", machine.Address);
        Write($"{host}/root/etc/os-release", "ID=debian\nVERSION_ID=\"13\"\nVERSION_CODENAME=trixie\n");
        Write($"{host}/root/etc/fstab", "/dev/vda1 / ext4 defaults 0 1\n/dev/vda2 none swap sw 0 0\n");
        Write($"{host}/root/proc/meminfo", "MemTotal:       16384000 kB\n");
        Write($"{host}/root/proc/swaps", "Filename Type Size Used Priority\n");
        Write($"{host}/root/sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        Write($"{host}/root/sys/class/net/eth0/mtu", "1500\n");
        Write($"{host}/root/sys/class/dmi/id/product_uuid", $"uuid-of-{machine.Name}\n");
        Write($"{host}/rules", "*filter\n:KUBE-SERVICES - [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\n-A INPUT -j KUBE-SERVICES\nCOMMIT\n");
        Write($"{host}/names", $"{machine.Address} {machine.Name}\n");
        Write($"{host}/synchronised", "yes\n");
        Write($"{host}/offset", "0.000020");
        Write($"{host}/free", "80");
        Write($"{host}/processors", "4\n");
        Write($"{host}/kernel", "6.12.41+deb13-amd64\n");
        foreach (var empty in new[] { "sockets", "unreachable", "deleted-tables" })
            Write($"{host}/{empty}", "");
        Write($"requests/{machine.Name}", $"system:node:{machine.Name} {ServingRequest(machine.Name, [machine.Name], [machine.Address])}\n");
    }

    /// <summary>A request for a kubelet's serving certificate, as the API holds it.</summary>
    public static string ServingRequest(string node, IEnumerable<string> names, IEnumerable<string> addresses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN=system:node:{node}, O=system:nodes"), key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        foreach (var address in addresses)
            alternatives.AddIpAddress(System.Net.IPAddress.Parse(address));
        request.CertificateExtensions.Add(alternatives.Build());
        return Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(request.CreateSigningRequestPem()));
    }

    /// <summary>Who may do what with a file.</summary>
    public static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);

    /// <summary>Lets a file be a program.</summary>
    public static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A path in this world.</summary>
    public string PathOf(string path) => Path.Combine(Folder, path);

    /// <summary>A file's text; null when there is no such file.</summary>
    public string? Read(string path) => File.Exists(PathOf(path)) ? File.ReadAllText(PathOf(path)) : null;

    /// <summary>Writes a file, in folders that are made for it.</summary>
    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>The names in a folder, sorted.</summary>
    public string[] Names(string folder) => Directory.Exists(PathOf(folder))
        ? [.. Directory.EnumerateFileSystemEntries(PathOf(folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The calls of stand-ins so far, each with its machine in front.</summary>
    public string[] Calls() => File.ReadAllLines(PathOf("calls"));

    /// <summary>The script for a machine of this world: its folder stands for the machine's own.</summary>
    public string TextFor(string host, MachineScript script)
    {
        const string Root = "readonly root=''\n";
        Assert.Equal(script.Text.Contains("readonly ", StringComparison.Ordinal) ? 2 : 1, script.Text.Split('\n' + Root).Length);
        // The programs that are left on a machine are texts within the text; their folder is the same.
        return script.Text
            .Replace(Root, $"readonly root={ShellText.Quote(PathOf($"hosts/{host}/root"))}\n", StringComparison.Ordinal)
            .Replace("readonly root='\\'''\\''\n", $"readonly root={PathOf($"hosts/{host}/root")}\n", StringComparison.Ordinal);
    }

    /// <summary>What the environment of a machine's programs has: the stand-ins before all others.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(string host) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SIM_WORLD"] = Folder,
        ["SIM_HOST"] = host,
        ["SIM_STAND_INS"] = Path.GetDirectoryName(StandIn)!,
        ["PATH"] = $"{PathOf("bin")}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        ["LC_ALL"] = "C.UTF-8",
    };

    /// <summary>Runs a script on a machine, by bash alone.</summary>
    public async Task<ChildProcess> RunAsync(string host, MachineScript script, string direction = "up")
    {
        var start = new ProcessStartInfo("bash", ["-s", direction]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in EnvironmentOf(host))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        return await FinishAsync(process, TextFor(host, script));
    }

    /// <summary>Gives a process its input and waits for its end.</summary>
    public static async Task<ChildProcess> FinishAsync(Process process, string input)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything: a script of one line, or a connection that was refused.
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>The same world once more, to go on differently from here.</summary>
    public World Copy()
    {
        var copy = new World(Directory.CreateTempSubdirectory("infra-machines-").FullName);
        using var process = Process.Start("cp", ["-a", "--", Folder + "/.", copy.Folder]);
        process.WaitForExit();
        // Programs that were left on machines know their folder.
        foreach (var program in Directory.EnumerateFiles(copy.PathOf("hosts"), "infra-*", SearchOption.AllDirectories).Where(path => path.Contains("/sbin/", StringComparison.Ordinal)))
            File.WriteAllText(program, File.ReadAllText(program).Replace(Folder, copy.Folder, StringComparison.Ordinal));
        return copy;
    }

    /// <summary>
    /// Everything that matters afterwards, a line for each file: its path, its rights and its content. Not logs, and of keys that are made by chance only that they are there.
    /// </summary>
    public string[] State()
    {
        string[] folders = ["cluster", "hosts"];
        return
        [
            .. folders.SelectMany(folder => Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories))
                .Select(path => (Path: path, Name: Path.GetRelativePath(Folder, path)))
                .Where(file => !file.Name.Contains("/var/log/infra/", StringComparison.Ordinal) && !file.Name.Contains("/fail", StringComparison.Ordinal))
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => $"{file.Name} {Convert.ToString((int)ModeOf(file.Path), 8)} {Content(file.Path)}"),
        ];
    }

    private string Content(string path)
    {
        var text = File.ReadAllText(path).Replace(Folder, "", StringComparison.Ordinal);
        // How often a container was started again is as often as its renewal was interrupted.
        if (Path.GetFileName(path).StartsWith("restarts-", StringComparison.Ordinal))
            return "";
        return Path.GetFileName(path) is "encryption.json" or "token-secret" or "certificate-key" or "key" ? text.Length.ToString(CultureInfo.InvariantCulture) : text;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static readonly Lazy<string> Authority = new(() =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return certificate.ExportCertificatePem();
    });
}
