using Infra.Sdks.Generator.Npm;
using Infra.Sdks.Generator.Packages;
using Infra.Sdks.Generator.Surface;

namespace Infra.Sdks.Generator;

/// <summary>Writes sdks/*/Generated from the surface listings and the selection files beside this program.</summary>
internal static class Program
{
    /// <summary>The packages that have a generated part.</summary>
    public static IReadOnlyList<string> Packages { get; } = ["Pulumi.Kubernetes", "Pulumi.Command", "Pulumi.Aws"];

    private const string Imported = "Pulumi.Aws";

    private static int Main(string[] args)
    {
        var isImport = args is ["import", _];
        if ((args.Length > 1 && !isImport) || args.Contains("--help"))
        {
            Console.WriteLine("""
                usage: dotnet run --project sdks/Generator [-- <folder of the surface listings>]
                       dotnet run --project sdks/Generator -- import <folder of the npm package @pulumi/aws>
                Default folder: ../shared/upstream-api beside the repository.
                """);
            return args.Length > 1 ? 1 : 0;
        }

        try
        {
            var root = FindRepository(Environment.CurrentDirectory);
            if (isImport)
            {
                File.WriteAllLines(Path.Combine(OwnListings(root), Imported + ".txt"), Import(root, args[1]));
                args = [];
            }
            var listings = args.Length == 1 ? args[0] : Path.Combine(root, "..", "shared", "upstream-api");
            foreach (var package in Packages)
            {
                var files = Generate(root, listings, package);
                var (written, removed) = GeneratedFolder.Write(FolderOf(root, package), files);
                Console.WriteLine($"{package}: {files.Count} files, {written} written, {removed} removed");
            }
            return 0;
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    /// <summary>The folder that a package's generated files are in.</summary>
    public static string FolderOf(string root, string package) => Path.Combine(root, "sdks", package, "Generated");

    /// <summary>Generates the files of a package in memory.</summary>
    public static SortedDictionary<string, string> Generate(string root, string listings, string package)
    {
        var generator = Path.Combine(root, "sdks", "Generator");
        var selection = Selection.Load(Path.Combine(generator, "selection", package + ".txt"));
        // A package without a published listing has listings of its own.
        var own = Directory.GetFiles(OwnListings(root), package + "*.txt");
        string[] files = own.Length > 0 ? own : [Path.Combine(listings, package + ".txt")];
        return new PackageGenerator(package, SurfaceListing.Parse(files.SelectMany(File.ReadLines)), selection).Generate();
    }

    /// <summary>The listing of what is selected of the package that has none, from its npm package.</summary>
    public static IEnumerable<string> Import(string root, string npmFolder)
    {
        var selection = Selection.Load(Path.Combine(root, "sdks", "Generator", "selection", Imported + ".txt"));
        var provider = SurfaceListing.Load(Path.Combine(OwnListings(root), Imported + ".Provider.txt"));
        return NpmImport.Listing(Imported, new NpmPackage(npmFolder), selection, provider);
    }

    private static string OwnListings(string root) => Path.Combine(root, "sdks", "Generator", "listings");

    /// <summary>The repository that a folder is in.</summary>
    /// <exception cref="DirectoryNotFoundException">It is in none.</exception>
    public static string FindRepository(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Infra.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"{start} is not inside this repository (no Infra.sln above it).");
    }
}
