using RaMatch.Testing;
using Xunit;

namespace RaMatch.Chaos.Tests;

[Collection(nameof(OneAtATime))]
public sealed class DeliveryCampaignTests(ITestOutputHelper output)
{
    static readonly string[] DepotPoints = ["write.before-commit", "write.committed", "relay.publishing", "relay.confirmed"];
    static readonly string[] ArrivalPoints = ["intake.in-transaction", "intake.before-ack", "write.before-commit", "write.committed"];

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    [Trait(Categories.Name, Categories.Broker)]
    public async Task Over_a_broker_nothing_is_lost_and_nothing_doubled_whoever_dies_when(int seed)
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await using var campaign = await Campaign.OverBrokerAsync(seed, broker.Uri);
        var random = campaign.Random;
        await campaign.SendAsync(100);
        for (var round = 0; round < Seeds.Length; round++)
        {
            // Both processes die at named points, in every pairing over the rounds.
            foreach (var (number, point) in DepotPoints.Index())
            {
                var depot = campaign.Depot.CrashAt($"{point}:{random.Next(1, 6)}");
                var arrival = campaign.Arrival.CrashAt($"{ArrivalPoints[(number + round) % 4]}:{random.Next(1, 40)}");
                await campaign.SendUntilAsync(300, () => depot() && arrival());
            }

            // Both die anywhere.
            for (var kill = 0; kill < 2; kill++)
            {
                var sending = campaign.SendAsync(random.Next(150, 300));
                (random.Next(2) == 0 ? campaign.Depot : campaign.Arrival).Kill();
                await sending;
            }

            // The broker dies while the consumer stands still and a backlog waits; requests go on.
            await campaign.Arrival.FreezeAsync();
            await campaign.SendAsync(300);
            await broker.KillAsync();
            await campaign.SendAsync(50);
            await campaign.Arrival.ThawAsync();
            await broker.StartAgainAsync();
            await campaign.SendAsync(100);
            await campaign.InjectDuplicatesAsync(share: 0.05);
        }

        var outcome = await campaign.EndAsync(patience: TimeSpan.FromSeconds(60));
        output.WriteLine(outcome.ToString());
        Assert.True(outcome.Ok, $"{outcome}\n{campaign.Depot.Output}\n{campaign.Arrival.Output}");
        Assert.True(outcome.Injected > 0, "No duplicate was injected.");
        Assert.Equal(0, await campaign.DoubtedAsync());
    }

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public async Task In_one_process_nothing_is_lost_and_nothing_doubled_whenever_it_dies(int seed)
    {
        await using var campaign = Campaign.InOneProcess(seed);
        var random = campaign.Random;
        for (var round = 0; round < Seeds.Length; round++)
        {
            foreach (var point in (string[])["write.before-commit", "write.committed", "intake.in-transaction"])
            {
                var crashed = campaign.Depot.CrashAt($"{point}:{random.Next(1, 40)}");
                await campaign.SendUntilAsync(300, crashed);
            }

            for (var kill = 0; kill < 2; kill++)
            {
                var sending = campaign.SendAsync(random.Next(200, 500));
                campaign.Depot.Kill();
                await sending;
            }
        }

        var outcome = await campaign.EndAsync(patience: TimeSpan.FromSeconds(60));
        output.WriteLine(outcome.ToString());
        Assert.True(outcome.Ok, $"{outcome}\n{campaign.Depot.Output}");
    }
}

/// <summary>Campaigns take the whole machine.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
