using System.Net;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Rounds.Format;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>Rounds beside each other, over the same lists and the same units: each is told with its own figures, and each park with its own part of them.</summary>
public sealed class RoundNeighbourTests
{
    const string OtherProgramme = "ra-2022-b";
    const string Near = "hengyang";
    const string Far = "chengdu";
    const string CapOnly = "xian";
    const string FloorOnly = "jinan";
    const string Empty = "xiangyang";

    static readonly string[] NearGraduates = ["甲", "乙", "丙", "丁"];
    static readonly string[] FarGraduates = ["戊", "己", "庚", "辛"];

    [Fact]
    public async Task Of_two_rounds_over_the_same_lists_each_is_shown_with_its_own_figures_and_a_park_sees_its_own_part()
    {
        await using var season = await StartAsync();
        var request = RoundSeason.Announcement with
        {
            FloorPolicy = FloorPolicy.Repair,
            Parks = [new(Season.Park), new(Near, Floor: 4), new(Far, Cap: 9, Floor: 4), new(CapOnly, Cap: 5), new(FloorOnly, Floor: 0), new(Empty)],
        };
        var first = await season.OpenAsync(request, season.Supervisor);
        await CapAsync(first, Season.Unit, 20);
        await CapAsync(first, "衡阳单位", 8);
        var open = await season.ShowAsync(first, season.Supervisor);
        Assert.Equal(
            [Line(Far, 9, 4, 1, 4, 4), Line(Near, null, 4, 1, 4, 4), Line(FloorOnly, null, 0, 0, 0, 0), Line(Season.Park, null, null, 3, 19, 10), Line(CapOnly, 5, null, 0, 0, 0)],
            open.Parks);
        Assert.Equal(season.Season.Host.Clock.GetUtcNow(), open.CountedAt);
        Assert.Equal((10, 5, 23 + 4), (open.Readiness.Graduates, open.Readiness.Positions, open.Readiness.Seats));

        await DoAsync(first, "close", new CloseRound.Request("第一次"));
        var firstSolved = await DoAsync(first, "solve", new { });
        await DoAsync(first, "cancel", new CancelRound.Request("名单有误"));
        await season.Season.AnnounceAsync(new ApplicationWithdrawn(RoundSeason.PlacementOf("壬", RoundSeason.Trial), 2, People.IdOf("壬"), season.Season.Host.Clock.GetUtcNow()));

        var second = await season.OpenAsync(request, season.Supervisor);
        await CapAsync(second, Season.Unit, 19);
        await CapAsync(second, "衡阳单位", 7);
        await CapAsync(second, "成都单位", 6);
        var closed = await DoAsync(second, "close", new CloseRound.Request("第二次"));
        await season.Season.AnnounceAsync(new ApplicationWithdrawn(RoundSeason.PlacementOf("癸", RoundSeason.Trial), 2, People.IdOf("癸"), season.Season.Host.Clock.GetUtcNow()));
        await HoldsAsync(frozen => Assert.Equal((null, null, null), (frozen.CountedAt, frozen.Result, frozen.CancelReason)));
        Assert.All(closed.Parks, park => Assert.Equal((null, null, null), (park.Seated, park.Deficit, park.Repairable)));

        var solved = await DoAsync(second, "solve", new { });
        await HoldsAsync(frozen => Assert.Null(frozen.CountedAt));
        await DoAsync(second, "publish", new { });
        // As a version wrote it down that counted the beginning of the publication as a step.
        await season.Season.Host.Database().WriteAsync(unit => unit.ExecuteAsync(
            "INSERT INTO round_stage (round_id, number, stage, occurred_at) VALUES (@second, 99, 'Publishing', 0)", new { second }));
        var published = await season.ShowAsync(second, season.Supervisor);
        Assert.Equal(
            [(RoundStage.Open, null), (RoundStage.Closed, "第二次"), (RoundStage.Solved, null), (RoundStage.Published, (string?)null)],
            published.History.Select(step => (step.Stage, step.Reason?.ToString())));
        Assert.Equal(
            [
                Line(Far, 9, 4, 1, 4, 4, 4, 4, 4),
                Line(Near, null, 4, 1, 4, 4, 4, 4, 4),
                Line(FloorOnly, null, 0, 0, 0, 0, 0),
                Line(Season.Park, null, null, 3, 19, 9, 1),
                Line(CapOnly, 5, null, 0, 0, 0, 0),
            ],
            published.Parks);
        Assert.Equal([("成都单位", Far, 6L), ("衡阳单位", Near, 7L), (Season.Unit, Season.Park, 19L)], published.Units.Select(unit => (unit.Name, unit.ParkId, unit.Cap)));
        var result = published.Result!;
        Assert.Equal((9, 0, 16, 1), (result.Seated, result.Unseated, result.BlockingPairs, result.Lapsed));
        Assert.Equal([(1, 1), (3, 8)], result.ByRank.Select(at => (at.Rank, at.Graduates)));
        Assert.Equal((9, 8), (result.Repair!.StableSeated, result.Repair.Moved));
        Assert.Equal((solved.Result!.InputHash, solved.Result.ResultHash), (result.InputHash, result.ResultHash));

        // The round called off is what it was.
        var before = await season.ShowAsync(first, season.Supervisor);
        Assert.Equal((RoundStage.Cancelled, "名单有误"), (before.Stage, before.CancelReason?.ToString()));
        Assert.Equal([RoundStage.Open, RoundStage.Closed, RoundStage.Solved, RoundStage.Cancelled], before.History.Select(step => step.Stage));
        Assert.Equal([("衡阳单位", 8L), (Season.Unit, 20L)], before.Units.Select(unit => (unit.Name, unit.Cap)));
        Assert.Equal((9, 1, 16, 0), (before.Result!.Seated, before.Result.Unseated, before.Result.BlockingPairs, before.Result.Lapsed));
        Assert.Equal(firstSolved.Result!.InputHash, before.Result.InputHash);
        Assert.NotEqual(result.InputHash, before.Result.InputHash);
        Assert.Equal([(1, 1), (3, 8)], before.Result.ByRank.Select(at => (at.Rank, at.Graduates)));
        Assert.All(before.Parks, park => Assert.Null(park.Seated));

        foreach (var (park, unit) in new[] { (Season.Park, Season.Unit), (Near, "衡阳单位"), (Far, "成都单位") })
        {
            var part = await season.ShowAsync(second, season.Season.As(People.ParkStaff(park)));
            Assert.Equal(published.Parks.Single(line => line.ParkId == park), Assert.Single(part.Parks));
            Assert.Equal(unit, Assert.Single(part.Units).Name);
            Assert.False(part.Steerable);
        }

        using var anonymous = season.Season.Host.Anonymous();
        var repair = await anonymous.GetAsync<ShowRepair.Response>($"api/matching/rounds/{second}/repair?size=200");
        var near = await ApplicantsAsync(second, NearGraduates);
        var far = await ApplicantsAsync(second, FarGraduates);
        Assert.Equal(
            [.. Sorted(far).Select(one => (one.Applicant, "成都岗位", "成都单位", one.First, Far)), .. Sorted(near).Select(one => (one.Applicant, "衡阳岗位", "衡阳单位", one.First, Near))],
            repair.Seats.Items.Select(seat => (seat.Applicant, seat.Title, seat.UnitName, seat.TitleBefore!, seat.FloorOf)));
        Assert.All(repair.Seats.Items, seat => Assert.Equal(seat.TitleBefore == RoundSeason.Gears ? RoundSeason.OtherUnit : Season.Unit, seat.UnitNameBefore));
        Assert.Equal(
            [
                .. Sorted(far).SelectMany(one => new[] { (one.Applicant, one.First, 1L, Far), (one.Applicant, one.Second, 2L, Far) }),
                .. Sorted(near).SelectMany(one => new[] { (one.Applicant, one.First, 1L, Near), (one.Applicant, one.Second, 2L, Near) }),
            ],
            repair.Pairs.Items.Select(pair => (pair.Applicant, pair.Title, pair.Rank, pair.FloorOf)));
        Assert.Equal((8, 16), (repair.Seats.Total, repair.Pairs.Total));
        var page = await anonymous.GetAsync<ShowRepair.Response>($"api/matching/rounds/{second}/repair?size=3&page=2");
        Assert.Equal(repair.Seats.Items.Skip(3).Take(3), page.Seats.Items);
        Assert.Equal(repair.Pairs.Items.Skip(3).Take(3), page.Pairs.Items);

        // Nothing of what people do after the closing is in what it froze.
        async Task HoldsAsync(Action<ShowRound.Response> more)
        {
            var frozen = await season.ShowAsync(second, season.Supervisor);
            Assert.Equal(closed.Readiness, frozen.Readiness);
            Assert.Equal((9, 5, 27), (frozen.Readiness.Graduates, frozen.Readiness.Positions, frozen.Readiness.Seats));
            Assert.Equal(closed.Parks.Select(park => (park.ParkId, park.Positions, park.Seats, park.Graduates)), frozen.Parks.Select(park => (park.ParkId, park.Positions, park.Seats, park.Graduates)));
            var line = (await season.Supervisor.GetAsync<PageOf<ListRounds.Line>>("rounds")).Items.Single(line => line.RoundId == second);
            Assert.Equal((6, 9, 5, 27), (line.Parks, line.Graduates, line.Positions, line.Seats));
            more(frozen);
        }

        async Task<ShowRound.Response> DoAsync(Guid roundId, string act, object body) =>
            await (await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/{act}", body))).ReadAsync<ShowRound.Response>();

        async Task CapAsync(Guid roundId, string unit, int cap) =>
            await Season.Must(season.Supervisor.PutAsync($"rounds/{roundId}/units/{People.IdOf(unit)}", new SetCaps.UnitRequest(cap)));

        async Task<IReadOnlyList<(string Applicant, string First, string Second)>> ApplicantsAsync(Guid roundId, string[] graduates)
        {
            var found = new List<(string, string, string)>();
            foreach (var graduate in graduates)
            {
                var mine = await season.MineAsync(roundId, graduate);
                found.Add((mine.ApplicantId, mine.Wishes[0].Title, mine.Wishes[1].Title));
            }

            return found;
        }

        static IEnumerable<(string Applicant, string First, string Second)> Sorted(IEnumerable<(string Applicant, string First, string Second)> found) =>
            found.OrderBy(one => one.Applicant, StringComparer.Ordinal);

        static ShowRound.ParkLine Line(string park, long? cap, long? floor, long positions, long seats, long graduates, long? seated = null, long? deficit = null, long? repairable = null) =>
            new(park, RaMatch.Reference.Parks.ShortNameOf(park), cap, floor, positions, seats, graduates, seated, deficit, repairable);
    }

    [Fact]
    public async Task Caps_are_those_of_one_round_and_of_the_parks_and_units_that_it_covers()
    {
        await using var season = await RoundSeason.StartAsync();
        var namesakes = new[] { "同名甲", "同名乙" }.Order(Comparer<string>.Create((one, other) => People.IdOf(one).CompareTo(People.IdOf(other)))).ToArray();
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = OtherProgramme }), HttpStatusCode.Created);
        await season.Season.AnnounceAsync(
            Announced.UnitVerified("衡阳单位") with { ParkId = Near },
            Announced.Position("衡阳岗位", "衡阳单位") with { ParkId = Near },
            Announced.Position("数据分析员") with { Programme = OtherProgramme },
            Announced.Position("工艺员", "潍坊重机") with { Programme = OtherProgramme },
            Announced.Position("质检员", namesakes[0]) with { UnitName = "安丘机械" },
            Announced.Position("检测员", namesakes[1]) with { UnitName = "安丘机械" });
        await season.WishAsync("甲", RoundSeason.Research);
        var here = await OpenAsync(Season.Code, Season.Park);
        var there = await OpenAsync(Season.Code, Near);
        var other = await OpenAsync(OtherProgramme, Season.Park);

        await Season.Refused(season.Supervisor.PutAsync($"rounds/{here}/parks/{Near}", new SetCaps.ParkRequest(1)), HttpStatusCode.NotFound);
        foreach (var unit in new[] { "衡阳单位", "潍坊重机" })
        {
            Assert.Contains("单位没有本轮的岗位", await Season.Refused(CapAsync(season.Supervisor, here, unit, 1), HttpStatusCode.NotFound), StringComparison.Ordinal);
        }

        Assert.Contains("只能由主管部门操作", await Season.Refused(CapAsync(season.ParkStaff, here, Season.Unit, 1), HttpStatusCode.Conflict), StringComparison.Ordinal);
        foreach (var (roundId, park, cap) in new[] { (here, Season.Park, 3), (there, Near, 4), (other, Season.Park, 0) })
        {
            await Season.Must(season.Supervisor.PutAsync($"rounds/{roundId}/parks/{park}", new SetCaps.ParkRequest(cap, 0)));
        }

        foreach (var (unit, cap) in new[] { (namesakes[1], 1_000_000), (RoundSeason.OtherUnit, 5), (Season.Unit, 2), (namesakes[0], 0) })
        {
            await Season.Must(CapAsync(season.Supervisor, here, unit, cap));
        }

        await Season.Must(CapAsync(season.Supervisor, other, Season.Unit, 7));
        await Season.Refused(CapAsync(season.Supervisor, here, Season.Unit, 1_000_001), HttpStatusCode.BadRequest);
        await Season.Refused(CapAsync(season.Supervisor, here, Season.Unit, -1), HttpStatusCode.BadRequest);

        var shown = await season.ShowAsync(here, season.Supervisor);
        Assert.Equal((Season.Park, 3L, 0L), Assert.Single(shown.Parks.Select(park => (park.ParkId, park.Cap!.Value, park.Floor!.Value))));
        // By name as read aloud, of one name by the unit.
        Assert.Equal(
            [(People.IdOf(namesakes[0]), 0L), (People.IdOf(namesakes[1]), 1_000_000L), (People.IdOf(RoundSeason.OtherUnit), 5L), (People.IdOf(Season.Unit), 2L)],
            shown.Units.Select(unit => (unit.UnitId, unit.Cap)));
        Assert.Equal(4, Assert.Single((await season.ShowAsync(there, season.Supervisor)).Parks).Cap);
        shown = await season.ShowAsync(other, season.Supervisor);
        Assert.Equal((0L, (Season.Unit, 7L)), (Assert.Single(shown.Parks).Cap!.Value, Assert.Single(shown.Units.Select(unit => (unit.Name, unit.Cap)))));

        await Season.Must(season.Supervisor.PostAsync($"rounds/{here}/close", new CloseRound.Request("提前")));
        Assert.Matches("本轮已于 2022-06-28 [0-9:]{5} 截止，不能再调整名额。", await Season.Refused(CapAsync(season.Supervisor, here, Season.Unit, 9), HttpStatusCode.Conflict));
        Assert.Equal(2, (await season.ShowAsync(here, season.Supervisor)).Units.Single(unit => unit.Name == Season.Unit).Cap);

        Task<Guid> OpenAsync(string programme, string park) => season.OpenAsync(RoundSeason.Announcement with { Programme = programme, Parks = [new(park)] }, season.Supervisor);

        static Task<HttpResponseMessage> CapAsync(HttpClient by, Guid roundId, string unit, int cap) => by.PutAsync($"rounds/{roundId}/units/{People.IdOf(unit)}", new SetCaps.UnitRequest(cap));
    }

    [Fact]
    public async Task A_round_whose_lists_could_not_be_written_down_is_taken_up_again_though_nobody_asks()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.Season.Host.Database().WriteAsync(async unit =>
        {
            Assert.NotNull(await Freezing.BeginAsync(unit, (await Round.FindAsync(unit, roundId))!, Guid.NewGuid(), null));
            await unit.ExecuteAsync("UPDATE job SET state = 'Failed', ended_at = @now", new { now = unit.Now });
        });
        Assert.Equal(JobStage.Failed, (await season.ShowAsync(roundId)).Work!.State);

        season.Season.Host.Clock.Advance(TimeSpan.FromMinutes(2));
        await Eventually.True(async () => (await season.ShowAsync(roundId)).Stage == RoundStage.Closed, "the clock has the lists written down");
    }

    [Fact]
    public async Task A_round_whose_lists_could_not_be_written_down_says_so_is_not_cancelled_and_its_solving_takes_them_up_again()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        // As a fault leaves it that comes at every attempt.
        await season.Season.Host.Database().WriteAsync(async unit =>
        {
            Assert.NotNull(await Freezing.BeginAsync(unit, (await Round.FindAsync(unit, roundId))!, Guid.NewGuid(), null));
            await unit.ExecuteAsync("UPDATE job SET state = 'Failed'");
        });
        var work = (await season.ShowAsync(roundId)).Work!;
        Assert.Equal((Freezing.Kind, roundId, JobStage.Failed), (work.Kind, work.Subject, work.State));
        Assert.Contains("名单正在冻结，请稍后再取消。", await Season.Refused(season.ParkStaff.PostAsync($"rounds/{roundId}/cancel", new CancelRound.Request("岗位有误")), HttpStatusCode.Conflict), StringComparison.Ordinal);
        var solved = await season.SolveAsync(roundId);
        Assert.Equal((RoundStage.Solved, 2L), (solved.Stage, solved.Result!.Seated));
        Assert.Equal([RoundStage.Open, RoundStage.Closed, RoundStage.Solved], solved.History.Select(step => step.Stage));
        Assert.Null(solved.Work);
        Assert.Equal((0L, null), (solved.Result.BlockingPairs, solved.Result.Repair));
        Assert.Equal(2, (await season.SolveAsync(roundId)).Result!.Seated);
    }

    /// <summary>
    /// Four graduates would rather stay in Weifang than go to Hengyang, four than to Chengdu, half of each with one post first and half with another; two
    /// are after one seat.
    /// </summary>
    static async Task<RoundSeason> StartAsync()
    {
        var season = await RoundSeason.StartAsync();
        await season.Season.AnnounceAsync(
            Announced.Position(RoundSeason.Research, version: 2) with { Seats = 9 },
            Announced.Position(RoundSeason.Gears, RoundSeason.OtherUnit, version: 2) with { Seats = 9 },
            Announced.UnitVerified("衡阳单位") with { ParkId = Near },
            Announced.Position("衡阳岗位", "衡阳单位") with { ParkId = Near, Seats = 4 },
            Announced.UnitVerified("成都单位") with { ParkId = Far },
            Announced.Position("成都岗位", "成都单位") with { ParkId = Far, Seats = 4 });
        foreach (var (graduates, position, unit, park) in new[] { (NearGraduates, "衡阳岗位", "衡阳单位", Near), (FarGraduates, "成都岗位", "成都单位", Far) })
        {
            foreach (var (index, graduate) in graduates.Index())
            {
                string[] here = index % 2 == 0 ? [RoundSeason.Research, RoundSeason.Gears] : [RoundSeason.Gears, RoundSeason.Research];
                await season.RankAsync(graduate, [.. await season.WishAsync(graduate, here), await season.Season.ApplyAsync(graduate, position, unit, park, rank: 3)]);
            }
        }

        await season.WishAsync("壬", RoundSeason.Trial);
        await season.WishAsync("癸", RoundSeason.Trial);
        return season;
    }
}
