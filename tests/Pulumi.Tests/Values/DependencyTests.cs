using System.Collections.Immutable;
using Pulumi.Testing;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests.Values;

/// <summary>Where values came from is remembered through every way of deriving one from others.</summary>
public class DependencyTests
{
    private static readonly Dictionary<string, Func<Output<string>, Output<string>, IEnumerable<Task<ImmutableHashSet<Resource>>>>> Combinators = new()
    {
        ["Apply"] = (a, b) =>
        [
            Of(a.Apply(_ => b)), Of(a.Apply(_ => (Input<string>)b)), Of(a.UntypedApply(_ => b)), Of(Output.Tuple(a, b).Apply(_ => 1)),
            Of(Output.Tuple(a, b).Apply(_ => Task.FromResult(1))), Of(Output.Tuple(a, b).Apply((Func<(string, string), Task>)(_ => Task.CompletedTask))),
        ],
        ["All, Tuple and Format"] = (a, b) => [Of(Output.All(a, b)), Of(Output.Tuple(a, b)), Of(Output.Tuple(a, a, b)), Of(Output.Format($"{a} {Output.Create(b)}"))],
        ["secrets"] = (a, b) => [Of(Output.CreateSecret(Output.Tuple(a, b))), Of(Output.Unsecret(Output.Tuple(a, b)))],
        ["lists"] = (a, b) =>
        [
            Of(new InputList<string> { a, b }.ToOutput()),
            Of(((InputList<string>)a).Concat(b.Apply(value => new[] { value })).ToOutput()),
            Of(new InputList<string> { a, (InputList<string>)OutputUtilities.CreateUnknown<string[]>([]), b }.ToOutput()),
        ],
        ["maps"] = (a, b) => [Of(new InputMap<string> { { "a", a }, { "b", b } }.ToOutput()), Of(InputMap<string>.Merge(new() { { "a", a } }, new() { { "b", b } }).ToOutput())],
        ["unions and JSON"] = (a, b) => [Of(((InputUnion<int, string>)Output.Format($"{a}{b}")).ToOutput()), Of(Output.JsonSerialize(Output.Create(new { a, b })))],
        ["deferral"] = (a, b) =>
        {
            var deferred = new DeferredOutput<(string, string)>();
            deferred.Resolve(Output.Tuple(a, b));
            return [Of(deferred.Output)];
        },
    };

    public static TheoryData<string> Names => [.. Combinators.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_comes_from_two_resources_depends_on_both(string combinator)
    {
        foreach (var isPreview in new[] { true, false })
        {
            var checks = new List<Task>();
            await RunAsync(isPreview, () =>
            {
                var (first, second) = (new Thing("first"), new Thing("second"));
                foreach (var found in Combinators[combinator](first.Urn, second.Id))
                    checks.Add(AssertAsync(found, first, second));
                checks.Add(AssertAsync(Of(OutputUtilities.WithDependency(first.Urn, second)), first, second));
            });
            await Task.WhenAll(checks);
        }

        static async Task AssertAsync(Task<ImmutableHashSet<Resource>> found, params Resource[] expected) =>
            Assert.Equal(expected.ToHashSet(), (await found).ToHashSet());
    }

    [Fact]
    public async Task A_failed_output_fails_the_program_though_nobody_uses_it()
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(isPreview: true, () => Output.Create("x").Apply(int.Parse)));

        Assert.Contains(nameof(FormatException), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_output_inside_another_fails_the_program()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(isPreview: true, () => new Thing("thing").Urn.Apply(_ =>
        {
            Output.Create("x").Apply(int.Parse);
            return "fine";
        })));
    }

    [Fact]
    public async Task A_program_ends_only_when_its_outputs_are_done()
    {
        var done = false;
        await RunAsync(isPreview: true, () => new Thing("thing").Urn.Apply(async _ =>
        {
            await Task.Delay(50);
            done = true;
        }));

        Assert.True(done);
    }

    [Fact]
    public async Task A_resource_takes_and_gives_values_of_every_depth()
    {
        var mocks = new EchoMocks();
        Output<string>? deep = null;
        await Deployment.TestAsync(mocks, new TestOptions { IsPreview = false }, () =>
        {
            var first = new Thing("first", new ThingArgs { Tags = new() { { "a", "1" } } });
            deep = new Thing("second", new ThingArgs { Other = Output.Create(first.Id).Apply(id => id), Tags = new() { { "b", Output.Format($"<{first.Id}>") } } }).Urn;
        });

        var inputs = mocks.Resources.Single(resource => resource.Name == "second").Inputs;
        Assert.Equal("first-id", inputs["other"]);
        Assert.Equal("<first-id>", ((ImmutableDictionary<string, object>)inputs["tags"])["b"]);
        Assert.EndsWith("::second", await OutputUtilities.GetValueAsync(deep!), StringComparison.Ordinal);
    }

    private static Task<ImmutableHashSet<Resource>> Of<T>(Output<T> output) => OutputUtilities.GetDependenciesAsync(output);

    private static Task<ImmutableArray<Resource>> RunAsync(bool isPreview, Action program) => Deployment.TestAsync(new EchoMocks(), new TestOptions { IsPreview = isPreview }, program);
}
