using Infra.Engine;
using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.Projects;
using Infra.Engine.Rendering;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.Storage;
using Infra.Stacks;

namespace Infra;

/// <summary>One stack of a <see cref="Workspace"/>: planned, rendered and recorded.</summary>
internal sealed class StackWorkspace(Workspace workspace, StackFile file, PassphraseSource passphrases) : IDisposable
{
    private readonly StackSecrets _secrets = new(file, passphrases);

    /// <summary>The stack's name.</summary>
    public string Name => file.Stack;

    /// <summary>Where its manifests are rendered, relative to the project.</summary>
    public string RenderedPlace => $"rendered/{StackName.ToFileName(Name)}";

    private IReadOnlyList<IResourceBehavior> Behaviors => ResourceBehaviors.BuiltIn(new RecordedStacks(workspace));

    /// <summary>What is recorded of it.</summary>
    /// <exception cref="EngineException">The record cannot be used.</exception>
    public DeploymentSnapshot Read() => workspace.Store.Read(Name) is { } recorded
        ? Parse(recorded, workspace.Store.Display(workspace.Store.StatePath(Name)))
        : DeploymentSnapshot.Empty;

    /// <summary>Reads a deployment, from the record or from elsewhere.</summary>
    /// <exception cref="EngineException">It cannot be used.</exception>
    public DeploymentSnapshot Parse(ReadOnlyMemory<byte> json, string place) => DeploymentJson.Read(json, place, _secrets.Find);

    /// <summary>Keeps other runs from changing the stack.</summary>
    /// <exception cref="EngineException">Another run is changing it.</exception>
    public StackLock Lock(string operation) => workspace.Store.Lock(Name, operation);

    /// <summary>Runs the stack's program against what is recorded.</summary>
    /// <exception cref="EngineException">Its configuration or its record cannot be used.</exception>
    public async Task<Plan> PlanAsync(IProgressObserver observer, CancellationToken cancellation)
    {
        var config = file.ForProgram(_secrets.Provider);
        var options = Options with { Config = config.Values, ConfigSecretKeys = config.SecretKeys };
        await using var session = new EngineSession(workspace.Identity(Name), Read(), Behaviors, options, observer);
        return await session.PlanAsync(new InProcessProgram(PlatformProgram.RunAsync, usesLoopback: !EngineConnection.SdkCallsInProcess), cancellation);
    }

    /// <summary>What removing everything would change.</summary>
    /// <exception cref="EngineException">Its record cannot be used.</exception>
    public Plan PlanDestroy() => EngineSession.PlanDestroy(workspace.Identity(Name), Read(), Behaviors, Options);

    /// <summary>The bytes of a record. Secrets are encrypted here, so this may ask for the passphrase.</summary>
    /// <exception cref="EngineException">There is no passphrase.</exception>
    public byte[] Serialize(DeploymentSnapshot snapshot, bool showSecrets = false)
    {
        var complete = snapshot.ContainsSecrets ? snapshot with { SecretsProvider = snapshot.SecretsProvider ?? _secrets.Provider } : snapshot;
        using var stream = new MemoryStream();
        DeploymentJson.Write(complete, stream, showSecrets);
        return stream.ToArray();
    }

    /// <summary>Renders the manifests of a snapshot, and removes those that are not in it any more.</summary>
    /// <exception cref="EngineException">The folder cannot be written, or a file of somebody else's is in the way.</exception>
    public Rendering Render(DeploymentSnapshot snapshot)
    {
        var tree = Manifests.Render(snapshot.Resources);
        return new Rendering(tree, RenderedFolder.Of(workspace.Project.Directory, Name).Apply(tree));
    }

    /// <summary>Records what <see cref="Serialize"/> made; a stack without resources is forgotten.</summary>
    /// <exception cref="EngineException">It cannot be written; the record is as it was.</exception>
    public void Record(DeploymentSnapshot snapshot, byte[] record)
    {
        if (snapshot.Resources.IsEmpty)
            workspace.Store.Remove(Name);
        else
            workspace.Store.Write(Name, stream => stream.Write(record));
    }

    /// <summary>Forgets the keys of its secrets.</summary>
    public void Dispose() => _secrets.Dispose();

    private SessionOptions Options => new() { RootDirectory = workspace.Project.Directory };
}
