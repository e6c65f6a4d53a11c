using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Infra.Engine.Planning;
using Infra.Engine.Values;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>The program's functions that want to run around a resource's creation or update.</summary>
/// <remarks>
/// The engine only ever previews, so it runs those that asked to run in previews. Hooks around a deletion do not run: a resource that is gone from the
/// program has nobody left to serve them, and nothing is deleted here. Error hooks are known by name; no operation fails here.
/// </remarks>
internal sealed class Hooks(CallbackClient callbacks, RunLog log)
{
    private readonly ConcurrentDictionary<string, RegisterResourceHookRequest> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _errorHooks = new(StringComparer.Ordinal);

    /// <summary>Takes a hook.</summary>
    /// <exception cref="RegistrationException">Its name is taken.</exception>
    public void Add(RegisterResourceHookRequest hook)
    {
        if (!_byName.TryAdd(hook.Name, hook))
            throw new RegistrationException($"A resource hook named '{hook.Name}' is registered already.");
    }

    /// <summary>Takes an error hook.</summary>
    /// <exception cref="RegistrationException">Its name is taken.</exception>
    public void AddErrorHook(string name)
    {
        if (!_errorHooks.TryAdd(name, 0))
            throw new RegistrationException($"An error hook named '{name}' is registered already.");
    }

    /// <summary>Runs what is bound to what becomes of a resource.</summary>
    /// <exception cref="RegistrationException">A hook is not registered, or it failed and its errors count.</exception>
    public async Task RunAsync(Registration resource, RegisterResourceRequest.Types.ResourceHooksBinding? binding, CancellationToken cancellationToken)
    {
        if (binding is null)
            return;

        var (before, after) = resource.Kind switch
        {
            StepKind.Create or StepKind.Replace or StepKind.DeleteBeforeReplace => (binding.BeforeCreate, binding.AfterCreate),
            StepKind.Update => (binding.BeforeUpdate, binding.AfterUpdate),
            _ => ([], []),
        };
        foreach (var name in before)
            await RunAsync(name, resource, isAfter: false, cancellationToken);
        foreach (var name in after)
            await RunAsync(name, resource, isAfter: true, cancellationToken);
    }

    private async Task RunAsync(string name, Registration resource, bool isAfter, CancellationToken cancellationToken)
    {
        if (!_byName.TryGetValue(name, out var hook))
            throw new RegistrationException($"Its resource hook '{name}' is not registered.", resource.Urn);
        if (!hook.OnDryRun)
            return;

        var response = await callbacks.InvokeAsync(hook.Callback, Describe(resource, isAfter), ResourceHookResponse.Parser, cancellationToken);
        if (response.Error.Length == 0)
            return;

        var message = $"The resource hook '{name}' failed: {response.Error}";
        if (!hook.IgnoreErrors)
            throw new RegistrationException(message, resource.Urn);
        log.WarnOnce($"{resource.Urn}: {message}");
    }

    private static ResourceHookRequest Describe(Registration resource, bool isAfter)
    {
        var state = resource.State!;
        var request = new ResourceHookRequest { Urn = resource.Urn, Id = state.Id, Name = resource.Name, Type = resource.Type, NewInputs = Write(state.Inputs) };
        if (isAfter)
            request.NewOutputs = Write(state.Outputs);
        if (resource.Old is { } old)
            (request.OldInputs, request.OldOutputs) = (Write(old.Inputs), Write(old.Outputs));
        return request;
    }

    private static Struct Write(PropertyMap properties) => WireWriter.Full.Write(properties);
}
