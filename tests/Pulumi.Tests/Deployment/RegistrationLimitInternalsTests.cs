using Xunit;

namespace Pulumi.Tests;

public class RegistrationLimitInternalsTests
{
    [Fact]
    public async Task Whoever_finds_no_place_waits_until_one_is_free()
    {
        var limit = new RegistrationLimit(parallelOperations: 16);
        var places = new List<RegistrationLimit.Place>();
        for (var i = 0; i < 256; i++)
        {
            places.Add(await limit.EnterAsync());
        }
        var waiting = limit.EnterAsync().AsTask();
        Assert.False(waiting.IsCompleted);

        places[0].Dispose();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_limit_is_never_below_what_the_engine_does_at_a_time()
    {
        var limit = new RegistrationLimit(parallelOperations: 300);
        for (var i = 0; i < 300; i++)
        {
            await limit.EnterAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_lifted_limit_holds_nobody_up()
    {
        var limit = new RegistrationLimit(parallelOperations: 1);
        limit.Lift();
        for (var i = 0; i < 1000; i++)
        {
            using var place = await limit.EnterAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }
        for (var i = 0; i < 1000; i++)
        {
            await limit.EnterAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }
    }
}
