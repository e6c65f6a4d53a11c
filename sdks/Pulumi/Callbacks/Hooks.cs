using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Pulumi;

/// <summary>The hooks that a program declares: made known to the engine once each, and named in requests.</summary>
internal sealed class Hooks(Deployment deployment)
{
    private readonly ConcurrentDictionary<string, ResourceHook> _resourceHooks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ErrorHook> _errorHooks = new(StringComparer.Ordinal);

    public async Task RegisterAsync(ResourceHook hook)
    {
        if (!_resourceHooks.TryAdd(hook.Name, hook))
        {
            throw new RunException($"The program declares two resource hooks named '{hook.Name}'; the names of hooks must be unique.");
        }
        await deployment.Features.RequireAsync(Features.ResourceHooks, "resource hooks");
        await deployment.Engine.Monitor.RegisterResourceHookAsync(new RegisterResourceHookRequest
        {
            Name = hook.Name,
            Callback = await deployment.Callbacks.AddAsync(new ResourceHookCall(hook)),
            OnDryRun = hook.Options.OnDryRun ?? false,
            IgnoreErrors = hook.Options.IgnoreErrors ?? false,
        });
    }

    public async Task RegisterAsync(ErrorHook hook)
    {
        if (!_errorHooks.TryAdd(hook.Name, hook))
        {
            throw new RunException($"The program declares two error hooks named '{hook.Name}'; the names of hooks must be unique.");
        }
        await deployment.Features.RequireAsync(Features.ErrorHooks, "error hooks");
        await deployment.Engine.Monitor.RegisterErrorHookAsync(new RegisterErrorHookRequest
        {
            Name = hook.Name,
            Callback = await deployment.Callbacks.AddAsync(new ErrorHookCall(hook)),
        });
    }

    /// <summary>The names of the bound hooks, once the engine knows all of them.</summary>
    public static async ValueTask<RegisterResourceRequest.Types.ResourceHooksBinding> ToWireAsync(ResourceHookBinding? binding)
    {
        var wire = new RegisterResourceRequest.Types.ResourceHooksBinding();
        if (binding is null)
        {
            return wire;
        }
        await Task.WhenAll([.. binding.ResourceHooks.Select(hook => hook.Registered), .. binding.OnError.Select(hook => hook.Registered)]);
        wire.BeforeCreate.Add(binding.BeforeCreate.Select(hook => hook.Name));
        wire.AfterCreate.Add(binding.AfterCreate.Select(hook => hook.Name));
        wire.BeforeUpdate.Add(binding.BeforeUpdate.Select(hook => hook.Name));
        wire.AfterUpdate.Add(binding.AfterUpdate.Select(hook => hook.Name));
        wire.BeforeDelete.Add(binding.BeforeDelete.Select(hook => hook.Name));
        wire.AfterDelete.Add(binding.AfterDelete.Select(hook => hook.Name));
        wire.OnError.Add(binding.OnError.Select(hook => hook.Name));
        return wire;
    }

    public ResourceHookBinding FromWire(RegisterResourceRequest.Types.ResourceHooksBinding? wire) => wire is null ? new() : new()
    {
        BeforeCreate = Named(wire.BeforeCreate),
        AfterCreate = Named(wire.AfterCreate),
        BeforeUpdate = Named(wire.BeforeUpdate),
        AfterUpdate = Named(wire.AfterUpdate),
        BeforeDelete = Named(wire.BeforeDelete),
        AfterDelete = Named(wire.AfterDelete),
        OnError = [.. wire.OnError.Select(name => _errorHooks.GetValueOrDefault(name) ?? new ForeignErrorHook(name))],
    };

    private List<ResourceHook> Named(IEnumerable<string> names) =>
        [.. names.Select(name => _resourceHooks.GetValueOrDefault(name) ?? new ForeignResourceHook(name))];

    private static ImmutableDictionary<string, object?>? Read(Struct? values) =>
        values is null ? null : (ImmutableDictionary<string, object?>?)Deserializer.Deserialize(Value.ForStruct(values)).Value;

    /// <summary>A hook of another program, such as a component's, that a transform sees and may keep.</summary>
    private sealed class ForeignResourceHook(string name) : ResourceHook(name, (_, _) => Task.CompletedTask, new ResourceHookOptions(), Task.CompletedTask);

    /// <inheritdoc cref="ForeignResourceHook"/>
    private sealed class ForeignErrorHook(string name) : ErrorHook(name, (_, _) => Task.FromResult(false), Task.CompletedTask);

    private sealed class ResourceHookCall(ResourceHook hook) : ICallback
    {
        public async Task<IMessage> InvokeAsync(ByteString request, CancellationToken cancellationToken)
        {
            var message = ResourceHookRequest.Parser.ParseFrom(request);
            try
            {
                await hook.Callback(
                    new ResourceHookArgs(
                        message.Urn,
                        message.Id,
                        message.Name,
                        message.Type,
                        Read(message.NewInputs),
                        Read(message.OldInputs),
                        Read(message.NewOutputs),
                        Read(message.OldOutputs)),
                    cancellationToken);
                return new ResourceHookResponse();
            }
            catch (Exception error)
            {
                return new ResourceHookResponse { Error = error.Message };
            }
        }
    }

    private sealed class ErrorHookCall(ErrorHook hook) : ICallback
    {
        public async Task<IMessage> InvokeAsync(ByteString request, CancellationToken cancellationToken)
        {
            var message = ErrorHookRequest.Parser.ParseFrom(request);
            try
            {
                var retry = await hook.Callback(
                    new ErrorHookArgs(
                        message.Urn,
                        message.Id,
                        message.Name,
                        message.Type,
                        Read(message.NewInputs),
                        Read(message.OldInputs),
                        Read(message.OldOutputs),
                        message.FailedOperation,
                        [.. message.Errors]),
                    cancellationToken);
                return new ErrorHookResponse { Retry = retry };
            }
            catch (Exception error)
            {
                return new ErrorHookResponse { Error = error.Message };
            }
        }
    }
}
