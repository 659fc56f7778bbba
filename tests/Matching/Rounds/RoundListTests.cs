using System.Net;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>In which order a round's lists come, in which pages, and what takes up a step that was left half way.</summary>
public sealed class RoundListTests
{
    [Fact]
    public async Task An_announcement_lists_positions_by_park_unit_and_title_in_pages_and_the_units_that_are_full_by_name()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.Season.AnnounceAsync(
            Announced.Closed(RoundSeason.Research),
            Announced.Closed(RoundSeason.Trial),
            Announced.Closed(RoundSeason.Gears),
            At("工位 1", "恒力丙", "恒力 3") with { ParkId = "hengyang" },
            At("工位 5", "恒力甲", "恒力 1"),
            At("工位 6", "恒力甲", "恒力 1"),
            At("工位 6 二", "恒力甲", "恒力 1") with { Title = "工位 6" },
            At("工位 4", "恒力乙", "恒力 2"),
            At("工位 7", "恒力丁", "恒力 2"));
        await season.Season.ApplyAsync("甲", "工位 5", "恒力甲");
        var roundId = await season.OpenAsync(RoundSeason.Announcement with { Parks = [new OpenRound.ParkTerms("weifang"), new OpenRound.ParkTerms("hengyang")] }, season.Supervisor);
        foreach (var unit in new[] { "恒力丁", "恒力丙", "恒力乙" })
        {
            await Season.Must(season.Supervisor.PutAsync($"rounds/{roundId}/units/{People.IdOf(unit)}", new SetCaps.UnitRequest(0)));
        }

        await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/close", new CloseRound.Request("提前")));
        foreach (var act in new[] { "solve", "publish" })
        {
            await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/{act}", new { }));
        }

        using var stranger = season.Season.Host.Anonymous();
        var whole = await AnnouncedAsync("");
        string[] twins = ["工位 6", "工位 6 二"];
        Assert.Equal(
            [People.IdOf("工位 1"), People.IdOf("工位 5"), .. twins.Select(People.IdOf).OrderBy(id => id.ToString(), StringComparer.Ordinal), People.IdOf("工位 4"), People.IdOf("工位 7")],
            whole.Positions.Items.Select(position => position.PositionId));
        for (var number = 1; number <= 3; number++)
        {
            var page = (await AnnouncedAsync($"?size=4&page={number}")).Positions;
            Assert.Equal((6, number, 4), (page.Total, page.Number, page.Size));
            Assert.Equal(whole.Positions.Items.Skip(4 * (number - 1)).Take(4), page.Items);
        }

        string[] namesakes = ["恒力乙", "恒力丁"];
        Assert.Equal([.. namesakes.Select(People.IdOf).OrderBy(id => id.ToString(), StringComparer.Ordinal), People.IdOf("恒力丙")], whole.Units.Select(unit => unit.UnitId));
        Assert.All(whole.Units, unit => Assert.Null(unit.CutoffScore));

        static Contracts.Posting.PositionPublished At(string name, string unit, string unitName) => Announced.Position(name, unit) with { UnitName = unitName };

