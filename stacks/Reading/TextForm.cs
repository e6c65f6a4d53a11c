using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Infra.Components.Fleets;

namespace Infra.Stacks.Reading;

/// <summary>What a text must be like: one table for the reader, the messages and the JSON Schema.</summary>
/// <param name="Pattern">A regular expression in the part of the notation that .NET and JSON Schema share.</param>
/// <param name="Allowed">What to tell a person whose text does not fit.</param>
/// <param name="MaximumLength">The most letters; null for no bound.</param>
internal sealed record TextForm(string Pattern, string Allowed, int? MaximumLength = null)
{
    private const string LabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string QualifiedPattern = "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?";
    private const string UrlRest = @"[^/\s@?#]+(/[^\s]*)?";
    private const string LabelRule = "lower-case letters, digits and '-', first and last a letter or digit";

    // kubernetes.io/docs/concepts/workloads/controllers/cron-jobs, "Schedule syntax".
    private static readonly string CronPattern = "^" + string.Join(
        ' ',
        CronField("([0-5]?[0-9])"),
        CronField("([01]?[0-9]|2[0-3])"),
        CronField("(0?[1-9]|[12][0-9]|3[01])"),
        CronField("(0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
        CronField("([0-6]|sun|mon|tue|wed|thu|fri|sat)")) + "$";

    // RFC 4253, section 6.6: what is encoded begins with the length and the name of the type, and so does its text.
    private const string HostKeyPattern = "^(ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA|ssh-rsa AAAAB3NzaC1yc2EA"
        + "|ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYA|ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQA|ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEA)"
        + "[A-Za-z0-9+/]*={0,2}$";

    private static readonly FrozenDictionary<Form, TextForm> Forms = new Dictionary<Form, TextForm>
    {
        [Form.NotEmpty] = new(@"\S", "a text that is not empty"),
        [Form.Name] = new($"^{LabelPattern}$", $"{LabelRule}, at most 63 characters (DNS-1123)", 63),
        [Form.ClusterName] = new($"^{LabelPattern}$", $"{LabelRule}, at most 48 characters (Karmada)", 48),
        [Form.Namespace] = new(
            $"^(?!default$|infra-system$|flux-system$|kube-|karmada-){LabelPattern}$",
            $"{LabelRule}, at most 63 characters; not 'default', 'kube-…' or 'karmada-…', which Karmada does not propagate, nor 'infra-system' or 'flux-system', which are the platform's",
            63),
        [Form.HostName] = new($"^{LabelPattern}$", $"{LabelRule}, at most 63 characters: the node's name", 63),
        [Form.LabelKey] = new(
            $@"^({LabelPattern}(\.{LabelPattern})*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{{0,61}}[A-Za-z0-9])?$",
            "an optional DNS prefix and '/', then letters, digits, '-', '_' and '.', at most 63 characters",
            317),
        [Form.LabelValue] = new($"^({QualifiedPattern})?$", "letters, digits, '-', '_' and '.', first and last a letter or digit, at most 63 characters", 63),
        [Form.HttpsUrl] = new($"^https://{UrlRest}$", "an https:// address, without a password"),
        [Form.OciUrl] = new($"^oci://{UrlRest}$", "an oci:// address"),
        [Form.GitUrl] = new(@"^(https://[^/\s@?#]+|ssh://([a-z_][-a-z0-9_]*@)?[^/\s@?#]+)/[^\s]*$", "an https:// or ssh:// address, without a password"),
        [Form.ChartRepository] = new($"^(https|oci)://{UrlRest}$", "an https:// or oci:// address, without a password"),
        [Form.Registry] = new(@"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9]([-a-z0-9._]*[a-z0-9])?)*$", "a registry's host, perhaps with port and path, for example registry.example.com/mirror"),
        [Form.Quantity] = new("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$", "a Kubernetes quantity, for example 100m or 128Mi"),
        [Form.HttpPath] = new(@"^/[^\s]*$", "a path that starts with '/'"),
        [Form.ApiGroup] = new($@"^{LabelPattern}(\.{LabelPattern})+$", "a group of Kubernetes' API, for example cert-manager.io", 253),
        [Form.ApiVersion] = new("^[a-z]([-a-z0-9]*[a-z0-9])?$", "a version of Kubernetes' API, for example v1 or v1beta1", 63),
        [Form.Kind] = new("^[A-Z][A-Za-z0-9]*$", "a kind as Kubernetes writes it, for example ConfigMap", 63),
        [Form.DefinitionName] = new($@"^{LabelPattern}(\.{LabelPattern}){{2,}}$", "the name of a definition, for example certificates.cert-manager.io", 253),
        [Form.ChartName] = new("^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$", "letters, digits, '-', '_' and '.', first and last a letter or digit; a path in a registry is part of 'repository'", 250),
        [Form.JsonPointer] = new("^/", "a JSON pointer, for example /spec/replicas"),
        [Form.ExactVersion] = new(
            @"^v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$", "an exact version, for example 1.4.2; never a range, so that a plan today and tomorrow are the same"),
        [Form.VariableName] = new("^[A-Za-z_][A-Za-z0-9_]*$", "letters, digits and '_', not starting with a digit"),
        [Form.FileName] = new("^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$", "letters, digits, '-', '_' and '.', first and last a letter or digit, at most 63 characters", 63),
        [Form.BucketName] = new("^[a-z0-9][a-z0-9.-]+[a-z0-9]$", "the name of a bucket: 3 to 63 lower-case letters, digits, '-' and '.', first and last a letter or digit", 63),
        [Form.MailAddress] = new(@"^[^@\s,]+@[^@\s,]+$", "an address of mail, for example ops@example.com"),
        [Form.AwsRegion] = new("^[a-z]{2}(-[a-z]+)+-[0-9]+$", "a region of AWS, for example eu-central-1"),
        [Form.InstanceType] = new(@"^[a-z][a-z0-9-]*\.[a-z0-9-]+$", "a type of EC2 instances, for example m7i.large"),
        [Form.RoleArn] = new("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", "the ARN of an IAM role, for example arn:aws:iam::123456789012:role/platform"),
        [Form.VpcId] = new("^vpc-[0-9a-f]{8,17}$", "the id of a VPC, for example vpc-0a1b2c3d4e5f67890"),
        [Form.UserName] = new("^[a-z_][a-z0-9_-]{0,31}$", "a user name of Linux"),
        [Form.HostKey] = new(HostKeyPattern, "a public host key as ssh-keyscan prints it, without the host, its second word beginning with its type: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA…"),
        [Form.Host] = new(@"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*|[0-9a-f:]*:[0-9a-f:.]+)$", "a host name or an IP address", 253),
        [Form.InterfaceName] = new("^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$", "the name of a network interface, at most 15 characters"),
        [Form.Sha256] = new("^[0-9a-f]{64}$", "64 hexadecimal digits in small letters, as sha256sum prints them"),
        [Form.Calendar] = new(@"^[A-Za-z0-9*][A-Za-z0-9 *,./:~_-]*$", "a time as systemd writes it, for example *-*-* 02:30:00", 100),
        [Form.FilePath] = new(@"^/[^\s]+$", "a file's path from '/' on, without blanks"),
        [Form.ValuePath] = new(
            ValuePath.Pattern,
            "the path of a value as helm --set takes it, for example image.registry, args[0] or nodeSelector.example\\.com/gpu, at most 250 characters, and at most 999 as the place in a list",
            ValuePath.MaximumLength),
        [Form.WorkloadName] = new(
            $@"^(Deployment|StatefulSet|DaemonSet|Job|CronJob)/{LabelPattern}(\.{LabelPattern})*$", "a workload as kubectl writes it: Deployment/cert-manager", 253),
        [Form.ObjectName] = new($@"^{LabelPattern}(\.{LabelPattern})*$", $"{LabelRule}; parts of it may be separated by '.'", 253),
        [Form.DnsName] = new($@"^{LabelPattern}(\.{LabelPattern})+$", "a name of DNS in lower-case letters with at least one '.', for example shop.example.com", 253),
        [Form.DnsPattern] = new($@"^(\*\.)?{LabelPattern}(\.{LabelPattern})+$", "a name of DNS in lower-case letters, for example api.example.com, or *.example.com for all below it", 253),
        [Form.Port] = new("^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$", "a port: 1 to 65535"),
        [Form.HttpMethod] = new("^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)$", "a method of HTTP in capital letters: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE or CONNECT"),
        [Form.HeaderName] = new("^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$", "the name of a header in lower-case letters, for example x-user-group", 256),
        // RFC 6265, section 4.1.1, without what would have to be escaped in an expression.
        [Form.CookieName] = new("^[A-Za-z0-9_-]+$", "the name of a cookie: letters, digits, '-' and '_'", 256),
        [Form.CookieValue] = new("^[A-Za-z0-9_.~%-]+$", "the value of a cookie: letters, digits, '-', '_', '.', '~' and '%'", 1024),
        [Form.Cron] = new(CronPattern, "five fields of cron: minute, hour, day, month, day of the week, for example 17 */6 * * *"),
    }.ToFrozenDictionary();

    private readonly Regex _expression = new(Pattern.EndsWith('$') ? $@"{Pattern[..^1]}\z" : Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>The form of a name.</summary>
    public static TextForm Of(Form form) => Forms[form];

    /// <summary>Whether a text has the form.</summary>
    public bool Holds(string text) => (MaximumLength is not { } most || text.Length <= most) && _expression.IsMatch(text);

    private static string CronField(string value)
    {
        var part = $@"(\*|{value}(-{value})?)(/[1-9][0-9]?)?";
        return $"{part}(,{part})*";
    }
}
