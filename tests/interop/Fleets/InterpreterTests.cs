using System.Collections.Immutable;
using Infra.Components.Fleets.Interpreters;
using Infra.Components.Kubernetes;

namespace Infra.Interop.Tests.Fleets;

/// <summary>The scripts by which Karmada reads objects, under Lua 5.1, the version that Karmada's own interpreter is of.</summary>
public sealed class InterpreterTests
{
    // What Karmada would hand over of three members, and what comes of it.
    private const string Story = """
        local function member(name, status)
          local release = {
            kind = "HelmRelease",
            metadata = { name = "web", generation = 1, creationTimestamp = "2026-11-20T08:00:00Z", annotations = { ["resourcetemplate.karmada.io/generation"] = "1" } },
            spec = {},
            status = status,
          }
          return { clusterName = name, applied = true, status = ReflectStatus(release) }
        end
        local function ready(state)
          local condition = { type = "Ready", status = state, reason = "Said", message = string.rep("é", 200), observedGeneration = 1, lastTransitionTime = "2026-11-20T09:00:00Z" }
          return { observedGeneration = 1, conditions = { condition }, history = { { chartVersion = "1.0.0" } } }
        end
        local template = { metadata = { name = "web", generation = 1, creationTimestamp = "2026-11-20T07:00:00Z" }, status = { observedGeneration = -1 } }
        local hub = AggregateStatus(template, { member("c", ready("True")), member("b", nil), member("a", ready("False")) })
        local condition = hub.status.conditions[1]
        print(condition.status, condition.reason, condition.lastTransitionTime, condition.message)
        """;

    [Fact]
    public async Task Lua_reads_every_script()
    {
        var scripts = InterpreterManifests.All.SelectMany(Scripts).Distinct(StringComparer.Ordinal).ToImmutableArray();
        await InFolderAsync(scripts, async files =>
        {
            var result = await ChildProcess.RunAsync(Tools.Require("luac5.1"), ["-p", .. files]);

            Assert.True(result.ExitCode == 0, result.Error);
        });
    }

    [Fact]
    public async Task Lua_makes_of_what_members_say_what_the_hub_says()
    {
        var release = Scripts(InterpreterManifests.All.Single(manifest => manifest.Name.StartsWith("helmrelease.", StringComparison.Ordinal)));
        await InFolderAsync([string.Join('\n', release.Append(Story))], async files =>
        {
            var printed = (await ChildProcess.RunAsync(Tools.Require("lua5.1"), files)).Succeeded();

            Assert.StartsWith("False\tNotReady\t2026-11-20T09:00:00Z\tready in 1 of 3 members (1.0.0 in 2); not ready: a (Said: é", printed, StringComparison.Ordinal);
            Assert.EndsWith("é...); b (NotReported: its controller has not reported)\n", printed, StringComparison.Ordinal);
        });
    }

    private static IEnumerable<string> Scripts(KubernetesObject manifest) =>
        from customization in (ImmutableDictionary<string, object>)((ImmutableDictionary<string, object>)manifest.Content["spec"])["customizations"]
        orderby customization.Key
        select $"{((ImmutableDictionary<string, object>)customization.Value)["luaScript"]}";

    private static async Task InFolderAsync(ImmutableArray<string> scripts, Func<ImmutableArray<string>, Task> run)
    {
        var folder = Directory.CreateTempSubdirectory("infra-lua-");
        try
        {
            var files = scripts.Select((_, index) => Path.Combine(folder.FullName, $"{index}.lua")).ToImmutableArray();
            foreach (var (file, script) in files.Zip(scripts))
                await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
            await run(files);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