        Task<ShowAnnouncement.Response> AnnouncedAsync(string query) => stranger.GetAsync<ShowAnnouncement.Response>($"api/matching/rounds/{roundId}/announcement{query}");
    }

    [Fact]
    public async Task A_round_of_many_parks_names_four_of_them_and_keeps_its_own_date_for_a_supplementary_round()
    {
        await using var season = await RoundSeason.StartAsync();
        using var stranger = season.Season.Host.Anonymous();
        string[] parks = ["xinxiang", "chengdu", "hengyang", "hefei", "changsha", "xianning"];
        var wide = await season.OpenAsync(RoundSeason.Announcement with { Title = "六地一轮", Parks = [.. parks.Select(park => new OpenRound.ParkTerms(park))] }, season.Supervisor);
        // Opened at the same instant, the second is the newer one.
        var narrow = await season.ReadyAsync();
        await season.FinishAsync(narrow);
        season.Season.Host.Clock.Set(RoundSeason.At(7, 21));
        var supplement = await season.OpenAsync(new OpenRound.Request(Season.Code, "补录", RoundSeason.At(7, 25), RoundSeason.At(7, 26), RoundSeason.At(7, 30), SupplementaryOf: narrow));

        var rounds = (await stranger.GetAsync<PageOf<ListPublicRounds.Line>>("api/matching/public/rounds")).Items;
        Assert.Equal([(supplement, null), (narrow, null), (wide, RoundSeason.Announcement.SupplementaryOn)], rounds.Select(round => (round.RoundId, round.SupplementaryOn)));
        Assert.Equal((6, 1), (rounds[2].Parks, rounds[1].Parks));
        Assert.Equal(["长沙高新区", "成都高新区", "合肥高新区", "衡阳高新区"], rounds[2].ParkNames);

        // A round that a server with a slow clock opens comes where its date says.
        season.Season.Host.Clock.Set(RoundSeason.At(7, 20));
        var slow = await season.OpenAsync(new OpenRound.Request(Season.Code, "襄阳一轮", RoundSeason.At(7, 25), RoundSeason.At(7, 26), RoundSeason.At(7, 30), Parks: [new OpenRound.ParkTerms("xiangyang")]), season.Supervisor);
        rounds = (await stranger.GetAsync<PageOf<ListPublicRounds.Line>>("api/matching/public/rounds")).Items;
        Assert.Equal([supplement, slow, narrow, wide], rounds.Select(round => round.RoundId));
    }

    [Fact]
    public async Task A_closing_that_was_refused_is_shown_in_the_list_of_rounds_until_the_round_is_over()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.OpenAsync();
        Assert.Null(await WorkAsync());
        await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request("提前")), HttpStatusCode.Conflict);
        Assert.Equal((Freezing.Kind, roundId, JobStage.Failed), await WorkAsync() is { } work ? (work.Kind, work.Subject, work.State) : default);
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/cancel", new CancelRound.Request("重新安排")));
        Assert.Null(await WorkAsync());

        async Task<JobState?> WorkAsync() => Assert.Single((await season.ParkStaff.GetAsync<PageOf<ListRounds.Line>>("rounds")).Items).Work;
    }

    [Fact]
    public async Task A_closing_or_a_publication_that_nobody_works_at_is_taken_up_by_asking_again()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        var official = People.ParkStaff(Season.Park).Id;
        var graduates = new[] { "甲", "乙", "丙" }.Select(People.IdOf).OrderBy(id => id.ToString(), StringComparer.Ordinal).ToList();
        for (var number = 1; number <= 3; number++)
        {
            var page = await season.ParkStaff.GetAsync<PageOf<Tally.GraduateLine>>($"rounds/{roundId}/readiness/graduates?size=2&page={number}");
            Assert.Equal(3, page.Total);
            Assert.Equal(graduates.Skip(2 * (number - 1)).Take(2), page.Items.Select(line => line.GraduateId));
        }

        var units = await season.ParkStaff.GetAsync<PageOf<Tally.UnitLine>>($"rounds/{roundId}/readiness/units?size=1&page=2");
        Assert.Equal((2, RoundSeason.OtherUnit), (units.Total, Assert.Single(units.Items).UnitName));

        // As a process leaves it whose work is lost.
        await season.Season.Host.Database().WriteAsync(async unit =>
        {
            Assert.NotNull(await Freezing.BeginAsync(unit, (await Round.FindAsync(unit, roundId))!, official, Sentence.Said("提前")));
            await unit.ExecuteAsync("DELETE FROM job");
        });
        foreach (var side in new[] { "graduates", "units" })
        {
            Assert.Contains("本轮已于 2022-06-28", await Season.Refused(season.ParkStaff.GetAsync(new Uri($"rounds/{roundId}/readiness/{side}", UriKind.Relative)), HttpStatusCode.Conflict), StringComparison.Ordinal);
        }

        using var closed = await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request()));
        Assert.Equal("提前", (await closed.ReadAsync<ShowRound.Response>()).History.Single(step => step.Stage == RoundStage.Closed).Reason?.ToString());
        await season.SolveAsync(roundId);
        await season.Season.Host.Database().WriteAsync(async unit => Assert.True(await (await Round.FindAsync(unit, roundId))!.MoveAsync(unit, RoundStage.Publishing, official)));
        var published = await season.PublishAsync(roundId);
        Assert.Equal((RoundStage.Published, 2), (published.Stage, published.Result!.Seated));
        Assert.Equal(2, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }
}
