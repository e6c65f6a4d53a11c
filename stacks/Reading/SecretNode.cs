using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>A value that a stack file keeps encrypted (<c>secure:</c>).</summary>
public sealed record SecretNode : YamlNode
{
    private readonly string? _plaintext;

    /// <summary>Makes it.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="plaintext">What it says; null where nobody decrypted it.</param>
    public SecretNode(SourcePlace place, string? plaintext)
        : base(place, 1) => _plaintext = plaintext;

    /// <inheritdoc/>
    public override string Kind => "a secret";

    /// <summary>Whether what stands in the file may have come of encryption; if not, it may well be the secret itself.</summary>
    public bool IsEncrypted { get; init; } = true;

    /// <summary>What it says; null where nobody decrypted it.</summary>
    public string? Reveal() => _plaintext;

    /// <summary>Never what it says.</summary>
    public override string ToString() => "[secret]";
}
