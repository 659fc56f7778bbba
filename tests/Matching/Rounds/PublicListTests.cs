using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>The rounds as a stranger lists them.</summary>
public sealed class PublicListTests
{
    [Fact]
    public async Task A_round_tells_strangers_at_each_stage_what_is_public_then_and_no_more()
    {
        await using var season = await RoundSeason.StartAsync();
        using var stranger = season.Season.Host.Anonymous();
        Assert.Empty((await ListAsync(stranger)).Items);

        var roundId = await season.ReadyAsync();
        var open = Assert.Single((await ListAsync(stranger, "state=open")).Items);
        Assert.Equal((roundId, RoundStage.Open, 1, "潍坊高新区"), (open.RoundId, open.Stage, open.Parks, Assert.Single(open.ParkNames)));
        Assert.Equal((null, null, null, null), (open.Positions, open.Seats, open.Graduates, open.Seated));
        await season.CloseAsync(roundId);
        await season.SolveAsync(roundId);
        Assert.Empty((await ListAsync(stranger, "state=open")).Items);
        var solved = Assert.Single((await ListAsync(stranger, "state=deciding")).Items);
        Assert.Equal((RoundStage.Solved, 3, 4, null, null), (solved.Stage, solved.Positions, solved.Seats, solved.Graduates, solved.Seated));
        await season.PublishAsync(roundId);
        var published = Assert.Single((await ListAsync(stranger, "state=published")).Items);
        Assert.Equal((3, 2, RoundSeason.Announcement.SupplementaryOn), (published.Graduates, published.Seated, published.SupplementaryOn));
    }

    [Fact]
    public async Task Rounds_come_newest_first_in_pages_a_supplementary_round_is_announced_until_it_opens_and_one_called_off_stays()
    {
        await using var season = await RoundSeason.StartAsync();
        using var stranger = season.Season.Host.Anonymous();
        var cancelled = await season.OpenAsync(RoundSeason.Announcement with { Title = "取消的一轮" });
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{cancelled}/cancel", new CancelRound.Request("岗位有误")));
        season.Season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var first = await season.ReadyAsync();
        await season.FinishAsync(first);
        season.Season.Host.Clock.Set(RoundSeason.At(7, 21));
        var second = await season.OpenAsync(new OpenRound.Request(Season.Code, "补录", RoundSeason.At(7, 25), RoundSeason.At(7, 26), RoundSeason.At(7, 30), SupplementaryOf: first));

        var all = await ListAsync(stranger);
        Assert.Equal([(second, RoundStage.Open), (first, RoundStage.Published), (cancelled, RoundStage.Cancelled)], all.Items.Select(round => (round.RoundId, round.Stage)));
        Assert.Equal((first, (DateTimeOffset?)null), (all.Items[0].SupplementaryOf, all.Items[1].SupplementaryOn));
        var page = await ListAsync(stranger, "page=2&size=2");
        Assert.Equal((3, cancelled), (page.Total, Assert.Single(page.Items).RoundId));
    }

    static Task<PageOf<ListPublicRounds.Line>> ListAsync(HttpClient stranger, string query = "") => stranger.GetAsync<PageOf<ListPublicRounds.Line>>($"api/matching/public/rounds?{query}");
}
