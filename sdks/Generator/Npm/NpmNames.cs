namespace Infra.Sdks.Generator.Npm;

/// <summary>How the C# surface of a package differs from its npm surface, beyond what follows by rule.</summary>
internal static class NpmNames
{
    // A C# member cannot have the name of its class. The provider's schema gives such a property another name; it is published like this.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["Iam.Policy.policy"] = "PolicyDocument",
        ["S3.Bucket.bucket"] = "BucketName",
    };

    // JavaScript has one type of number. The schema has whole ones, except for these.
    private static readonly HashSet<string> Fractions = new(StringComparer.Ordinal)
    {
        "LaunchTemplateInstanceRequirementsMemoryGibPerVcpu",
        "LaunchTemplateInstanceRequirementsNetworkBandwidthGbps",
        "LaunchTemplateInstanceRequirementsTotalLocalStorageGb",
    };

    // Modules whose namespace is not the module's name with a capital.
    private static readonly Dictionary<string, string> Namespaces = new(StringComparer.Ordinal)
    {
        ["cloudfront"] = "CloudFront",
        ["cloudwatch"] = "CloudWatch",
    };

    /// <summary>The C# property for a name on the wire.</summary>
    /// <param name="owner">The resource or type, below the package's namespace, without <c>Args</c>.</param>
    /// <param name="wireName">The name on the wire.</param>
    /// <exception cref="FormatException">It would be that of its class, and no other name is known.</exception>
    public static string Property(string owner, string wireName)
    {
        if (Renamed.TryGetValue($"{owner}.{wireName}", out var renamed))
            return renamed;
        var name = Capital(wireName);
        return name == owner[(owner.LastIndexOf('.') + 1)..]
            ? throw new FormatException($"{owner}.{wireName} cannot be called {name} in C#; {nameof(NpmNames)} needs the published name.")
            : name;
    }

    /// <summary>The C# type of the numbers in a nested type.</summary>
    public static string Number(string typeName) => Fractions.Contains(typeName) ? "double" : "int";

    /// <summary>The namespace of a module below the package's; empty for the package's own.</summary>
    public static string Namespace(string module) => Namespaces.GetValueOrDefault(module) ?? Capital(module);

    private static string Capital(string name) => name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..];
}
