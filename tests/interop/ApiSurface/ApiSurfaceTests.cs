using System.Reflection;
using System.Text;
using Infra.Sdks.Generator.Surface;
using Xunit;

namespace Infra.Interop.Tests.ApiSurface;

/// <summary>
/// What the projects under sdks/ show to programs must exist in the published packages, signature by signature: a program that
/// compiles against the source must compile against the packages.
/// </summary>
public sealed class ApiSurfaceTests
{
    [Theory]
    [InlineData("Pulumi")]
    [InlineData("Pulumi.Kubernetes")]
    [InlineData("Pulumi.Command")]
    public void Everything_public_is_in_the_published_package(string assemblyName)
    {
        var listing = SurfaceListing.Load(ListingOf(assemblyName));
        var assembly = Assembly.Load(assemblyName);
        Assert.SkipUnless(IsOurs(), "The published packages are in use; they are what the listing describes.");

        var differences = new StringBuilder();
        foreach (var type in SurfacePrinter.VisibleTypes(assembly))
            Compare(type, listing, differences);

        Assert.True(differences.Length == 0, $"{assemblyName} shows what the published package does not:\n{differences}");
    }

    private static void Compare(Type type, SurfaceListing listing, StringBuilder differences)
    {
        var header = SurfacePrinter.Header(type);
        var published = listing.Find(TypeNames.OfDefinition(type));
        if (published is null)
        {
            differences.AppendLine($"{header}\n    is not published; make it internal");
            return;
        }

        var unknown = SurfacePrinter.Members(type).Except(published.MemberLines.Select(WithoutPrivateAccessors), StringComparer.Ordinal).ToArray();
        if (header == published.Header && unknown.Length == 0)
            return;
        differences.AppendLine(published.Header);
        if (header != published.Header)
            differences.AppendLine($"    is here {header}");
        foreach (var line in unknown)
        {
            differences.AppendLine($"    has here {line}");
            foreach (var candidate in published.MemberLines.Where(member => NameOf(member) == NameOf(line)))
                differences.AppendLine($"    published {candidate}");
        }
    }

    /// <summary>The listings show setters that programs cannot call; they are nobody's surface.</summary>
    private static string WithoutPrivateAccessors(string line) => line.Replace("private set; ", "", StringComparison.Ordinal);

    /// <summary>The word before the parameters or accessors: enough to show what a line was probably meant to be.</summary>
    private static string NameOf(string line)
    {
        var end = line.IndexOf(" { ", StringComparison.Ordinal);
        if (end < 0)
            end = line.IndexOf('(', StringComparison.Ordinal);
        var head = end < 0 ? line : line[..end];
        if (head.EndsWith('>'))
            head = head[..head.LastIndexOf('<')];
        return head[(head.LastIndexOf(' ') + 1)..];
    }

    private static bool IsOurs() =>
        Assembly.Load("Pulumi").GetCustomAttributes<AssemblyMetadataAttribute>().Any(metadata => metadata.Key == "InProcessEngine");

    private static string ListingOf(string assemblyName)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Infra.sln")))
                continue;
            var path = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "upstream-api", assemblyName + ".txt"));
            Assert.SkipUnless(File.Exists(path), $"The surface listing {path} is not on this machine.");
            return path;
        }
        throw new InvalidOperationException($"No Infra.sln above {AppContext.BaseDirectory}.");
    }
}
