using Infra.Stacks.Reading;

namespace Infra.Stacks.Tests;

/// <summary>A project in a folder of its own, which goes with the test.</summary>
internal sealed class TemporaryProject : IDisposable
{
    public TemporaryProject() => Write("Pulumi.yaml", "name: infra\nruntime: dotnet\n");

    public string Root { get; } = Directory.CreateTempSubdirectory("infra-test-").FullName;

    public ProjectFiles Files => new(Root);

    public string PathOf(string name) => Path.Combine(Root, name);

    public void Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), content);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
