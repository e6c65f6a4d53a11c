using Infra.Engine;
using Infra.Engine.Planning;
using Infra.Engine.Projects;
using Infra.Engine.Secrets;
using Infra.Engine.Storage;

namespace Infra;

/// <summary>A project on this machine: its files, its stacks, and what is recorded of them.</summary>
internal sealed class Workspace
{
    private const string Organization = "organization";

    private readonly PassphraseSource _passphrases;

    private Workspace(ProjectFile project, PassphraseSource passphrases)
    {
        Project = project;
        _passphrases = passphrases;
        Store = new StateStore(project.Directory);
    }

    /// <summary>What Pulumi.yaml says.</summary>
    public ProjectFile Project { get; }

    /// <summary>Where states are recorded.</summary>
    public StateStore Store { get; }

    /// <summary>Opens the project of a folder.</summary>
    /// <exception cref="EngineException">There is none, or its file cannot be used.</exception>
    public static Workspace Open(string directory, IPassphrasePrompt prompt) =>
        new(ProjectFile.Find(directory), new PassphraseSource(Environment.GetEnvironmentVariable, prompt));

    /// <summary>Opens a stack.</summary>
    /// <param name="name">The stack; null for the only one there is.</param>
    /// <exception cref="EngineException">There is no such stack, or its file cannot be used.</exception>
    public StackWorkspace Stack(string? name)
    {
        var known = Project.StackNames;
        var chosen = name ?? (known is [var only]
            ? only
            : throw new EngineException($"Which stack? Say it with -s. The stacks are {string.Join(", ", known)}."));
        return new StackWorkspace(this, Project.LoadStack(chosen), _passphrases);
    }

    /// <summary>The name by which the engine knows a stack of this project.</summary>
    public StackIdentity Identity(string stack) => new(Organization, Project.Name, stack);
}
