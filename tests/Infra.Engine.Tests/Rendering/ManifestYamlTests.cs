using System.Buffers;
using System.Text.RegularExpressions;
using CsCheck;
using Infra.Engine.Rendering;
using Infra.Engine.Values;
using Xunit;

namespace Infra.Engine.Tests.Rendering;

public sealed partial class ManifestYamlTests
{
    // Letters that have meant something to some reader of YAML.
    private const string Difficult = "ab1 \t\n\r:#-?,[]{}&*!|>'\"%@`~.=+_/\\0xeé\u0085\u00A0\u2028\uFEFF\u200B\u0007\u007F你e\u0301";

    private static readonly SearchValues<char> Invisible = SearchValues.Create("\r\u0085\u2028\u2029\uFEFF\u200B\u0007");

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[Difficult], 0, 12],
        Gen.OneOf(
            "", "~", "null", "Null", "NO", "no", "yes", "On", "off", "y", "N", "true", "False", "1", "-1", "+1", "0x1F", "0o17", "017", "08", "1_000", "1e3", "1.5", ".5", "5.",
            ".inf", "-.INF", ".nan", "1:30", "190:20:30", "2026-01-02", "2026-01-02T03:04:05Z", "=", "<<", "- a", "? a", "a: b", "a:", ":a", "a #b", "#a", "!!str a", "&a", "*a",
            "---", "...", "--- a", "|", ">", "%TAG", "@a", "`a", " a", "a ", "\ta", "a\t", "\n", "\n\n", "a\n", "a\n\n", "a\n\n\n", "\na", " a\nb", "a\n b", "a\n \nb", "a\r\nb", "a\nb ",
            " a\nb\n", "  a\n b", "\n a\nb", "\n\na", "\ta\nb", "a\n ", "a\n\t\nb", "# a\nb", "- a\n- b\n", "---\na\n", "%YAML 1.1\n", "🚀\nb\n", "日本語\n二\n", "a\u200Db\n",
            "a\u2029b\n", "\uE000", "\uFFFD", "C:\\x", "Infinity", "nan", "e3", "++1", "12e03", "1,000", "0b1", "- ", "-", "? ", "a  b",
            "a\n\tb", "a\n---\nb", "a\n...\n", "#!/bin/sh\nset -e\n", "😀", "a😀\nb", "{{ x }}", "key: [1, 2]\nother: {a: b}\n"));

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Int.Select(value => (double)value), Gen.Double[-1e6, 1e6], Gen.Double.Where(double.IsFinite), Gen.Long.Select(value => (double)value),
        Gen.OneOf(0.0, -0.0, 1e15, 1e16, 1e21, 1e-7, 9007199254740991, 9007199254740993, 9.2e18, double.MaxValue, double.Epsilon));

    private static readonly Gen<PropertyValue> Scalar = Gen.OneOf<PropertyValue>(
        Text.Select(text => (PropertyValue)new StringValue(text)),
        Number.Select(number => (PropertyValue)new NumberValue(number)),
        Gen.Bool.Select(flag => (PropertyValue)new BoolValue(flag)),
        Gen.Const((PropertyValue)NullValue.Instance));

    private static readonly Gen<PropertyValue> Value = Gen.Recursive<PropertyValue>((depth, inner) => depth > 4
        ? Scalar
        : Gen.OneOf(
            Scalar,
            inner.Array[0, 4].Select(items => (PropertyValue)new ListValue([.. items])),
            Map(inner).Select(map => (PropertyValue)map)));

    private static Gen<PropertyMap> Map(Gen<PropertyValue> value) =>
        Gen.Select(Text, value).Array[0, 5].Select(entries => PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))));

    [Fact]
    public void What_is_written_is_read_back_the_same() =>
        Map(Value).Sample(map => map.Equals(ReadBack.Parse(ManifestYaml.Write(map))), iter: 4_000, print: map => ManifestYaml.Write(map));

    [Fact]
    public void What_stands_without_quotes_is_a_string_to_every_reader() =>
        Text.Sample(
            text =>
            {
                var yaml = ManifestYaml.Write(PropertyMap.Of(("k", new StringValue(text)))).TrimEnd('\n')["k: ".Length..];
                return yaml.StartsWith('"') || yaml.StartsWith('|') || !NotAStringInYaml11().IsMatch(yaml);
            },
            iter: 4_000);

    [Fact]
    public void Every_line_ends_with_a_line_feed_and_nothing_invisible_is_written() =>
        Map(Value).Sample(
            map =>
            {
                var yaml = ManifestYaml.Write(map);
                return yaml.EndsWith('\n') && !yaml.AsSpan().ContainsAny(Invisible);
            });

    [Fact]
    public void A_text_of_several_lines_is_read_back_wherever_it_stands()
    {
        foreach (var text in new[] { "a\nb", "a\nb\n\n", " a\nb", "\n a\n", "  a\n b\n", "- a\n", "# a\n", "a\n  b\n\n\n" })
        {
            var value = new StringValue(text);
            var list = new ListValue([value, new ListValue([value, value]), PropertyMap.Of(("k", value), ("l", new ListValue([value])))]);
            var map = PropertyMap.Of((text, value), ("list", list), ("map", PropertyMap.Of(("inner", list), ("z", value))));

            Assert.Equal(map, ReadBack.Parse(ManifestYaml.Write(map)));
        }
    }

    [Theory]
    [InlineData("yes", "\"yes\"")]
    [InlineData("nginx:1.27", "nginx:1.27")]
    [InlineData("1.27", "\"1.27\"")]
    [InlineData("10.0.0.0/16", "\"10.0.0.0/16\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("app.kubernetes.io/name", "app.kubernetes.io/name")]
    [InlineData("hello world", "hello world")]
    [InlineData("", "\"\"")]
    [InlineData("one\ntwo\n", "|\n  one\n  two")]
    [InlineData("one\ntwo", "|-\n  one\n  two")]
    [InlineData("one\n\n", "|+\n  one\n")]
    [InlineData(" one\ntwo\n", "|2\n   one\n  two")]
    [InlineData("\none", "|2-\n\n  one")]
    [InlineData("🚀 one\ntwo\n", "|\n  🚀 one\n  two")]
    [InlineData("one\n \ntwo", "\"one\\n \\ntwo\"")]
    [InlineData("a\u200Db\n", "\"a\\u200Db\\n\"")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("数据", "\"数据\"")]
    public void Strings_are_written_as_people_write_them(string text, string expected) =>
        Assert.Equal($"k: {expected}\n", ManifestYaml.Write(PropertyMap.Of(("k", new StringValue(text)))));

    [Theory]
    [InlineData(3, "3")]
    [InlineData(-1, "-1")]
    [InlineData(0.5, "0.5")]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(9007199254740993d, "9007199254740992")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(9007199254740991, "9007199254740991")]
    [InlineData(4000000000, "4000000000")]
    [InlineData(1e21, "1.0e+21")]
    public void Whole_numbers_have_no_point(double number, string expected) =>
        Assert.Equal($"k: {expected}\n", ManifestYaml.Write(PropertyMap.Of(("k", new NumberValue(number)))));

    [Fact]
    public void An_object_begins_with_what_it_is()
    {
        var metadata = PropertyMap.Of(
            ("annotations", PropertyMap.Of(("a", new StringValue("1")))), ("finalizers", new ListValue([new StringValue("f")])),
            ("labels", PropertyMap.Of(("app", new StringValue("web")))), ("name", new StringValue("web")), ("namespace", new StringValue("apps")));
        var ports = new ListValue([PropertyMap.Of(("name", new StringValue("http")), ("port", new NumberValue(80))), new ListValue([new NumberValue(1)])]);
        var yaml = ManifestYaml.Write(PropertyMap.Of(
            ("apiVersion", new StringValue("v1")), ("data", PropertyMap.Empty), ("kind", new StringValue("Service")), ("list", new ListValue([])),
            ("metadata", metadata), ("spec", PropertyMap.Of(("ports", ports)))));

        Assert.Equal(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              namespace: apps
              labels:
                app: web
              annotations:
                a: "1"
              finalizers:
              - f
            spec:
              ports:
              - name: http
                port: 80
              - - 1
            data: {}
            list: []

            """,
            yaml);
    }

    [Fact]
    public void A_very_long_key_is_read_back()
    {
        var key = new string('k', 1200);
        var map = PropertyMap.Of((key, PropertyMap.Of((key, new ListValue([new NumberValue(1)])))), ("z", new StringValue("a\nb")));

        Assert.Equal(map, ReadBack.Parse(ManifestYaml.Write(map)));
    }

    [Fact]
    public void Nothing_secret_or_unknown_can_be_written()
    {
        Assert.Throws<InvalidOperationException>(() => ManifestYaml.Write(PropertyMap.Of(("k", new SecretValue(new StringValue("s"))))));
        Assert.Throws<InvalidOperationException>(() => ManifestYaml.Write(PropertyMap.Of(("k", new ListValue([UnknownValue.Instance])))));
        Assert.Throws<InvalidOperationException>(() => ManifestYaml.Write(PropertyMap.Of(("k", new AssetValue(AssetSource.Text, "x")))));
    }

    // What YAML 1.1 reads as something else than a string: https://yaml.org/type/
    [GeneratedRegex(
        """
        ^(y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|~|null|Null|NULL||=|<<
        |[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+
        |[-+]?([0-9][0-9_]*)?\.[0-9.]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)
        |[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+
        |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotAStringInYaml11();
}
