using Infra.Components.Propagation;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Reading;

public sealed class ShapeTests
{
    private const string ClusterNameRule = "lower-case letters, digits and '-', first and last a letter or digit, at most 48 characters (Karmada)";

    [Theory]
    [InlineData("Replace", "INF004 found 'Replace'; allowed: replace, add, remove; did you mean 'replace'?")]
    [InlineData("replac", "INF004 found 'replac'; allowed: replace, add, remove; did you mean 'replace'?")]
    [InlineData("delete", "INF004 found 'delete'; allowed: replace, add, remove")]
    [InlineData("[add]", "INF002 found a list; allowed: replace, add, remove")]
    [InlineData("add", "PatchOperation Add")]
    public void A_choice_is_one_of_its_words(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<PatchOperation>(), text));

    [Theory]
    [InlineData("In", "LabelOperator In")]
    [InlineData("in", "INF004 found 'in'; allowed: In, NotIn, Exists, DoesNotExist; did you mean 'In'?")]
    public void Kubernetes_words_keep_their_capitals(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<LabelOperator>(), text));

    [Theory]
    [InlineData("10.64.7.0/24", "Cidr 10.64.7.0/24")]
    [InlineData("10.64.7.1/24", "INF030 found '10.64.7.1/24'; write it as 10.64.7.0/24, its canonical form")]
    [InlineData("10.64/16", "INF030 found '10.64/16'; allowed: a range of addresses, for example 10.64.7.0/24")]
    [InlineData("10.64.7.0/33", "INF030 found '10.64.7.0/33'; allowed: a range of addresses, for example 10.64.7.0/24")]
    [InlineData("10.64.7.0/-1", "INF030 found '10.64.7.0/-1'; allowed: a range of addresses, for example 10.64.7.0/24")]
    [InlineData("10.064.7.0/24", "INF030 found '10.064.7.0/24'; allowed: a range of addresses, for example 10.64.7.0/24")]
    [InlineData("'FD00::/8'", "INF030 found 'FD00::/8'; write it as fd00::/8, its canonical form")]
    [InlineData("fd00::/129", "INF030 found 'fd00::/129'; allowed: a range of addresses, for example 10.64.7.0/24")]
    [InlineData("10.64.7.0", "INF030 found '10.64.7.0'; allowed: a range of addresses, for example 10.64.7.0/24")]
    [InlineData("~", "INF002 found nothing; allowed: a range of addresses, for example 10.64.7.0/24")]
    public void A_range_of_addresses_is_canonical(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<Cidr>(), text));

    [Theory]
    [InlineData("10.64.7.10", "IpAddress 10.64.7.10")]
    [InlineData("fd00::1", "IpAddress fd00::1")]
    [InlineData("'fd00:0::1'", "INF004 found 'fd00:0::1'; write it as fd00::1, its canonical form")]
    [InlineData("'fe80::1%1'", "INF004 found 'fe80::1%1'; allowed: an IP address, for example 10.64.7.10")]
    [InlineData("10.64.7", "INF004 found '10.64.7'; allowed: an IP address, for example 10.64.7.10")]
    [InlineData("node-1", "INF004 found 'node-1'; allowed: an IP address, for example 10.64.7.10")]
    [InlineData("0x0a.1.1.1", "INF004 found '0x0a.1.1.1'; allowed: an IP address, for example 10.64.7.10")]
    public void An_address_is_canonical(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<IpAddress>(), text));

    [Theory]
    [InlineData("store.example.com:10901", "HostPort store.example.com:10901")]
    [InlineData("store.example.com", "INF004 found 'store.example.com'; allowed: a host and a port, for example store.example.com:10901")]
    [InlineData("store.example.com:0", "INF004 found 'store.example.com:0'; allowed: a host and a port, for example store.example.com:10901")]
    [InlineData("store.example.com:65536", "INF004 found 'store.example.com:65536'; allowed: a host and a port, for example store.example.com:10901")]
    [InlineData("https://store.example.com:1", "INF004 found 'https://store.example.com:1'; allowed: a host and a port, for example store.example.com:10901")]
    public void A_host_has_a_port(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<HostPort>(), text));

    [Theory]
    [InlineData("10.0.0.1-10.0.0.9", "AddressRange 10.0.0.1-10.0.0.9")]
    [InlineData("10.0.0.9-10.0.0.1", "INF004 found '10.0.0.9-10.0.0.1'; the first address comes after the last; allowed: 10.0.0.1-10.0.0.9")]
    [InlineData("10.0.0.1", "INF004 found '10.0.0.1'; allowed: two addresses with '-' between, for example 10.64.7.100-10.64.7.200")]
    [InlineData("10.0.0.1-fd00::1", "INF004 found '10.0.0.1-fd00::1'; allowed: two addresses with '-' between, for example 10.64.7.100-10.64.7.200")]
    public void A_run_of_addresses_goes_up(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<AddressRange>(), text));

    [Theory]
    [InlineData("'2027-06-30'", "CalendarDate 2027-06-30")]
    [InlineData("'2027-02-30'", "INF004 found '2027-02-30'; allowed: a year, a month and a day, such as '2027-06-30'")]
    [InlineData("'2027-6-3'", "INF004 found '2027-6-3'; allowed: a year, a month and a day, such as '2027-06-30'")]
    [InlineData("2027-06-30", "INF014 found 2027-06-30, which is a date to some who read YAML; write it in quotes: '2027-06-30'")]
    public void A_day_is_one_that_there_is(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<CalendarDate>(), text));

    [Theory]
    [InlineData("word", "INF002 found a text; allowed: a map of existing, stack, install")]
    [InlineData("{}", "INF007 found none; allowed: exactly one of existing, stack, install")]
    [InlineData("{stack: mgmt, existing: {kubeconfig: {path: p}}}", "INF007 found 'existing' and 'stack'; allowed: exactly one of existing, stack, install")]
    [InlineData("{stack: ~}", "INF007 found none; allowed: exactly one of existing, stack, install")]
    [InlineData("{stak: mgmt}", "INF001 unknown key 'stak'; allowed: existing, stack, install; did you mean 'stack'?\nINF007 found none; allowed: exactly one of existing, stack, install")]
    [InlineData("{install: {}}", "INF003 'apiEndpoint' is missing")]
    [InlineData("{stack: mgmt}", "KarmadaSpec\n.Stack = String mgmt")]
    public void A_record_has_the_keys_of_its_properties(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<KarmadaSpec>(), text));

    [Theory]
    [InlineData("{}", "INF003 'kind' is missing, and no class says it; allowed: attached, aws, eks, onprem, edge")]
    [InlineData("{kind: atached}", "INF004 found 'atached'; allowed: attached, aws, eks, onprem, edge; did you mean 'attached'?")]
    [InlineData("{kind: [attached]}", "INF002 found a list; allowed: attached, aws, eks, onprem, edge")]
    [InlineData("[]", "INF002 found a list; allowed: a map")]
    [InlineData("{kind: edge}", "INF003 'hub' is missing\nINF003 'machines' is missing")]
    public void A_cluster_is_of_one_kind(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<ClusterSpec>(), text));

    [Fact]
    public void A_key_of_another_kind_is_unknown() => Assert.StartsWith(
        "INF001 unknown key 'hub'; allowed: kind, class, state, protected, region, provider, zones, labels, architectures, mode, kubeconfig, apiEndpoint, agent, ssh, network",
        OneValue.Read(Shapes.Of<ClusterSpec>(), "{kind: attached, hub: h}"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{Prod: x}", "INF020 the name 'Prod' is invalid; allowed: " + ClusterNameRule)]
    [InlineData("{a: 1, b: 2001}", "INF004 found 2001; allowed: 1 to 1000")]
    [InlineData("[a]", "INF002 found a list; allowed: a map")]
    public void A_map_has_names_of_its_form(string text, string read) => Assert.Contains(read, OneValue.Read(Field<PlacementSpec>("weights"), text), StringComparison.Ordinal);

    [Fact]
    public void Null_takes_out_of_a_clusters_map_what_a_layer_put_there() =>
        Assert.Equal("map\n.b = String x", OneValue.Read(Field<AttachedClusterSpec>("labels"), "{a: ~, b: x}", SpecPath.Root.Keys("clusters", "one", "labels")));

    [Fact]
    public void Null_declares_nothing_where_there_are_no_layers() =>
        Assert.Equal("INF003 'a' says nothing; say what it is, or remove it", OneValue.Read(Field<PlatformSpec>("fleets"), "{a: ~}", SpecPath.Root.Key("fleets")));

    [Theory]
    [InlineData("a", "INF002 found 'a'; allowed: a list")]
    [InlineData("[a, B, c, 1]", "INF004 found 'B'; allowed: " + ClusterNameRule + "\nINF014 found 1, which is a number to some who read YAML; write it in quotes: '1'")]
    [InlineData("[a, ~]", "INF002 found nothing; allowed: a text")]
    public void All_that_is_wrong_in_a_list_is_told(string text, string read) => Assert.Equal(read, OneValue.Read(Field<SelectionSpec>("clusters"), text));

    [Theory]
    [InlineData("[1]", "INF002 found a list; allowed: a map")]
    [InlineData("word", "INF002 found 'word'; allowed: a map")]
    public void Content_is_a_map(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<Tree>(), text));

    [Fact]
    public void A_layer_is_a_map() => Assert.Equal("INF002 found a list; allowed: a map of a cluster's keys", OneValue.Read(Shapes.Of<ClusterLayer>(), "[a]"));

    [Fact]
    public void Every_form_takes_whole_lines_only()
    {
        foreach (var form in Enum.GetValues<Form>().Where(form => form is not (Form.NotEmpty or Form.JsonPointer)))
            Assert.False(TextForm.Of(form).Holds("a\n"), $"{form} takes a line end");
    }

    private static Shape Field<T>(string key) => ((RecordShape)Shapes.Of<T>()).Fields.Single(field => field.Key == key).Shape;
}
