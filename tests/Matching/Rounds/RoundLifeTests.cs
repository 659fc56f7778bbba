using System.Net;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Platform.Web;
using RaMatch.Rounds.Format;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>A round from its opening to the last answered offer, as each of those concerned sees it.</summary>
public sealed class RoundLifeTests
{
    [Fact]
    public async Task A_round_turns_ranked_wishes_and_grades_into_offers_and_everybody_reads_why()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.CloseAsync(roundId);
        var solved = await season.SolveAsync(roundId);
        Assert.Equal(2, solved.Result!.Seated);
        Assert.Equal(1, solved.Result.Unseated);
        Assert.Equal([(1, 1), (2, 1)], solved.Result.ByRank.Select(at => (at.Rank, at.Graduates)));
        var published = await season.PublishAsync(roundId);
        Assert.Equal(RoundStage.Published, published.Stage);
        Assert.Equal([RoundStage.Open, RoundStage.Closed, RoundStage.Solved, RoundStage.Published], published.History.Select(step => step.Stage));

        Assert.Equal(PlacementStage.Offered, await season.Season.StageAsync(RoundSeason.PlacementOf("甲", RoundSeason.Research)));
        Assert.Equal(PlacementStage.Offered, await season.Season.StageAsync(RoundSeason.PlacementOf("乙", RoundSeason.Gears)));
        Assert.Equal(PlacementStage.Applied, await season.Season.StageAsync(RoundSeason.PlacementOf("丙", RoundSeason.Research)));
        var offer = await season.Season.Host.Database().ReadAsync(async reader => (await Placement.FindAsync(reader, RoundSeason.PlacementOf("甲", RoundSeason.Research)))!);
        Assert.Equal(600_000, offer.OfferPayFen);
        Assert.Equal(RoundSeason.Announcement.AnswerBy, offer.OfferExpiresAt);
        Assert.Equal("“第一轮撮合”为您匹配到该岗位", offer.Reason!.InChinese());
        Assert.Equal(2, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        var announced = await season.Season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT body FROM outbox WHERE type = 'matching.placement-advanced'"));
        Assert.Equal(2, announced.Select(Json.Read<PlacementAdvanced>).Count(message => message.Stage == PlacementStage.Offered));

        var first = await season.MineAsync(roundId, "甲");
        Assert.Equal([WishOutcome.Seated, WishOutcome.BetterWishGranted], first.Wishes.Select(wish => wish.Outcome!.Value));
        var second = await season.MineAsync(roundId, "乙");
        Assert.Equal([WishOutcome.PositionCutoff, WishOutcome.Seated], second.Wishes.Select(wish => wish.Outcome!.Value));
        Assert.Equal(first.Wishes[0].Score, second.Wishes[0].Cutoff!.Score);
        Assert.Equal(CutoffScope.Position, second.Wishes[0].Cutoff!.Scope);
        Assert.Contains($"为 {first.Wishes[0].Score} 分，您为 {second.Wishes[0].Score} 分", second.Wishes[0].Sentence.InChinese(), StringComparison.Ordinal);
        Assert.Equal(first.Wishes[0].FitScore + 10 * 90, first.Wishes[0].Score);
        var third = await season.MineAsync(roundId, "丙");
        Assert.Null(third.Wishes[0].Grade);
        Assert.Equal(third.Wishes[0].FitScore + 10 * 50, third.Wishes[0].Score);

        var candidates = await season.CandidatesAsync(roundId);
        Assert.Equal(WishOutcome.Seated, candidates.Single(one => one.GraduateId == People.IdOf("甲") && one.PositionId == People.IdOf(RoundSeason.Research)).Outcome);
        Assert.Equal(WishOutcome.PositionCutoff, candidates.Single(one => one.GraduateId == People.IdOf("丙")).Outcome);
        Assert.Equal("研发工程师", (await season.Season.As(People.Graduate("甲")).GetAsync<IReadOnlyList<ListMyRounds.Line>>("my/rounds")).Single().SeatedPositionTitle);
        Assert.Null((await season.Season.As(People.Graduate("丙")).GetAsync<IReadOnlyList<ListMyRounds.Line>>("my/rounds")).Single().SeatedPositionTitle);

        var seats = (await season.ParkStaff.GetAsync<PageOf<ListAssignments.Line>>($"rounds/{roundId}/assignments")).Items;
        Assert.Equal(2, seats.Count);
        Assert.All(seats, seat => Assert.NotNull(seat.DecidedAt));
        var own = (await season.ParkStaff.GetAsync<PageOf<ListAssignments.Line>>($"rounds/{roundId}/assignments?position={People.IdOf(RoundSeason.Gears)}&park=weifang")).Items;
        Assert.Equal(People.IdOf("乙"), own.Single().GraduateId);
    }

