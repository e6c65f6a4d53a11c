using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Values;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>What programs can ask: about resources of this run, and the functions of behaviours that have some.</summary>
internal sealed class Functions(Planner planner)
{
    private const string GetResource = "pulumi:pulumi:getResource";

    /// <summary>Answers an invoke. What nobody here can answer is unknown.</summary>
    public ResourceInvokeResponse Invoke(ResourceInvokeRequest request)
    {
        var arguments = WireReader.Read(request.Args);
        if (request.Tok == GetResource)
            return FindResource(request, arguments);

        // A function must see the world after what it depends on, and what is planned only is not there yet.
        if (arguments.ContainsUnknowns || request.DependsOn.Any(urn => planner.Table.Find(urn) is { State.IsPlannedOnly: true }))
            return new ResourceInvokeResponse { Unknown = true, Return = new() };

        var package = Urn.PackageOf(request.Tok);
        if (planner.Behaviors.Quietly(request.Tok) is IFunctionBehavior functions && functions.Invoke(request.Tok, arguments) is { } result)
            return new ResourceInvokeResponse { Return = new WireWriter(AcceptsSecrets: true, request.AcceptResources).Write(result) };

        planner.Log.WarnOnce($"Functions of the package '{package}' are not called: what they would return stays unknown.");
        return new ResourceInvokeResponse { Unknown = true, Return = new() };
    }

    private ResourceInvokeResponse FindResource(ResourceInvokeRequest request, PropertyMap arguments)
    {
        var urn = (arguments["urn"] as StringValue)?.Value ?? "";
        var state = planner.Table.Find(urn)?.State ?? throw new RegistrationException($"'{urn}' is not a registered resource, so it cannot be looked up.");
        var found = PropertyMap.Of(
            ("urn", new StringValue(state.Urn)),
            ("id", state.IsCustom && state.Id.Length == 0 ? UnknownValue.Instance : new StringValue(state.Id)),
            ("state", state.Outputs));
        return new ResourceInvokeResponse { Return = new WireWriter(AcceptsSecrets: true, request.AcceptResources).Write(found) };
    }
}
