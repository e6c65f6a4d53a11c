using Pulumi.Testing;
using Xunit;

namespace Pulumi.Tests;

public class OptionsInternalsTests
{
    [Fact]
    public async Task A_single_provider_stays_one_unless_it_comes_to_stand_beside_others()
    {
        await Deployment.TestAsync(new EchoMocks(), new TestOptions(), () =>
        {
            var first = new TestProvider("first");
            var second = new TestProvider("second");
            var other = new ProviderResource("other", "other", ResourceArgs.Empty, null);

            var one = ComponentResourceOptions.Merge(new() { Provider = first }, new() { Provider = second });
            Assert.Same(second, one.Provider);
            Assert.Empty(one.Providers);

            var two = ComponentResourceOptions.Merge(new() { Provider = other }, new() { Providers = { second } });
            Assert.Null(two.Provider);
            Assert.Equal([other, second], two.Providers);
        });
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("120000000000ns", 120)]
    [InlineData("1500ms", 1.5)]
    public void Durations_are_read_as_the_engine_writes_them(string text, double seconds) =>
        Assert.Equal(seconds, CustomTimeouts.FromWire(text)!.Value.TotalSeconds);

    [Theory]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData("5x")]
    public void What_is_no_duration_is_refused(string text) => Assert.Throws<FormatException>(() => CustomTimeouts.FromWire(text));

    [Fact]
    public void A_duration_loses_nothing_on_the_wire() => Assert.Equal("100ns", CustomTimeouts.ToWire(TimeSpan.FromTicks(1)));

    [Fact]
    public void Urns_are_told_from_other_text()
    {
        Assert.Equal("pulumi:providers:test", new Urn("urn:pulumi:dev::proj::a:b:C$pulumi:providers:test::name::with::colons").Type);
        Assert.Throws<ArgumentException>(() => new Urn("urn:pulumi:dev::proj"));
        Assert.True(new Urn("urn:pulumi:s::p::t::n") == new Urn("urn:pulumi:s::p::t::n"));
    }
}
