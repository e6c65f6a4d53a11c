using System.Reflection;

namespace Pulumi;

/// <summary>Turns references to resources that the engine sends into instances of the classes that stand for them.</summary>
internal static class ResourceReferences
{
    private static volatile Catalogue _catalogue = new(0, new(StringComparer.Ordinal));

    /// <summary>Makes the resource of a reference.</summary>
    /// <param name="urn">Its URN.</param>
    /// <param name="id">The provider's id, null for components.</param>
    /// <param name="packageVersion">The version of the package that it belongs to; empty when it does not matter.</param>
    /// <returns>An instance of the class marked with <see cref="ResourceTypeAttribute"/>; where no class is, one that can only be depended on.</returns>
    public static Resource Construct(string urn, string? id, string packageVersion)
    {
        var (type, name) = Split(urn);
        if (FindClass(type, packageVersion) is { } @class && FindConstructor(@class) is { } constructor)
        {
            var options = (ResourceOptions)Activator.CreateInstance(constructor.GetParameters()[2].ParameterType)!;
            options.Urn = urn;
            return (Resource)constructor.Invoke([name, null, options]);
        }
        return new DependencyResource(urn);
    }

    /// <summary>The newest class for a type among those of the same major version, or null.</summary>
    internal static Type? FindClass(string type, string packageVersion)
    {
        if (!Classes().TryGetValue(type, out var candidates))
            return null;
        if (ParseVersion(packageVersion) is { } wanted)
            candidates = candidates.Where(candidate => candidate.Version is null || candidate.Version.Major == wanted.Major).ToList();
        return candidates.MaxBy(candidate => candidate.Version)?.Class;
    }

    // urn:pulumi:<stack>::<project>::<parent types$type>::<name>, where the name may contain anything.
    private static (string Type, string Name) Split(string urn)
    {
        var parts = urn.Split("::", 4, StringSplitOptions.None);
        return parts.Length == 4 ? (parts[2][(parts[2].LastIndexOf('$') + 1)..], parts[3]) : ("", urn);
    }

    private static ConstructorInfo? FindConstructor(Type @class) => @class
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public)
        .FirstOrDefault(constructor => constructor.GetParameters() is [{ } name, { } args, { } options]
            && name.ParameterType == typeof(string)
            && !args.ParameterType.IsValueType
            && typeof(ResourceOptions).IsAssignableFrom(options.ParameterType)
            && !options.ParameterType.IsAbstract);

    // Assemblies are loaded when their code first runs, so the catalogue grows with them.
    private static Dictionary<string, List<Candidate>> Classes()
    {
        var assemblies = AppDomain.CurrentDomain.GetAssemblies();
        var catalogue = _catalogue;
        if (catalogue.AssemblyCount != assemblies.Length)
            _catalogue = catalogue = new(assemblies.Length, Scan(assemblies));
        return catalogue.Classes;
    }

    private static Dictionary<string, List<Candidate>> Scan(IEnumerable<Assembly> assemblies)
    {
        var classes = new Dictionary<string, List<Candidate>>(StringComparer.Ordinal);
        var own = typeof(ResourceReferences).Assembly.GetName().Name;
        foreach (var assembly in assemblies.Where(assembly => !assembly.IsDynamic && assembly.GetReferencedAssemblies().Any(reference => reference.Name == own)))
        {
            foreach (var @class in LoadableTypes(assembly).Where(type => typeof(Resource).IsAssignableFrom(type)))
            {
                if (@class.GetCustomAttribute<ResourceTypeAttribute>(inherit: false) is not { } attribute)
                    continue;
                if (!classes.TryGetValue(attribute.Type, out var candidates))
                    classes[attribute.Type] = candidates = [];
                candidates.Add(new(ParseVersion(attribute.Version), @class));
            }
        }
        return classes;
    }

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    // What follows the three numbers of a semantic version does not decide here.
    private static Version? ParseVersion(string? version)
    {
        var numbers = version?.TrimStart('v').Split('-', '+')[0];
        return Version.TryParse(numbers, out var parsed) ? parsed : null;
    }

    private sealed record Candidate(Version? Version, Type Class);

    private sealed record Catalogue(int AssemblyCount, Dictionary<string, List<Candidate>> Classes);
}
