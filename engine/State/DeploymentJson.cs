using System.Text.Encodings.Web;
using System.Text.Json;

namespace Infra.Engine.State;

/// <summary>Finds what decrypts a deployment's secrets by its <c>secrets_providers</c>; null when it cannot be had.</summary>
/// <param name="type">The provider's type, such as <c>passphrase</c>.</param>
/// <param name="state">The provider's state, such as its salt.</param>
public delegate ISecretsProvider? SecretsProviderLookup(string type, IReadOnlyDictionary<string, string> state);

/// <summary>Snapshots as JSON: the format that <c>pulumi stack export</c> prints and <c>pulumi stack import</c> reads.</summary>
/// <remarks>Version 3, or 4 when the snapshot has what Pulumi itself writes as version 4, such as <c>replaceWith</c>.</remarks>
public static class DeploymentJson
{
    /// <summary>The version that is written.</summary>
    public const int Version = 3;

    // The files are never part of a web page, so characters such as < stay as they are and diffs stay readable.
    internal static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
    };

    /// <summary>Reads a deployment. Secrets stay encrypted until somebody looks at them.</summary>
    /// <param name="utf8Json">The file's bytes.</param>
    /// <param name="place">What the bytes are, for messages: a path.</param>
    /// <param name="secrets">Finds what decrypts; asked at most once, and not before a secret is looked at.</param>
    /// <exception cref="DeploymentFormatException">It is not a deployment, is cut short, or is of a version that is not supported.</exception>
    public static DeploymentSnapshot Read(ReadOnlyMemory<byte> utf8Json, string place, SecretsProviderLookup secrets) =>
        new DeploymentReader(utf8Json, place, secrets).Read();

    /// <summary>Writes a deployment. Secrets that did not change keep the bytes that they were read as.</summary>
    /// <param name="snapshot">What to write.</param>
    /// <param name="destination">Where to write it.</param>
    /// <param name="showsSecrets">Whether secrets are written in plain text, as <c>pulumi stack export --show-secrets</c> does.</param>
    /// <exception cref="EngineException">There is something secret and no <see cref="DeploymentSnapshot.SecretsProvider"/>.</exception>
    public static void Write(DeploymentSnapshot snapshot, Stream destination, bool showsSecrets = false)
    {
        using (var json = new Utf8JsonWriter(destination, Indented))
            new DeploymentWriter(snapshot, json, showsSecrets).Write();

        destination.WriteByte((byte)'\n');
    }
}

/// <summary>A file that is no deployment, or one that this engine cannot honour. The message has the place.</summary>
public sealed class DeploymentFormatException(string message, Exception? innerException = null) : EngineException(message, innerException);
