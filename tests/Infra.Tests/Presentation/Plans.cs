using Infra.Engine.Planning;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Tests.Presentation;

/// <summary>Small plans to print.</summary>
internal static class Plans
{
    public const string StackUrn = "urn:pulumi:dev::infra::pulumi:pulumi:Stack::infra-dev";

    public static Plan Of(params PlanStep[] steps) => new()
    {
        Stack = new StackIdentity("organization", "infra", "dev"),
        Steps = [.. steps],
        Snapshot = DeploymentSnapshot.Empty,
    };

    public static PlanStep Stack(StepKind kind) => Step(kind, StackUrn, parent: null, PropertyMap.Empty, isCustom: false);

    public static PlanStep ConfigMap(StepKind kind, string name, PropertyMap? inputs = null, string parent = StackUrn) =>
        Step(kind, $"urn:pulumi:dev::infra::kubernetes:core/v1:ConfigMap::{name}", parent, inputs ?? PropertyMap.Empty, isCustom: true);

    public static PropertyMap Data(string key, PropertyValue value) => PropertyMap.Of(("data", PropertyMap.Of((key, value))));

    private static PlanStep Step(StepKind kind, string urn, string? parent, PropertyMap inputs, bool isCustom)
    {
        var state = new ResourceState { Urn = urn, Type = Urn.TypeOf(urn), IsCustom = isCustom, Inputs = inputs, Outputs = inputs, Parent = parent };
        return new PlanStep
        {
            Kind = kind,
            Urn = urn,
            Old = kind is StepKind.Create ? null : state,
            New = kind is StepKind.Delete or StepKind.Forget ? null : state,
        };
    }
}