    [Fact]
    public async Task A_round_that_repairs_its_floors_announces_it_moves_graduates_along_their_wishes_and_tells_each_the_reason()
    {
        await using var season = await RoundSeason.StartAsync();
        var (roundId, solved) = await season.RepairedAsync();
        Assert.Equal((FloorPolicy.Repair, 3, 0, 2), (solved.FloorPolicy!.Value, solved.Result!.Seated, solved.Result.Unseated, solved.Result.BlockingPairs));
        Assert.Equal((2, 2), (solved.Result.Repair!.StableSeated, solved.Result.Repair.Moved));
        Assert.Equal((3, 2, 1), (solved.Parks[0].Seated, solved.Parks[0].Deficit, solved.Parks[0].Repairable));
        Assert.Equal(solved.Result with { SolvedAt = default }, (await season.SolveAsync(roundId)).Result! with { SolvedAt = default, ByRank = solved.Result.ByRank });

        using var anonymous = season.Season.Host.Anonymous();
        using var early = await anonymous.GetAsync(new Uri($"api/matching/rounds/{roundId}/repair", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        await season.PublishAsync(roundId);
        Assert.Equal(PlacementStage.Offered, await season.Season.StageAsync(RoundSeason.PlacementOf("甲", RoundSeason.Trial)));
        Assert.Equal(PlacementStage.Offered, await season.Season.StageAsync(RoundSeason.PlacementOf("丙", RoundSeason.Research)));
        Assert.Equal(PlacementStage.Applied, await season.Season.StageAsync(RoundSeason.PlacementOf("甲", RoundSeason.Research)));
        var offer = await season.Season.Host.Database().ReadAsync(async reader => (await Placement.FindAsync(reader, RoundSeason.PlacementOf("甲", RoundSeason.Trial)))!);
        Assert.Equal("“第一轮撮合”为补足潍坊高新区的名额下限，为您安排到该岗位", offer.Reason!.InChinese());

        var moved = await season.MineAsync(roundId, "甲");
        Assert.Equal([WishOutcome.FloorRepair, WishOutcome.Seated], moved.Wishes.Select(wish => wish.Outcome!.Value));
        Assert.Equal("按得分和抽签，本志愿已为您匹配；本轮公布的规则是补足名额下限，为补足潍坊高新区的下限，您被调整到“试验工程师”。", moved.Wishes[0].Sentence.InChinese());
        Assert.Contains("您由第 1 志愿调整到该岗位", moved.Wishes[1].Sentence.InChinese(), StringComparison.Ordinal);
        var envious = await season.MineAsync(roundId, "乙");
        Assert.Equal([WishOutcome.FloorRepair, WishOutcome.Seated], envious.Wishes.Select(wish => wish.Outcome!.Value));
        Assert.StartsWith("按得分和抽签，您排在该岗位最后一名录用者之前", envious.Wishes[0].Sentence.InChinese(), StringComparison.Ordinal);
        Assert.StartsWith("本轮为您匹配到该岗位，得分", envious.Wishes[1].Sentence.InChinese(), StringComparison.Ordinal);
        Assert.Contains("您补录到该岗位", (await season.MineAsync(roundId, "丙")).Wishes[0].Sentence.InChinese(), StringComparison.Ordinal);
        Assert.Equal(WishOutcome.FloorRepair, (await season.CandidatesAsync(roundId)).Single(one => one.GraduateId == People.IdOf("甲") && one.PositionId == People.IdOf(RoundSeason.Research)).Outcome);

        var repair = await anonymous.GetAsync<ShowRepair.Response>($"api/matching/rounds/{roundId}/repair");
        Assert.Equal(
            new[] { (moved.ApplicantId, "试验工程师", "研发工程师", "weifang"), ((await season.MineAsync(roundId, "丙")).ApplicantId, "研发工程师", null, "weifang") }.Order(),
            repair.Seats.Items.Select(seat => (seat.Applicant, seat.Title, seat.TitleBefore, seat.FloorOf)).Order());
        Assert.Equal(new[] { moved.ApplicantId, envious.ApplicantId }.Order(), repair.Pairs.Items.Select(pair => pair.Applicant).Order());
        Assert.All(repair.Pairs.Items, pair => Assert.Equal(("研发工程师", 1, "weifang"), (pair.Title, pair.Rank, pair.FloorOf)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_a_repair_moves_every_wish_has_one_outcome_and_every_pair_in_its_price_is_told_to_the_graduate(int seed)
    {
        await using var season = await RoundSeason.StartAsync();
        var random = new Random(seed);
        string[] graduates = ["甲", "乙", "丙", "丁", "戊", "己"];
        foreach (var graduate in graduates)
        {
            // Three of them wish for more than the first post and fill all but the last, which needs a chain: of one move or of two, as who may go there falls.
            string[] wished = [RoundSeason.Research, RoundSeason.Gears, RoundSeason.Trial];
            await season.WishAsync(graduate, wished[..(graduate switch { "甲" => 3, "乙" or "丙" => random.Next(2, 4), _ => 1 })]);
        }

        var roundId = await season.OpenAsync(RoundSeason.Announcement with { FloorPolicy = FloorPolicy.Repair, Parks = [new OpenRound.ParkTerms("weifang", Floor: 4)] });
        foreach (var graduate in graduates[..3])
        {
            await Season.Must(season.GradeAsync(roundId, graduate, RoundSeason.Research, random.Next(80, 100)));
        }

        await season.CloseAsync(roundId);
        var solved = await season.SolveAsync(roundId);
        await season.PublishAsync(roundId);
        using var anonymous = season.Season.Host.Anonymous();
        var repair = await anonymous.GetAsync<ShowRepair.Response>($"api/matching/rounds/{roundId}/repair?size=200");
        Assert.InRange(repair.Seats.Total, 1, graduates.Length);
        Assert.Equal((solved.Result!.BlockingPairs, solved.Result.Repair!.Moved), (repair.Pairs.Total, repair.Seats.Total));
        var seated = 0;
        foreach (var graduate in graduates)
        {
            var mine = await season.MineAsync(roundId, graduate);
            Assert.All(mine.Wishes, wish => Assert.NotNull(wish.Outcome));
            Assert.True(mine.Wishes.Count(wish => wish.Outcome == WishOutcome.Seated) <= 1);
            seated += mine.Wishes.Count(wish => wish.Outcome == WishOutcome.Seated);
            Assert.All(
                repair.Pairs.Items.Where(pair => pair.Applicant == mine.ApplicantId),
                pair => Assert.Equal(WishOutcome.FloorRepair, mine.Wishes.Single(wish => wish.Rank == pair.Rank).Outcome));
        }

        Assert.Equal(solved.Result.Seated, seated);
    }

    [Fact]
    public async Task What_is_done_about_missed_floors_is_announced_at_the_opening_and_reporting_unless_said_otherwise()
    {
        await using var season = await RoundSeason.StartAsync();
        using var anonymous = season.Season.Host.Anonymous();
        await season.WishAsync("甲", RoundSeason.Research);
        var reporting = await season.OpenAsync();
        Assert.Equal(FloorPolicy.Report, (await anonymous.GetAsync<ShowAnnouncement.Response>($"api/matching/rounds/{reporting}/announcement")).FloorPolicy);
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{reporting}/cancel", new CancelRound.Request("改为补足下限")));
        var repairing = await season.OpenAsync(RoundSeason.Announcement with { FloorPolicy = FloorPolicy.Repair });
        Assert.Equal(FloorPolicy.Repair, (await anonymous.GetAsync<ShowAnnouncement.Response>($"api/matching/rounds/{repairing}/announcement")).FloorPolicy);
        Assert.Equal(FloorPolicy.Repair, (await season.MineAsync(repairing, "甲")).FloorPolicy);

        // Nothing is missing, so nothing is repaired.
        await season.CloseAsync(repairing);
        Assert.Null((await season.SolveAsync(repairing)).Result!.Repair);
        await season.PublishAsync(repairing);
        Assert.Empty((await anonymous.GetAsync<ShowRepair.Response>($"api/matching/rounds/{repairing}/repair")).Seats.Items);
    }

    [Fact]
    public async Task Equal_points_are_decided_by_the_lottery_that_was_committed_to_at_the_opening()
    {
        await using var season = await RoundSeason.StartAsync();
        string[] graduates = ["甲", "乙", "丙", "丁", "戊"];
        foreach (var graduate in graduates)
        {
            await season.WishAsync(graduate, RoundSeason.Research);
        }

        using var opening = await Season.Must(season.ParkStaff.PostAsync("rounds", RoundSeason.Announcement), HttpStatusCode.Created);
        var opened = await opening.ReadAsync<OpenRound.Response>();
        var pseudonyms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var graduate in graduates)
        {
            var before = await season.MineAsync(opened.RoundId, graduate);
            Assert.Null(before.LotterySeed);
            Assert.Null(before.Lottery);
            pseudonyms[graduate] = before.ApplicantId;
        }

        var closed = await season.CloseAsync(opened.RoundId);
        Assert.Null(closed.LotterySeed);
        Assert.Null((await season.MineAsync(opened.RoundId, "甲")).Lottery);
        var solved = await season.SolveAsync(opened.RoundId);
        var seed = Convert.FromHexString(solved.LotterySeed!);
        Assert.Equal(opened.LotteryCommitment, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(seed)));

        // Recomputed as any stranger can: the rank of the HMAC of the pseudonym under the seed.
        var order = pseudonyms
            .OrderBy(one => Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(seed, System.Text.Encoding.UTF8.GetBytes(one.Value))), StringComparer.Ordinal)
            .Select(one => one.Key)
            .ToList();
        await season.PublishAsync(opened.RoundId);
        foreach (var (index, graduate) in order.Index())
        {
            var mine = await season.MineAsync(opened.RoundId, graduate);
            Assert.Equal(index + 1, mine.Lottery);
            Assert.Equal(pseudonyms[graduate], mine.ApplicantId);
            Assert.Equal(index == 0 ? WishOutcome.Seated : WishOutcome.PositionCutoff, mine.Wishes[0].Outcome);
            if (index > 0)
            {
                Assert.Contains($"其抽签号为 1，您为 {index + 1}", mine.Wishes[0].Sentence.InChinese(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_park_sees_who_has_ranked_and_which_unit_has_graded()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.WishAsync("甲", RoundSeason.Research, RoundSeason.Gears);
        await season.Season.ApplyAsync("乙", RoundSeason.Research);
        await season.Season.ApplyAsync("乙", RoundSeason.Trial, rank: 2);
        await season.Season.ApplyAsync("丙", RoundSeason.Research);
        var roundId = await season.OpenAsync();
        await Season.Must(season.GradeAsync(roundId, "甲", RoundSeason.Gears, 80));
        await Season.Must(season.Member.PostAsync($"unit/rounds/{roundId}/candidates/{RoundSeason.PlacementOf("丙", RoundSeason.Research)}/refusal", new GradeCandidate.Refusal("研究方向与课题不符")));

        var readiness = (await season.ShowAsync(roundId)).Readiness;
        Assert.Equal(new Readiness(2, 1, 1, 5, 1, 1, 3, 1, 3, 4), readiness);
        var waiting = (await season.ParkStaff.GetAsync<PageOf<Tally.GraduateLine>>($"rounds/{roundId}/readiness/graduates?state=waiting")).Items;
        Assert.Equal(new Tally.GraduateLine(People.IdOf("乙"), new[] { RoundSeason.PlacementOf("乙", RoundSeason.Research), RoundSeason.PlacementOf("乙", RoundSeason.Trial) }.Min(), 2, Ranked: false, null), Assert.Single(waiting));
        var ready = (await season.ParkStaff.GetAsync<PageOf<Tally.GraduateLine>>($"rounds/{roundId}/readiness/graduates?state=ready")).Items;
        Assert.Equal(season.Season.Host.Clock.GetUtcNow(), Assert.Single(ready).RankedAt);
        var units = (await season.ParkStaff.GetAsync<PageOf<Tally.UnitLine>>($"rounds/{roundId}/readiness/units")).Items;
        Assert.Equal([(Season.Unit, 4, 0, 1, 3), (RoundSeason.OtherUnit, 1, 1, 0, 0)], units.Select(unit => (unit.UnitName, unit.Candidates, unit.Graded, unit.Refused, unit.Ungraded)));
        Assert.Equal(Season.Unit, Assert.Single((await season.ParkStaff.GetAsync<PageOf<Tally.UnitLine>>($"rounds/{roundId}/readiness/units?state=waiting")).Items).UnitName);

        // A wish added after the ranking is not covered by it.
        await season.Season.ApplyAsync("甲", RoundSeason.Trial, rank: 3);
        Assert.Equal(0, (await season.ShowAsync(roundId)).Readiness.Ranked);
        Assert.Equal(4, (await season.Member.GetAsync<IReadOnlyList<ListUnitRounds.Line>>("unit/rounds")).Single().UngradedCount);
    }

    [Fact]
    public async Task A_unit_refuses_a_candidate_with_a_reason_takes_it_back_and_the_graduate_reads_it()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.WishAsync("甲", RoundSeason.Research);
        await season.WishAsync("乙", RoundSeason.Research);
        var roundId = await season.OpenAsync();
        var refusal = $"unit/rounds/{roundId}/candidates/{RoundSeason.PlacementOf("甲", RoundSeason.Research)}/refusal";
        await Season.Must(season.Member.PostAsync(refusal, new GradeCandidate.Refusal("研究方向与课题不符")));
        var absent = Assert.Single((await season.MineAsync(roundId, "甲")).NotTakingPart);
        Assert.Equal("用人单位本轮未将您列入人选：研究方向与课题不符", absent.Sentence.InChinese());
        await Season.Must(season.Member.DeleteAsync(new Uri(refusal, UriKind.Relative)));
        Assert.Single((await season.MineAsync(roundId, "甲")).Wishes);
        await Season.Must(season.Member.PostAsync(refusal, new GradeCandidate.Refusal("研究方向与课题不符")));
        await season.FinishAsync(roundId);
        Assert.Equal(PlacementStage.Applied, await season.Season.StageAsync(RoundSeason.PlacementOf("甲", RoundSeason.Research)));
        Assert.Equal(PlacementStage.Offered, await season.Season.StageAsync(RoundSeason.PlacementOf("乙", RoundSeason.Research)));
        var mine = await season.MineAsync(roundId, "甲");
        Assert.Empty(mine.Wishes);
        Assert.Equal("用人单位本轮未将您列入人选：研究方向与课题不符", Assert.Single(mine.NotTakingPart).Sentence.InChinese());
        Assert.Equal("研究方向与课题不符", (await season.CandidatesAsync(roundId)).Single(one => one.GraduateId == People.IdOf("甲")).RefusedReason);
    }

    [Fact]
    public async Task Who_does_not_meet_a_requirement_takes_no_part_and_reads_which()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.WishAsync("甲", RoundSeason.Research);
        await season.WishAsync("乙", RoundSeason.Research);
        await season.WishAsync("丙", RoundSeason.Research);
        await season.Season.AnnounceAsync(Announced.Graduate("甲", 2) with { MajorCode = "050101" }, Announced.Withdrawn("丙"));
        var roundId = await season.OpenAsync();
        Assert.Contains("岗位接受的专业", Assert.Single((await season.MineAsync(roundId, "甲")).NotTakingPart).Sentence.InChinese(), StringComparison.Ordinal);
        Assert.Contains("匹配授权", Assert.Single((await season.MineAsync(roundId, "丙")).NotTakingPart).Sentence.InChinese(), StringComparison.Ordinal);
        Assert.Equal(1, (await season.CloseAsync(roundId)).Readiness.Graduates);
    }

    [Fact]
    public async Task Caps_of_park_and_unit_bind_and_the_refused_read_which_did()
    {
        await using var season = await RoundSeason.StartAsync();
        foreach (var (index, graduate) in new[] { "甲", "乙", "丙", "丁" }.Index())
        {
            await season.WishAsync(graduate, index < 2 ? [RoundSeason.Research, RoundSeason.Trial] : [RoundSeason.Gears]);
        }

        var roundId = await season.OpenAsync();
        foreach (var (graduate, position, grade) in new[] { ("甲", RoundSeason.Research, 90), ("甲", RoundSeason.Trial, 90), ("乙", RoundSeason.Trial, 80), ("丙", RoundSeason.Gears, 70), ("丁", RoundSeason.Gears, 60) })
        {
            await Season.Must(season.GradeAsync(roundId, graduate, position, grade));
        }

        await Season.Must(season.ParkStaff.PutAsync($"rounds/{roundId}/parks/weifang", new SetCaps.ParkRequest(2, 0)));
        var capped = await (await Season.Must(season.ParkStaff.PutAsync($"rounds/{roundId}/units/{People.IdOf(Season.Unit)}", new SetCaps.UnitRequest(1)))).ReadAsync<ShowRound.Response>();
        Assert.Equal(2, Assert.Single(capped.Parks).Cap);
        Assert.Equal((Season.Unit, 1), (Assert.Single(capped.Units).Name, capped.Units[0].Cap));
        await season.CloseAsync(roundId);
        Assert.Equal(2, (await season.SolveAsync(roundId)).Result!.Seated);
        await season.PublishAsync(roundId);
        var unitFull = (await season.MineAsync(roundId, "乙")).Wishes;
        Assert.Equal([WishOutcome.PositionCutoff, WishOutcome.UnitCutoff], unitFull.Select(wish => wish.Outcome!.Value));
        Assert.Contains("该单位各岗位合计的名额已满", unitFull[1].Sentence.InChinese(), StringComparison.Ordinal);
        Assert.Equal(WishOutcome.ParkCutoff, (await season.MineAsync(roundId, "丁")).Wishes[0].Outcome);

        using var anonymous = season.Season.Host.Anonymous();
        var announcement = await anonymous.GetAsync<ShowAnnouncement.Response>($"api/matching/rounds/{roundId}/announcement");
        Assert.Equal("潍坊高新区", Assert.Single(announcement.Parks).Name);
        Assert.Equal(Season.Unit, Assert.Single(announcement.Units).Name);
        Assert.Equal(3, announcement.Positions.Total);
        Assert.Equal(2, announcement.Seated);
        Assert.Null(announcement.Positions.Items.Single(position => position.Title == RoundSeason.Gears).CutoffScore);
    }

    [Fact]
    public async Task A_floor_that_is_missed_is_reported_with_what_could_be_repaired_and_not_forced()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.Season.AnnounceAsync(Announced.UnitVerified("衡阳单位"), Announced.Position("外地岗位", "衡阳单位") with { ParkId = "hengyang", Seats = 2 });
        // 甲 would rather stay in Weifang, where there is a seat; moved to Hengyang, the floor there would be met by one.
        await season.Season.ApplyAsync("甲", RoundSeason.Research);
        await season.Season.ApplyAsync("甲", "外地岗位", "衡阳单位", "hengyang", rank: 2);
        await season.WishAsync("乙", RoundSeason.Gears);
        var roundId = await season.OpenAsync(RoundSeason.Announcement with { Parks = [new OpenRound.ParkTerms("weifang"), new OpenRound.ParkTerms("hengyang", Floor: 2)] }, season.Supervisor);
        await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/close", new CloseRound.Request("提前")));
        var solved = await (await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/solve", new { }))).ReadAsync<ShowRound.Response>();
        var hengyang = solved.Parks.Single(park => park.ParkId == "hengyang");
        Assert.Equal((2, 0, 2, 1), (hengyang.Floor, hengyang.Seated, hengyang.Deficit, hengyang.Repairable));
        Assert.Equal((2, 2), (solved.Result!.Seated, solved.Result.LargestPossible));
        Assert.Null(solved.Parks.Single(park => park.ParkId == "weifang").Deficit);
    }

    [Fact]
    public async Task A_cancelled_round_leaves_the_applications_as_they_were_and_the_park_free_for_another()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.CloseAsync(roundId);
        await season.SolveAsync(roundId);
        var cancelled = await (await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/cancel", new CancelRound.Request("岗位信息有误")))).ReadAsync<ShowRound.Response>();
        Assert.Equal((RoundStage.Cancelled, "岗位信息有误"), (cancelled.Stage, cancelled.CancelReason?.ToString()));
        Assert.Equal("本轮已取消，投递不受影响。", (await season.MineAsync(roundId, "甲")).Wishes[0].Sentence.InChinese());
        Assert.Equal(0, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        await Season.Must(season.Member.PostAsync($"placements/{RoundSeason.PlacementOf("甲", RoundSeason.Research)}/shortlist", new { }));
        await Season.Must(season.Member.PostAsync($"placements/{RoundSeason.PlacementOf("甲", RoundSeason.Research)}/offer", new MakeOffer.Request(700_000)));
        await season.OpenAsync();
        Assert.Equal(2, (await season.ParkStaff.GetAsync<PageOf<ListRounds.Line>>("rounds?programme=ra-2022")).Total);
    }

    [Fact]
    public async Task An_offer_of_a_round_is_accepted_declined_or_expires_like_any_other()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.WishAsync("丁", RoundSeason.Gears);
        await season.FinishAsync(roundId);
        var (accepted, declined, silent) = (RoundSeason.PlacementOf("甲", RoundSeason.Research), RoundSeason.PlacementOf("乙", RoundSeason.Gears), RoundSeason.PlacementOf("丁", RoundSeason.Gears));
        await season.Season.AnnounceAsync(season.Season.Answer(accepted, "甲"), season.Season.Answer(declined, "乙", accepted: false));
        Assert.Equal(PlacementStage.Accepted, await season.Season.StageAsync(accepted));
        Assert.Equal(PlacementStage.Declined, await season.Season.StageAsync(declined));
        season.Season.Host.Clock.Set(RoundSeason.Announcement.AnswerBy!.Value);
        await Eventually.True(async () => await season.Season.StageAsync(silent) == PlacementStage.Expired, "the offer expires at the date announced");
        Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }

    [Fact]
    public async Task A_supplementary_round_covers_the_seats_left_free_and_the_graduates_without_one()
    {
        await using var season = await RoundSeason.StartAsync();
        var first = await season.ReadyAsync();
        await season.CloseAsync(first);
        await season.SolveAsync(first);
        var request = RoundSeason.Announcement with
        {
            Title = "补充轮",
            RankBy = RoundSeason.At(7, 25),
            PublishOn = RoundSeason.At(7, 26),
            AnswerBy = RoundSeason.At(7, 30),
            SupplementaryOn = null,
            SupplementaryOf = first,
        };
        Assert.Contains("公布之后才能开启补充轮次", await Season.Refused(season.ParkStaff.PostAsync("rounds", request), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await season.PublishAsync(first);
        Assert.Contains("2022-07-20 18:00", await Season.Refused(season.ParkStaff.PostAsync("rounds", request), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await season.Season.AnnounceAsync(season.Season.Answer(RoundSeason.PlacementOf("甲", RoundSeason.Research), "甲"));
        season.Season.Host.Clock.Set(RoundSeason.At(7, 21));
        await Eventually.True(async () => await season.Season.StageAsync(RoundSeason.PlacementOf("乙", RoundSeason.Gears)) == PlacementStage.Expired, "乙 does not answer");

        await season.Season.ApplyAsync("丙", RoundSeason.Trial, rank: 2);
        var second = await season.OpenAsync(request);
        var readiness = (await season.ShowAsync(second)).Readiness;
        Assert.Equal((1, 2, 3), (readiness.Graduates, readiness.Positions, readiness.Seats));
        Assert.Contains("岗位没有空余名额。", (await season.MineAsync(second, "丙")).NotTakingPart.Single().Sentence.InChinese(), StringComparison.Ordinal);
        await season.FinishAsync(second);
        Assert.Equal(PlacementStage.Offered, await season.Season.StageAsync(RoundSeason.PlacementOf("丙", RoundSeason.Trial)));
        Assert.Contains("首轮已有补充轮次“补充轮”", await Season.Refused(season.ParkStaff.PostAsync("rounds", request with { Title = "再补", RankBy = RoundSeason.At(8, 1), PublishOn = RoundSeason.At(8, 2), AnswerBy = RoundSeason.At(8, 3) }), HttpStatusCode.Conflict), StringComparison.Ordinal);
    }
}
