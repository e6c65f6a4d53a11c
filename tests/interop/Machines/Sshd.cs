using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>OpenSSH servers on loopback, one for each machine of a world, each with a key of its own; who logs in is on that machine.</summary>
internal sealed class Sshd : IDisposable
{
    private readonly World _world;
    private readonly string _folder;
    private readonly Dictionary<string, (Process Server, int Port)> _servers = new(StringComparer.Ordinal);

    private Sshd(World world)
    {
        _world = world;
        _folder = Directory.CreateDirectory(world.PathOf("ssh")).FullName;
    }

    /// <summary>Starts a server for each of these machines.</summary>
    public static async Task<Sshd> ForAsync(World world, params IEnumerable<KubeadmMachine> machines)
    {
        var program = Tools.Require("sshd");
        Tools.Require("ssh");
        var servers = new Sshd(world);
        await servers.MakeKeyAsync("client");
        foreach (var machine in machines)
            await servers.StartAsync(program, machine.Name);
        return servers;
    }

    /// <summary>Runs a script as it is run in earnest: its text on the standard input of a short command.</summary>
    public Task<ChildProcess> RunAsync(string host, MachineScript script, string direction) =>
        RunAsync(host, direction == "up" ? MachineScript.UpCommand("operator") : MachineScript.DownCommand("operator"), _world.TextFor(host, script));

    /// <summary>Runs a command on a machine whose key is the one that is known.</summary>
    public async Task<ChildProcess> RunAsync(string host, string command, string input, string? keyOf = null)
    {
        var (_, port) = _servers[host];
        var known = Path.Combine(_folder, $"known-{host}-{keyOf}");
        var key = await File.ReadAllTextAsync(Path.Combine(_folder, $"{keyOf ?? host}.pub"));
        await File.WriteAllTextAsync(known, $"[127.0.0.1]:{port} {key}");
        string[] arguments =
        [
            "-F", "none", "-i", Path.Combine(_folder, "client"), "-p", port.ToString(CultureInfo.InvariantCulture), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
            "-o", "StrictHostKeyChecking=yes", "-o", $"UserKnownHostsFile={known}", "-o", "GlobalKnownHostsFile=none", $"{Environment.UserName}@127.0.0.1", command,
        ];
        var start = new ProcessStartInfo("ssh", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        return await World.FinishAsync(process, input);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (server, _) in _servers.Values)
        {
            server.Kill(entireProcessTree: true);
            server.Dispose();
        }
    }

    private async Task StartAsync(string program, string host)
    {
        await MakeKeyAsync(host);
        var settings = string.Join('\n', _world.EnvironmentOf(host).Select(variable => $"export {variable.Key}={ShellText.Quote(variable.Value)}"));
        _world.Write($"ssh/enter-{host}", $"#!/bin/bash\n{settings}\nexec bash -c \"$SSH_ORIGINAL_COMMAND\"\n");
        // Servers of users other than root have no folder of their own to give up their rights in.
        if (Environment.UserName == "root")
            Directory.CreateDirectory("/run/sshd");
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            _world.Write($"ssh/{host}.conf", $"""
                Port {port}
                ListenAddress 127.0.0.1
                HostKey {_folder}/{host}
                AuthorizedKeysFile {_folder}/client.pub
                PidFile none
                StrictModes no
                UsePAM no
                KexAlgorithms curve25519-sha256
                PasswordAuthentication no
                PermitRootLogin prohibit-password
                PrintMotd no
                ForceCommand bash {_folder}/enter-{host}

                """);
            var start = new ProcessStartInfo(program, ["-D", "-e", "-f", Path.Combine(_folder, $"{host}.conf")]) { UseShellExecute = false, RedirectStandardError = true };
            var server = Process.Start(start)!;
            if (await ListensAsync(server))
            {
                _servers[host] = (server, port);
                return;
            }

            server.Dispose();
            Assert.True(attempt < 5, "sshd does not start");
        }
    }

    private static async Task<bool> ListensAsync(Process server)
    {
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Server listening on", StringComparison.Ordinal))
            {
                // What it says of later connections has to go somewhere.
                _ = server.StandardError.ReadToEndAsync();
                return true;
            }
        }

        return false;
    }

    private async Task MakeKeyAsync(string name) =>
        (await ChildProcess.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", Path.Combine(_folder, name)])).Succeeded();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
