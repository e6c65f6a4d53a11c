using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A version of Kubernetes with its patch: <c>1.35.2</c>.</summary>
/// <param name="Major">Always 1 so far.</param>
/// <param name="Minor">The minor version, which upgrades go through one at a time.</param>
/// <param name="Patch">The patch.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct KubernetesVersion(int Major, int Minor, int Patch) : IParsedText<KubernetesVersion>, IComparable<KubernetesVersion>
{
    /// <inheritdoc/>
    public static string Pattern => @"^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$";

    /// <inheritdoc/>
    public static string Allowed => "a version of Kubernetes with its patch and without 'v', for example '1.35.2'";

    /// <inheritdoc/>
    public static Rule Rule => Rules.Form;

    /// <summary>Major and minor version: <c>1.35</c>.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>Reads a version.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static KubernetesVersion Parse(string text) => TryParse(text, out var version, out var problem) ? version : throw new FormatException($"'{text}' is not a version: {problem}");

    /// <inheritdoc/>
    public static bool TryParse(string text, out KubernetesVersion value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        problem = null;
        var bare = text.StartsWith('v') ? text[1..] : text;
        var parts = bare.Split('.');
        Span<int> numbers = stackalloc int[3];
        for (var index = 0; index < 3; index++)
        {
            if (parts.Length != 3 || parts[index].Length > 3 || !int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[index]))
                problem = $"allowed: {Allowed}";
        }

        if (problem is null)
        {
            value = new KubernetesVersion(numbers[0], numbers[1], numbers[2]);
            if (value.ToString() != text)
                problem = $"write it as '{value}'";
        }

        return problem is null;
    }

    /// <inheritdoc/>
    public int CompareTo(KubernetesVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>Whether the left version is older.</summary>
    public static bool operator <(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left version is newer.</summary>
    public static bool operator >(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left version is not newer.</summary>
    public static bool operator <=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left version is not older.</summary>
    public static bool operator >=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) >= 0;
}
