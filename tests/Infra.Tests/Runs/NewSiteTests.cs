using Xunit;

namespace Infra.Tests.Runs;

public sealed class NewSiteTests : IDisposable
{
    private const string Folder = "stacks/sites/cold-chain";

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_new_site_says_only_what_differs_and_is_given_the_first_free_block()
    {
        var answer = await _project.RunAsync(
            "new", "site", "shanghai-09", "--class", "warehouse", "--region", "shanghai", "--set", "labels.version=1.30", "--set", "zones=[a, b]");

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Equal(
            """
            # yaml-language-server: $schema=../../schemas/site.schema.json
            class: warehouse
            region: shanghai
            labels:
              version: "1.30"
            zones:
              - a
              - b
            network:
              nodeCidr: 10.64.24.0/24

            """,
            Read("shanghai-09"));
        Assert.Equal(
            $"{Folder}/shanghai-09.yaml   network.nodeCidr 10.64.24.0/24 of warehouses\n\nWrote 1 site. Next: infra preview -s edge\n", answer.Out);
        Assert.Equal(0, (await _project.RunAsync("validate")).ExitCode);
    }

    [Fact]
    public async Task A_block_is_free_again_only_when_its_site_is_gone()
    {
        Edit("beijing-01", "region:", "state: absent\nregion:");
        await NewAsync("new-1");
        File.Delete(_project.InFolder($"{Folder}/beijing-01.yaml"));
        await NewAsync("new-2");

        Assert.Contains("nodeCidr: 10.64.24.0/24\n", Read("new-1"), StringComparison.Ordinal);
        Assert.Contains("nodeCidr: 10.64.16.0/24\n", Read("new-2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_that_the_new_site_says_itself_is_taken_as_it_is()
    {
        await NewAsync("new-1", "--set", "network.nodeCidr=10.64.24.0/24");
        await NewAsync("new-2");

        Assert.Contains("nodeCidr: 10.64.25.0/24\n", Read("new-2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_of_other_sites_stay_as_they_are()
    {
        var before = Sites();

        await NewAsync("aaa-01");

        var after = Sites();
        Assert.True(after.Remove("aaa-01.yaml"));
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task A_full_pool_says_what_to_do()
    {
        Replace("stacks/Pulumi.edge.yaml", "cidr: 10.64.0.0/14", "cidr: 10.64.0.0/20");
        Replace("stacks/Pulumi.edge.yaml", "blockLength: 24", "blockLength: 22");

        await RefusedAsync(["new", "site", "new-1", "--class", "warehouse", "--region", "shanghai"], "new-1: network.nodeCidr: the pool 'warehouses' has no free /22 left in 10.64.0.0/20");
    }

    [Fact]
    public async Task A_table_makes_a_site_of_every_row()
    {
        Table("\uFEFFname,class,region,labels.goods\r\nnew-1,warehouse,beijing,\r\n\r\nnew-2,warehouse,hubei,\"pharmaceuticals\"\r\n");

        var answer = await _project.RunAsync("new", "site", "--from", "sites.csv");

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Contains("nodeCidr: 10.64.24.0/24", Read("new-1"), StringComparison.Ordinal);
        Assert.DoesNotContain("goods", Read("new-1"), StringComparison.Ordinal);
        Assert.Contains("nodeCidr: 10.64.25.0/24", Read("new-2"), StringComparison.Ordinal);
        Assert.Contains("goods: pharmaceuticals", Read("new-2"), StringComparison.Ordinal);
        Assert.Contains("Wrote 2 sites.", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_with_bad_rows_writes_nothing_and_tells_all_of_them()
    {
        Table("""
            name,class,region,labels.goods
            new-1,warehouse,beijing,
            Bad_Name,warehouse,shangai,
            shanghai-07,warehouse,shanghai,
            new-2,warehose,shanghai,
            new-1,warehouse,shanghai,
            new-3,warehouse,shanghai,not a label
            """);

        await RefusedAsync(
            ["new", "site", "--from", "sites.csv"],
            "sites.csv:3: Bad_Name: the name is invalid",
            "sites.csv:3: Bad_Name: there is no stacks/regions/shangai.yaml; did you mean 'shanghai'?",
            $"sites.csv:4: shanghai-07: {Folder}/shanghai-07.yaml is already there",
            "sites.csv:5: new-2: there is no class 'warehose'; did you mean 'warehouse'?",
            "sites.csv:6: new-1: the name is asked for twice; first in sites.csv:2",
            $"sites.csv:7: INF004 {Folder}/new-3.yaml:5:10 clusters.new-3.labels.goods: found 'not a label'");
    }

    [Theory]
    [InlineData("../x", "the name is invalid")]
    [InlineData("shanghai-07", "is already there")]
    [InlineData("prod-cloud", "a cluster of the name is already in stacks/Pulumi.prod.yaml:")]
    public async Task A_name_that_cannot_be_had_is_refused(string name, string expected) =>
        await RefusedAsync(["new", "site", name, "--class", "warehouse", "--region", "shanghai"], expected);

    [Theory]
    [InlineData("there is no class 'warehose'; did you mean 'warehouse'?", "--class", "warehose")]
    [InlineData("no layer says its kind; say a class that does: warehouse", "--region", "shanghai")]
    [InlineData("did you mean 'shanghai'? (If it is a region of its own, write that file first; it may be empty.)", "--class", "warehouse", "--region", "shangai")]
    [InlineData("labls.x: unknown key 'labls'", "--class", "warehouse", "--set", "labls.x=1")]
    [InlineData("'a..b' is not a path", "--class", "warehouse", "--set", "a..b=1")]
    [InlineData("a list is set as a whole", "--class", "warehouse", "--set", "zones[0]=a")]
    [InlineData("zones: that is more than one value", "--class", "warehouse", "--set", "zones=[a]\nx: y")]
    [InlineData("found 'gone'; allowed: present, absent", "--class", "warehouse", "--set", "state=gone")]
    [InlineData("a secret is not given like this", "--class", "warehouse", "--set", "kubeconfig.content=hunter2")]
    [InlineData("group 'cold-chian' is not one of stack 'edge'; did you mean 'cold-chain'?", "--class", "warehouse", "--group", "cold-chian", "-s", "edge")]
    [InlineData("No stack has the group 'cold-chian'; did you mean 'cold-chain'?", "--class", "warehouse", "--group", "cold-chian")]
    [InlineData("stack 'prod' has no group of sites", "--class", "warehouse", "-s", "prod")]
    public async Task What_cannot_be_meant_is_refused(string expected, params string[] arguments) =>
        await RefusedAsync(["new", "site", "new-1", .. arguments], expected);

    [Fact]
    public async Task A_secret_can_be_named()
    {
        Replace("stacks/Pulumi.edge.yaml", "  infra:sites:", "  infra:secrets:\n    new-kubeconfig: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA }\n\n  infra:sites:");

        await NewAsync("new-1", "--set", "mode=push", "--set", "agent=existing", "--set", "apiEndpoint=https://new-1.example.com:6443", "--set", "kubeconfig.content.secret=new-kubeconfig");

        Assert.Contains("kubeconfig:\n  content:\n    secret: new-kubeconfig\n", Read("new-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_file_that_cannot_be_read_may_hold_any_block_so_nothing_is_written()
    {
        Edit("shanghai-01", "network:", "network: [");

        await RefusedAsync(["new", "site", "new-1", "--class", "warehouse", "--region", "shanghai"], $"INF011 {Folder}/shanghai-01.yaml:");
    }

    [Fact]
    public async Task The_folder_of_a_new_group_is_made()
    {
        Replace("stacks/Pulumi.edge.yaml", "groups: [cold-chain]", "groups: [cold-chain, depots]");

        await NewAsync("depot-1", "--group", "depots");

        Assert.True(File.Exists(_project.InFolder("stacks/sites/depots/depot-1.yaml")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_leaves_nothing_behind()
    {
        Table("name,class,region,group\nnew-1,warehouse,shanghai,cold-chain\nnew-2,warehouse,shanghai,depots\n");
        Replace("stacks/Pulumi.edge.yaml", "groups: [cold-chain]", "groups: [cold-chain, depots]");
        File.CreateSymbolicLink(_project.InFolder("stacks/sites/depots"), _project.InFolder("stacks/sites/nowhere/at/all"));

        await RefusedAsync(["new", "site", "--from", "sites.csv"]);
    }

    private async Task NewAsync(string name, params string[] more) =>
        Assert.Equal(ExitCodes.Success, (await _project.RunAsync(["new", "site", name, "--class", "warehouse", "--region", "shanghai", .. more])).ExitCode);

    private async Task RefusedAsync(string[] arguments, params string[] expected)
    {
        var before = Sites();

        var answer = await _project.RunAsync(arguments);

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, answer.Messages, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", answer.Messages, StringComparison.Ordinal);
        Assert.Equal(before, Sites());
    }

    private SortedDictionary<string, string> Sites() => new(
        Directory.EnumerateFiles(_project.InFolder(Folder)).ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal), StringComparer.Ordinal);

    private string Read(string site) => File.ReadAllText(_project.InFolder($"{Folder}/{site}.yaml"));

    private void Table(string text) => File.WriteAllText(_project.InFolder("sites.csv"), text);

    private void Edit(string site, string old, string replacement) => Replace($"{Folder}/{site}.yaml", old, replacement);

    private void Replace(string file, string old, string replacement)
    {
        var path = _project.InFolder(file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, replacement, StringComparison.Ordinal));
    }
}
