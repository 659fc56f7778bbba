using RaMatch.Testing;
using Xunit;

namespace RaMatch.Chaos.Tests;

/// <summary>
/// The checker is only worth something if it finds the mistakes it is there for: each is made on purpose in the worker and
/// must be caught by the same reckoning, at a fixed crash point, every time.
/// </summary>
[Collection(nameof(OneAtATime))]
[Trait(Categories.Name, Categories.Broker)]
public sealed class MutantTests(ITestOutputHelper output, SharedBroker broker)
{
    const int Parcels = 150;

    [Fact]
    public async Task Publishing_after_the_commit_is_caught_losing()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var campaign = await Campaign.OverBrokerAsync(1, host.Uri, depot: "publish-after-commit", depotCrash: "write.committed:40");
        Assert.True((await PlayAsync(campaign)).Lost > 0);
    }

    [Fact]
    public async Task Consuming_without_an_inbox_is_caught_doubling()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var campaign = await Campaign.OverBrokerAsync(1, host.Uri, arrival: "no-inbox", arrivalCrash: "intake.before-ack:40");
        Assert.True((await PlayAsync(campaign)).Doubled > 0);
    }

    [Theory]
    [InlineData("ack-before-commit")]
    [InlineData("two-transactions")]
    public async Task Acknowledging_early_and_two_transactions_are_caught_losing(string mutant)
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var campaign = await Campaign.OverBrokerAsync(1, host.Uri, arrival: mutant, arrivalCrash: "intake.in-transaction:40");
        Assert.True((await PlayAsync(campaign)).Lost > 0);
    }

    async Task<Outcome> PlayAsync(Campaign campaign)
    {
        await campaign.SendUntilAsync(Parcels, () => campaign.Depot.Deaths + campaign.Arrival.Deaths > 0);
        var outcome = await campaign.EndAsync(patience: TimeSpan.FromSeconds(2.5));
        output.WriteLine(outcome.ToString());
        Assert.False(outcome.Ok, $"Not caught: {outcome}");
        return outcome;
    }
}
