using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Tests.Reading;

/// <summary>
/// Documents of any shape, as people could write them: made of the shapes, so that a new property is covered as soon as it is there. Only what a text of a new
/// form or type may be has to be said here.
/// </summary>
internal static class Specimens
{
    private static readonly SourcePlace Place = new("specimen.yaml", 1, 1);

    private static readonly string[] AnyTexts =
        ["word", "two words", "yes", "no", "on", "~", "null", "true", "1.30", "012", "0o17", "1_000", "12:30:45", "2026-11-23", ".inf", "-", "- a", "a: b", "#", "{}", "*x", "&x", "!x", "|", "%",
         "é", "\uD83D\uDE80", " leading", "trailing ", "two\nlines\n", "\n", "\ttab", "'", "\"", "\\", "a\r\nb", "\u0007", "\u2028", "=", "<<", "@", "`"];

    private static readonly FrozenDictionary<Form, string[]> Texts = new Dictionary<Form, string[]>
    {
        [Form.NotEmpty] = ["v1.4.2", "~/.kube/c.config", "no", " x ", "1.30"],
        [Form.Name] = ["a", "edge-agent", "no", "012", "x1", new string('n', 63)],
        [Form.ClusterName] = ["a", "prod-cloud", "on", "1", new string('c', 48)],
        [Form.Namespace] = ["shop", "kubernetes", "1e3"],
        [Form.HostName] = ["node-1", "10"],
        [Form.LabelKey] = ["tier", "topology.kubernetes.io/zone", "no", "1.0"],
        [Form.LabelValue] = ["", "prod", "yes", "1.30", "a_b", "012"],
        [Form.HttpsUrl] = ["https://a.example.com:6443", "https://10.0.0.1/x"],
        [Form.OciUrl] = ["oci://registry.example.com/shop"],
        [Form.GitUrl] = ["https://git.example.com/shop", "ssh://git@git.example.com/shop"],
        [Form.ChartRepository] = ["https://charts.example.com", "oci://registry.example.com/charts"],
        [Form.Registry] = ["registry.example.com", "localhost:5000/mirror"],
        [Form.Quantity] = ["1", "100m", "0.5", "128Mi"],
        [Form.HttpPath] = ["/", "/healthz?full=1"],
        [Form.ApiGroup] = ["cert-manager.io", "a.b.c"],
        [Form.ApiVersion] = ["v1", "v2beta1", "y"],
        [Form.Kind] = ["ClusterPolicy", "A1"],
        [Form.DefinitionName] = ["certificates.cert-manager.io"],
        [Form.ChartName] = ["cert-manager", "a", "1.30"],
        [Form.JsonPointer] = ["/spec/replicas", "/a~1b"],
        [Form.ExactVersion] = ["1.4.2", "v1.0.0-rc.1+build"],
        [Form.VariableName] = ["A", "_x1", "NO", "y"],
        [Form.BucketName] = ["platform-metrics", "a.b-1", "123"],
        [Form.MailAddress] = ["ops@example.com", "o'brien+page@mail"],
        [Form.FileName] = ["a", "thresholds.yaml", "1.30"],
        [Form.AwsRegion] = ["eu-central-1", "us-gov-west-1"],
        [Form.InstanceType] = ["m7i.large", "u-6tb1.metal"],
        [Form.RoleArn] = ["arn:aws:iam::123456789012:role/platform"],
        [Form.VpcId] = ["vpc-0a1b2c3d4e5f67890", "vpc-12345678"],
        [Form.UserName] = ["root", "_svc", "on"],
        [Form.HostKey] = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"],
        [Form.Host] = ["api.example.com", "10.0.0.1", "fd00::1"],
        [Form.InterfaceName] = ["eth0", "bond0.100", "1"],
        [Form.Sha256] = [new string('a', 64), new string('0', 64)],
        [Form.Calendar] = ["daily", "*-*-* 02:30:00", "Mon,Thu *-*-* 00/6:00:00"],
        [Form.FilePath] = ["/etc/rancher/k3s/k3s.yaml"],
        [Form.ValuePath] = ["image.registry", "args[0].name", "nodeSelector.example\\.com/gpu"],
        [Form.WorkloadName] = ["Deployment/cert-manager", "StatefulSet/a.b"],
        [Form.ObjectName] = ["default", "a.b-1", "no"],
        [Form.DnsName] = ["shop.example.com", "prod.mesh.internal", "1.30"],
        [Form.DnsPattern] = ["*.example.com", "api.example.com"],
        [Form.Port] = ["1", "443", "65535"],
        [Form.HttpMethod] = ["GET", "CONNECT"],
        [Form.HeaderName] = ["x-user-group", "no", "1"],
        [Form.CookieName] = ["type", "A_1", "1e3"],
        [Form.CookieValue] = ["insider", "1.30", "%7E"],
        [Form.Cron] = ["17 */6 * * *", "0,30 9-17 1 jan-mar mon", "59 23 31 12 6"],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string[]> ParsedTexts = new Dictionary<Type, string[]>
    {
        [typeof(Cidr)] = ["10.64.7.0/24", "0.0.0.0/0", "10.0.0.1/32", "fd00:1::/48", "::/0"],
        [typeof(IpAddress)] = ["10.64.7.10", "fd00::1", "::"],
        [typeof(AddressRange)] = ["10.64.7.100-10.64.7.200", "fd00::1-fd00::ff", "10.0.0.1-10.0.0.1"],
        [typeof(CalendarDate)] = ["2027-06-30", "1999-12-31", "2028-02-29"],
        [typeof(HostPort)] = ["store.example.com:10901", "10.0.0.1:1", "a:65535"],
        [typeof(KubernetesVersion)] = ["1.35.2", "1.30.0", "1.9.10"],
    }.ToFrozenDictionary();

    private static readonly Gen<YamlNode> Content = ContentOf(Gen.OneOf(Leaf(), Gen.OneOf("~", "").Select(text => (YamlNode)Plain(text))));

    private static readonly Gen<YamlNode> WithoutNulls = ContentOf(Leaf());

    /// <summary>Documents of a shape.</summary>
    public static Gen<YamlNode> Of(Shape shape) => shape switch
    {
        TextShape text => Text(text.Form is null ? AnyTexts : OfForm(text.Form)),
        ParsedTextShape parsed => Text(ParsedTexts.TryGetValue(parsed.Type, out var texts) ? texts : throw new InvalidOperationException($"there is no sample of {parsed.Type.Name}")),
        NumberShape number => Gen.OneOf(Gen.Int[number.Minimum, number.Maximum], Gen.OneOf(number.Minimum, number.Maximum)).Select(value => (YamlNode)Plain($"{value}")),
        FractionShape number => Gen.OneOf(number.Minimum, number.Maximum, (number.Minimum + number.Maximum) / 2).Select(value => (YamlNode)Plain(value.ToString(CultureInfo.InvariantCulture))),
        BooleanShape => Gen.OneOf("true", "false").Select(word => (YamlNode)Plain(word)),
        ChoiceShape choice => Text([.. choice.Words]),
        MapShape map => Gen.Select(Gen.OneOf(map.KeyForm is null ? AnyTexts : OfForm(map.KeyForm)), Of(map.Item!)).Array[0, 2].Select(entries => (YamlNode)Map(entries)),
        { Item: { } item } => Of(item).Array[0, 2].Select(items => (YamlNode)List(items)),
        SecretShape => Gen.OneOf(
            Gen.OneOf(AnyTexts).Select(text => (YamlNode)new SecretNode(Place, text)), Text(Texts[Form.Name]).Select(name => (YamlNode)Map([("secret", name)]))),
        TreeShape tree => ContentMaps(tree.IsForHelm ? WithoutNulls : Content),
        AnyShape => WithoutNulls,
        LayerShape => Layer(),
        VariantShape variants => Gen.OneOf([.. variants.Words.Select(word => Record(variants.Variants[word], (VariantShape.Key, word)))]),
        RecordShape record => Record(record, null),
        _ => throw new InvalidOperationException($"there is no specimen of {shape.GetType().Name}"),
    };

    private static string[] OfForm(TextForm form)
    {
        var name = Enum.GetValues<Form>().Single(name => ReferenceEquals(TextForm.Of(name), form));
        return Texts.TryGetValue(name, out var texts) ? texts : throw new InvalidOperationException($"there is no sample of the form {name}");
    }

    private static Gen<YamlNode> Record(RecordShape record, (string Key, string Word)? variant)
    {
        var chosen = record.ExactlyOneOf.Count == 0 ? Gen.Const((string?)null) : Gen.OneOf([.. record.ExactlyOneOf]).Select(key => (string?)key);
        return chosen.SelectMany(chosenKey =>
        {
            var entries = record.Fields.Select(field => Entry(field, field.Key == chosenKey, record.ExactlyOneOf.Contains(field.Key))).ToList();
            return All(entries).Select(all => (YamlNode)Map(
            [
                .. variant is { } said ? [(said.Key, Scalar(said.Word))] : Array.Empty<(string, YamlNode)>(),
                .. all.OfType<(string, YamlNode)>(),
            ]));
        });
    }

    private static Gen<(string, YamlNode)?> Entry(RecordField field, bool isChosen, bool isOneOf)
    {
        var value = Of(field.Shape);

        // An empty list says no more than a list that is not there.
        if (isChosen)
            value = value.Where(node => node is not YamlList { Items.IsEmpty: true });
        var present = value.Select(node => ((string, YamlNode)?)(field.Key, node));
        return field.IsRequired || isChosen ? present
            : isOneOf ? Gen.Const(((string, YamlNode)?)null)
            : Gen.Frequency((1, Gen.Const(((string, YamlNode)?)null)), (1, present));
    }

    // Any keys of a cluster, none of them required; null, which removes.
    private static Gen<YamlNode> Layer() => Of(Shapes.Of<ClusterSpec>()).Select(Gen.Int[0, int.MaxValue], (node, number) =>
    {
        var map = (YamlMap)node;
        return (YamlNode)(map with
        {
            Entries = [.. map.Entries.Where((_, index) => (number >> index & 1) == 0).Select((entry, index) => number % 7 == index ? entry with { Value = Plain("~") } : entry)],
        });
    });

    private static Gen<T[]> All<T>(IReadOnlyList<Gen<T>> parts) =>
        parts.Aggregate(Gen.Const(Array.Empty<T>()), (all, part) => all.SelectMany(before => part.Select(next => (T[])[.. before, next])));

    private static Gen<YamlNode> ContentMaps(Gen<YamlNode> values) => Gen.Select(Gen.OneOf(AnyTexts), values).Array[0, 3].Select(entries => (YamlNode)Map(entries));

    private static Gen<YamlNode> ContentOf(Gen<YamlNode> leaf) => Gen.Recursive<YamlNode>((depth, inner) => depth > 3 ? leaf : Gen.Frequency(
        (3, leaf),
        (1, inner.Array[0, 3].Select(items => (YamlNode)List(items))),
        (2, ContentMaps(inner))));

    private static Gen<YamlNode> Leaf() => Gen.OneOf(
        Text(AnyTexts),
        Gen.OneOf("true", "false", "0", "-1", "2147483647", "2147483648", "-2147483649", "1.5", "1.0", "-0.0", "1e3", "1.5e300", "0.1", "9007199254740992", "-9007199254740992", "1e30", "word").Select(text => (YamlNode)Plain(text)));

    private static Gen<YamlNode> Text(string[] texts) => Gen.OneOf(texts).Select(Scalar);

    private static YamlNode Scalar(string text) => new YamlScalar(Place, text, IsPlain: false);

    private static YamlScalar Plain(string text) => new(Place, text, IsPlain: true);

    private static YamlList List(IEnumerable<YamlNode> items) => new(Place, [.. items], 1);

    private static YamlMap Map(IEnumerable<(string Key, YamlNode Value)> entries) =>
        new(Place, [.. entries.DistinctBy(entry => entry.Key).Select(entry => new YamlEntry(entry.Key, Place, entry.Value))], 1);
}
