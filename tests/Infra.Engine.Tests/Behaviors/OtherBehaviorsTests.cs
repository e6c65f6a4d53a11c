using Infra.Engine.Behaviors;
using Infra.Engine.Values;
using Moq;
using Xunit;

namespace Infra.Engine.Tests.Behaviors;

public sealed class OtherBehaviorsTests
{
    private static readonly PropertyMap Outputs = PropertyMap.Of(("a", new StringValue("A")), ("b", new SecretValue(new StringValue("B"))));

    [Theory]
    [InlineData("mgmt")]
    [InlineData("infra/mgmt")]
    [InlineData("acme/infra/mgmt")]
    public void A_stack_reference_reads_what_is_recorded(string reference)
    {
        var outcome = References().Read(Request(StackReferenceBehavior.ReferenceType, ("name", reference)), reference);

        Assert.True(outcome.IsMade);
        Assert.Equal(reference, outcome.Id);
        Assert.Equal(Outputs, outcome.Outputs["outputs"]);
        Assert.Equal(new ListValue([new StringValue("b")]), outcome.Outputs["secretOutputNames"]);
        Assert.Equal(new StringValue(reference), outcome.Outputs["name"]);
    }

    [Fact]
    public void A_registered_stack_reference_is_the_same_as_a_read_one()
    {
        var request = Request(StackReferenceBehavior.ReferenceType, ("name", "mgmt"));

        Assert.Equal(References().Read(request, "mgmt"), References().Plan(request));
    }

    [Fact]
    public void Of_a_stack_that_is_not_recorded_yet_a_plan_knows_nothing_and_says_so()
    {
        var outcome = References().Read(Request(StackReferenceBehavior.ReferenceType, ("name", "new")), "new");

        Assert.False(outcome.IsMade);
        Assert.Equal(UnknownValue.Instance, outcome.Outputs["outputs"]);
        Assert.Equal("nothing is recorded of the stack 'new' yet, so what comes from it is unknown; run `up` on it first to see it.", outcome.Warning);
    }

    [Theory]
    [InlineData("mgmr", "there is no stack 'mgmr'; did you mean 'mgmt'? The stacks are mgmt, new.")]
    [InlineData("other/mgmt", "'other/mgmt' is a stack of the project 'other'; only stacks of 'infra' are recorded here.")]
    [InlineData("a/b/c/d", "'a/b/c/d' is not a stack;")]
    public void A_stack_reference_to_nothing_says_what_there_is(string reference, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<ResourceCheckException>(() => References().Read(Request(StackReferenceBehavior.ReferenceType, ("name", reference)), reference)).Reason,
            StringComparison.Ordinal);

    [Fact]
    public void A_stack_can_look_back_at_itself_without_a_resource_and_before_its_first_time()
    {
        var recorded = References().Invoke(StackReferenceBehavior.OutputsFunction, PropertyMap.Of(("name", new StringValue("organization/infra/mgmt"))));
        var first = References().Invoke(StackReferenceBehavior.OutputsFunction, PropertyMap.Of(("name", new StringValue("new"))));

        Assert.Equal(Outputs, recorded!["outputs"]);
        Assert.Equal(PropertyMap.Empty, first!["outputs"]);
        Assert.Null(References().Invoke("pulumi:pulumi:somethingElse", PropertyMap.Empty));
    }

    [Fact]
    public void An_unknown_package_is_never_pretended()
    {
        var outcome = new PlanOnlyBehavior().Plan(Request("gcp:storage:Bucket", ("name", "x")));

        Assert.False(outcome.IsMade);
        Assert.Null(outcome.Id);
        Assert.Equal(new StringValue("x"), outcome.Outputs["name"]);
    }

    [Fact]
    public void A_command_is_run_again_by_its_triggers_only()
    {
        var command = new CommandBehavior();
        var request = Request("command:remote:Command", ("create", "echo"));

        Assert.True(command.ForcesReplacement(request, PropertyPath.Parse("triggers[0]")));
        Assert.False(command.ForcesReplacement(request, PropertyPath.Parse("create")));
        Assert.False(command.Plan(request).IsMade);
        Assert.Null(command.Plan(request).Outputs["stdout"]);
    }

    [Fact]
    public void Every_package_has_one_behaviour()
    {
        var behaviors = ResourceBehaviors.BuiltIn(Stacks());

        Assert.Equal(["*", "aws", "command", "kubernetes", "pulumi"], behaviors.Select(behavior => behavior.Package).Order(StringComparer.Ordinal));
    }

    private static StackReferenceBehavior References() => new(Stacks());

    private static IRecordedStacks Stacks()
    {
        var stacks = new Mock<IRecordedStacks>();
        stacks.SetupGet(recorded => recorded.Project).Returns("infra");
        stacks.SetupGet(recorded => recorded.Names).Returns(["mgmt", "new"]);
        stacks.Setup(recorded => recorded.OutputsOf("mgmt")).Returns(Outputs);
        return stacks.Object;
    }

    private static ResourceRequest Request(string type, params (string Name, string Value)[] inputs) =>
        new(
            $"urn:pulumi:dev::infra::{type}::thing",
            type,
            "thing",
            PropertyMap.From(inputs.Select(input => KeyValuePair.Create(input.Name, (PropertyValue)new StringValue(input.Value)))),
            null,
            PropertyMap.Empty);
}
