using System.Text.Json.Nodes;
using Infra.Documents;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>A secret: encrypted where it stands, or kept under a name in <c>infra:secrets</c>.</summary>
internal sealed class SecretShape : Shape
{
    /// <summary>The key under which a secret is named rather than said.</summary>
    public const string Reference = "secret";

    private const string Allowed = "a secret: 'secure: …', as `pulumi config set --secret` writes it, or 'secret: <name>', a name in infra:secrets";

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        switch (node)
        {
            case SecretNode { IsEncrypted: false }:
                reader.Report(
                    Rules.PlainSecret,
                    path,
                    node.Place,
                    "what 'secure' says was never encrypted; replace the secret, for it has been seen, and let `pulumi config set --secret` write the new one");
                return null;
            case SecretNode secret:
                return new SecretValue(null, secret.Reveal());
            case YamlMap { Entries: [{ Key: Reference } entry] }:
                return TextShape.Text(entry.Value, path.Key(Reference), reader) is { } name ? new SecretValue(name, null) : null;
            case YamlScalar { IsNull: false } scalar when reader.TakesDecryptedSecrets:
                return new SecretValue(null, scalar.Text);
            case YamlScalar { IsNull: false }:
                // What it says is not repeated: it may well be the secret.
                reader.Report(Rules.PlainSecret, path, node.Place, $"found a secret in plain text; allowed: {Allowed}");
                return null;
            case YamlMap { Entries: [{ Key: "secure" } entry] }:
                reader.Report(
                    Rules.PlainSecret, path, entry.Place, "only stack files are decrypted; keep the secret in infra:secrets of the stack's file and refer to it: 'secret: <name>'");
                return null;
            default:
                reader.ReportType(path, node, Allowed);
                return null;
        }
    }

    public override YamlNode Write(object value) => value is SecretValue { Name: { } name }
        ? new YamlMap(Nowhere, [new YamlEntry(Reference, Nowhere, Text(name))], 2)
        : new SecretNode(Nowhere, ((SecretValue)value).Reveal());

    public override JsonObject Describe(SchemaWriter schema) => schema.Define("secret", () => new JsonObject
    {
        ["description"] = $"Allowed: {Allowed}.",
        ["oneOf"] = new JsonArray(Single("secure"), Single(Reference)),
    });

    private static JsonObject Single(string key) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { [key] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray(key),
        ["additionalProperties"] = false,
    };
}
