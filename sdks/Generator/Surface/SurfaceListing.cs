namespace Infra.Sdks.Generator.Surface;

/// <summary>The public surface of one published assembly, read from its listing.</summary>
internal sealed class SurfaceListing
{
    private readonly Dictionary<string, SurfaceType> _types;

    private SurfaceListing(Dictionary<string, SurfaceType> types) => _types = types;

    /// <summary>The types in the order of the listing.</summary>
    public IReadOnlyCollection<SurfaceType> Types => _types.Values;

    /// <summary>The type of that full name, or null.</summary>
    public SurfaceType? Find(string fullName) => _types.GetValueOrDefault(fullName);

    /// <summary>Reads the listing in a file.</summary>
    public static SurfaceListing Load(string path) => Parse(File.ReadLines(path));

    /// <summary>Reads a listing: a header line begins a type, lines indented by two spaces are its members.</summary>
    /// <exception cref="FormatException">A line is neither, or a type is listed twice.</exception>
    public static SurfaceListing Parse(IEnumerable<string> lines)
    {
        var types = new Dictionary<string, SurfaceType>(StringComparer.Ordinal);
        string? header = null;
        var members = new List<string>();
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                if (header is null)
                    throw new FormatException($"A member before the first type: '{line}'.");
                members.Add(line.Trim());
                continue;
            }
            Close();
            header = line.Trim();
        }
        Close();
        return new(types);

        void Close()
        {
            if (header is null)
                return;
            var type = new SurfaceType(header, members.ToArray());
            if (!types.TryAdd(type.FullName, type))
                throw new FormatException($"{type.FullName} is listed twice.");
            members.Clear();
        }
    }
}
