using System.Collections.Concurrent;
using System.Net;
using RaMatch.Chaos.Worker;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Chaos.Tests;

[Collection(nameof(OneAtATime))]
public sealed class SeatCampaignTests(ITestOutputHelper output)
{
    const int Writers = 64;

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public async Task Of_many_who_want_a_seat_exactly_as_many_get_one_as_there_are_each_with_one_outcome(int seed)
    {
        await using var campaign = Campaign.InOneProcess(seed);
        using var http = new HttpClient { BaseAddress = campaign.Address };
        var outcomes = new ConcurrentDictionary<Guid, ConcurrentBag<(HttpStatusCode Status, string Body)>>();
        var wishes = Enumerable.Range(0, 500 * Seeds.Length).Select(_ => Guid.CreateVersion7()).ToArray();
        // Everyone asks twice, at any moment, and again whenever there was no answer.
        var asked = wishes.Concat(wishes).ToArray();
        campaign.Random.Shuffle(asked);
        var crashed = campaign.Depot.CrashAt($"write.committed:{campaign.Random.Next(2, 6)}");

        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (holder, cancellation) =>
        {
            var answer = await Eventually.Get(
                async () =>
                {
                    using var response = await http.PostAsync($"api/depot/seats/{holder}", null, cancellation);
                    var body = response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(cancellation) : "";
                    return (Status: response.StatusCode, Body: body);
                },
                given => given.Status is HttpStatusCode.OK or HttpStatusCode.Conflict,
                "the wish is answered",
                TimeSpan.FromSeconds(60));
            outcomes.GetOrAdd(holder, _ => []).Add(answer);
        });

        Assert.True(crashed(), "The process did not crash.");
        Assert.All(outcomes.Values, answers => Assert.Single(answers.Distinct()));
        var seats = outcomes.Values.Select(answers => answers.First()).Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Body).ToList();
        output.WriteLine($"seed {seed}: {asked.Length} requests of {wishes.Length} people, {seats.Count} seats given");
        Assert.Equal(DepotService.Seats, seats.Count);
        Assert.Equal(DepotService.Seats, seats.Distinct().Count());
    }
}
