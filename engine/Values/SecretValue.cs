using Infra.Engine.State;

namespace Infra.Engine.Values;

/// <summary>A value that is encrypted wherever it is recorded and masked wherever it is shown.</summary>
/// <remarks>
/// One that was read from a record is decrypted when somebody first looks at <see cref="Value"/>, so that a passphrase is asked for only then.
/// It remembers its ciphertext: recording it again changes no byte.
/// </remarks>
public sealed record SecretValue : PropertyValue
{
    private PropertyValue? _value;

    /// <summary>Makes a value secret.</summary>
    public SecretValue(PropertyValue value) => _value = value;

    internal SecretValue(RecordedSecret recorded) => Recorded = recorded;

    /// <summary>The value itself.</summary>
    public PropertyValue Value => _value ??= Recorded!.Open();

    /// <summary>Whether it is still as it was read, and nobody has looked at it.</summary>
    internal bool IsSealed => _value is null;

    /// <summary>How it is recorded; null while it never was.</summary>
    internal RecordedSecret? Recorded { get; set; }

    /// <inheritdoc />
    public override bool ContainsSecrets => true;

    /// <inheritdoc />
    public override bool ContainsUnknowns => Value.ContainsUnknowns;

    /// <inheritdoc />
    public bool Equals(SecretValue? other)
    {
        if (other is null)
            return false;

        return ReferenceEquals(this, other) || (Recorded is { } mine && mine == other.Recorded) || Value.Equals(other.Value);
    }

    /// <inheritdoc />
    public override int GetHashCode() => 1;

    /// <inheritdoc />
    public override string ToString() => ValueText.Secret;
}
