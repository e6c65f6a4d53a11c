using Infra.Engine.Projects;
using Xunit;

namespace Infra.Engine.Tests.Projects;

public sealed class ProjectFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_found_from_a_folder_below()
    {
        _folder.Write("Pulumi.yaml", "name: infra\nruntime: dotnet\nmain: infra\nstackConfigDir: stacks\ndescription: All of it.\n");
        Directory.CreateDirectory(_folder["a/b"]);

        var project = ProjectFile.Find(_folder["a/b"]);

        Assert.Equal(("infra", "dotnet", "infra", "stacks", "All of it."), (project.Name, project.Runtime, project.Main, project.StackConfigDir, project.Description));
        Assert.Equal(Path.Combine(project.Directory, "stacks", "Pulumi.org-dev.yaml"), project.StackFilePath("org/dev"));
    }

    [Fact]
    public void A_runtime_may_have_options()
    {
        var project = Load("name: p\nruntime:\n  name: dotnet\n  options:\n    binary: bin/infra.dll\n");

        Assert.Equal("dotnet", project.Runtime);
        Assert.Equal("bin/infra.dll", project.RuntimeOptions["binary"]);
    }

    [Fact]
    public void The_old_spelling_of_the_stack_folder_is_understood()
    {
        var project = Load("name: p\nruntime: dotnet\nconfig: old\n");

        Assert.Equal("old", project.StackConfigDir);
        Assert.Empty(project.Config);
    }

    [Theory]
    [InlineData("name: p\nruntime: dotnet\nstackconfigdir: x\n", "Pulumi.yaml:3:1: 'stackconfigdir' is not a key of this file; did you mean 'stackConfigDir'?")]
    [InlineData("runtime: dotnet\n", "Pulumi.yaml:1:1: 'name' is missing")]
    [InlineData("name: p\n", "Pulumi.yaml:1:1: 'runtime' is missing")]
    [InlineData("name: [p]\nruntime: dotnet\n", "Pulumi.yaml:1:7: 'name' has to be a string; this is a list.")]
    [InlineData("name: a b\nruntime: dotnet\n", "Pulumi.yaml:1:7: 'a b' is not a name of a project")]
    [InlineData("name: p\nruntime: [x]\n", "Pulumi.yaml:2:10: 'runtime' has to be a name")]
    [InlineData("name: p\nruntime: dotnet\nconfig: a\nstackConfigDir: b\n", "Pulumi.yaml:4:1: 'stackConfigDir' and 'config")]
    [InlineData("name: p\nruntime: dotnet\nconfig:\n  a:\n    type: text\n", "Pulumi.yaml:5:11: 'type' has to be one of string")]
    [InlineData("name: p\nruntime: dotnet\nconfig:\n  a:b:c:d: 1\n", "Pulumi.yaml:4:3: 'a:b:c:d' is not a configuration key")]
    [InlineData("- a\n", "Pulumi.yaml:1:1: the file has to be a map of keys to values; this is a list.")]
    public void What_is_wrong_has_a_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidFileException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var error = Assert.Throws<InvalidFileException>(() => Load("nam: p\nruntim: dotnet\n"));

        Assert.Equal(4, error.Problems.Length);
        Assert.Contains("did you mean 'name'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'runtime'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_project_is_an_error_that_says_so() =>
        Assert.StartsWith("There is no Pulumi.yaml in ", Assert.Throws<EngineException>(() => ProjectFile.Find(_folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_stack_is_answered_with_the_known_ones()
    {
        var project = Load("name: p\nruntime: dotnet\nstackConfigDir: stacks\n");
        _folder.Write("stacks/Pulumi.dev.yaml", "");
        _folder.Write("stacks/Pulumi.prod.yaml", "");
        _folder.Write("stacks/Pulumi.yaml", "");
        _folder.Write("stacks/other.yaml", "");

        var error = Assert.Throws<EngineException>(() => project.LoadStack("prd"));

        Assert.Equal("There is no stack 'prd': stacks/Pulumi.prd.yaml does not exist; did you mean 'prod'? The stacks are dev, prod.", error.Message);
        Assert.Equal(["dev", "prod"], project.StackNames);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../dev")]
    [InlineData("a//b")]
    [InlineData("/etc/passwd")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData(".hidden")]
    [InlineData("-s")]
    [InlineData("a\0")]
    [InlineData("ü")]
    public void A_name_that_could_lead_a_path_astray_is_refused(string stack) =>
        Assert.Contains("is not a name of a stack", Assert.Throws<EngineException>(() => StackName.Check(stack)).Message, StringComparison.Ordinal);

    private ProjectFile Load(string text) => ProjectFile.Load(_folder.Write("Pulumi.yaml", text));
}
