namespace Pulumi;

/// <summary>The name under which the engine keeps a resource: <c>urn:pulumi:&lt;stack&gt;::&lt;project&gt;::&lt;parent types$type&gt;::&lt;name&gt;</c>.</summary>
public readonly struct Urn : IEquatable<Urn>
{
    private const string Prefix = "urn:pulumi:";

    private readonly string? _value;

    /// <summary>Takes a URN as the engine wrote it.</summary>
    /// <exception cref="ArgumentException">The text is no URN of a resource.</exception>
    public Urn(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!value.StartsWith(Prefix, StringComparison.Ordinal) || value.Split("::", 4).Length < 4)
        {
            throw new ArgumentException($"'{value}' is not a URN, which has the form urn:pulumi:<stack>::<project>::<type>::<name>.", nameof(value));
        }
        _value = value;
    }

    /// <summary>The resource's own type, without the types of its parents.</summary>
    internal string Type
    {
        get
        {
            var chain = ToString().Split("::", 4)[2];
            return chain[(chain.LastIndexOf('$') + 1)..];
        }
    }

    /// <summary>Whether two URNs are the same.</summary>
    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    /// <summary>Whether two URNs differ.</summary>
    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);

    /// <summary>The URN as text.</summary>
    public static implicit operator string(Urn value) => value.ToString();

    /// <summary>The URN that a resource has or had.</summary>
    /// <param name="name">Its logical name.</param>
    /// <param name="type">Its type token.</param>
    /// <param name="parent">Its parent; exclusive with <paramref name="parentUrn"/>.</param>
    /// <param name="parentUrn">Its parent's URN.</param>
    /// <param name="project">Its project; the current one by default. Only without a parent.</param>
    /// <param name="stack">Its stack; the current one by default. Only without a parent.</param>
    public static Output<string> Create(
        Input<string> name,
        Input<string> type,
        Resource? parent = null,
        Input<string>? parentUrn = null,
        Input<string>? project = null,
        Input<string>? stack = null)
    {
        if (parent is not null && parentUrn is not null)
        {
            throw new ArgumentException("A URN has one parent: give either the resource or its URN.", nameof(parentUrn));
        }

        var start = parent is null && parentUrn is null
            ? Output.Format($"{Prefix}{stack ?? Deployment.Instance.StackName}::{project ?? Deployment.Instance.ProjectName}::")
            : (parentUrn?.ToOutput() ?? parent!.Urn).Apply(StartOfChild);
        return Output.Format($"{start}{type}::{name}");
    }

    /// <inheritdoc/>
    public bool Equals(Urn other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Urn other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";

    // A child's type chain is its parent's plus its own type; the stack's type is not part of any chain.
    private static string StartOfChild(string parentUrn)
    {
        var parts = parentUrn.Split("::", 4);
        return parts[2] == Stack.TypeToken ? $"{parts[0]}::{parts[1]}::" : $"{parts[0]}::{parts[1]}::{parts[2]}$";
    }
}
