using Pulumi;
using Xunit;

namespace Infra.Stacks.Tests;

public sealed class StackCatalogTests
{
    [Fact]
    public void The_stacks_are_known_by_name() => Assert.Equal(["dev", "edge", "mgmt", "pre", "prod"], StackCatalog.Names);

    [Fact]
    public void Every_stack_has_a_program() => Assert.All(StackCatalog.Names, name => Assert.NotNull(StackCatalog.Find(name)));

    [Fact]
    public void An_unknown_stack_is_told_which_there_are() => Assert.Equal(
        "stack 'mgnt' is unknown; known: dev, edge, mgmt, pre, prod; did you mean 'mgmt'?",
        Assert.Throws<RunException>(() => StackCatalog.Find("mgnt")).Message);
}
