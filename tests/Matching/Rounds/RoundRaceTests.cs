using System.Net;
using RaMatch.Contracts;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>What happens at once, in between, twice, or in a process that dies.</summary>
public sealed class RoundRaceTests
{
    [Fact]
    public async Task Several_officials_who_close_solve_and_publish_at_once_get_the_same_work_and_nothing_happens_twice()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await TogetherAsync(client => client.PostAsync($"rounds/{roundId}/close", new CloseRound.Request("提前")));
        Assert.Equal(5, (await season.CandidatesAsync(roundId)).Count + (await season.CandidatesAsync(roundId, season.OtherMember)).Count);
        Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round_stage WHERE stage = 'Closed'"));
        var solved = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => season.ParkStaff.PostAsync($"rounds/{roundId}/solve", new { })));
        Assert.All(solved, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round_stage WHERE stage = 'Solved'"));
        Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM job WHERE kind = 'close-round'"));
        await TogetherAsync(client => client.PostAsync($"rounds/{roundId}/publish", new { }));
        await Eventually.True(async () => (await season.ShowAsync(roundId)).Stage == RoundStage.Published, "the offers are out");
        Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM job WHERE kind = 'publish-round'"));
        Assert.Equal(2, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        Assert.Equal(2, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM placement_stage WHERE stage = 'Offered'"));
        Assert.Equal(2, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM outbox WHERE type = 'matching.seats-changed'"));

        async Task TogetherAsync(Func<HttpClient, Task<HttpResponseMessage>> act)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => act(number % 2 == 0 ? season.ParkStaff : season.Supervisor)));
            // Who comes while the work is under way is told of its end, who comes after it that it is done.
            Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
            Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
        }
    }

    [Fact]
    public async Task A_request_sent_again_is_told_of_the_work_it_asked_for_first()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.ReadyAsync();
        var roundId = (await season.ParkStaff.GetAsync<PageOf<ListRounds.Line>>("rounds")).Items.Single().RoundId;
        foreach (var act in new[] { "close", "solve", "publish" })
        {
            Dictionary<string, string> body = act == "close" ? new() { ["reason"] = "双方都已准备好" } : [];
            await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/{act}", body, $"{act} once"));
            using var again = await Season.Must(season.ParkStaff.PostAsync($"rounds/{roundId}/{act}", body, $"{act} once"), HttpStatusCode.Accepted);
            var job = await season.ParkStaff.GetAsync<JobState>(again.Headers.Location!.ToString());
            Assert.Equal((JobStage.Done, $"/api/matching/rounds/{roundId}"), (job.State, job.Result));
        }

        Assert.Equal(2, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM job WHERE kind = 'solve-round'"));
    }

    [Fact]
    public async Task A_grade_that_is_taken_while_the_lists_close_is_in_the_lists_or_refused()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        var grading = Enumerable.Range(1, 20).Select(grade => season.GradeAsync(roundId, "丙", RoundSeason.Research, grade)).ToList();
        var closing = season.ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request("提前"));
        grading.AddRange(Enumerable.Range(21, 20).Select(grade => season.GradeAsync(roundId, "丙", RoundSeason.Research, grade)));
        await Task.WhenAll([closing, .. grading]);
        await Season.Must(closing);
        var placement = RoundSeason.PlacementOf("丙", RoundSeason.Research);
        Assert.Equal(
            await season.Season.Host.Database().ReadAsync(reader => reader.FindAsync<long?>("SELECT grade FROM round_grade WHERE placement_id = @placement", new { placement })),
            (await season.CandidatesAsync(roundId)).Single(candidate => candidate.PlacementId == placement).Grade);
        Assert.All(grading, answer => Assert.Contains(answer.Result.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
    }

    public static TheoryData<string, string> Lapses => new()
    {
        { "withdrawn application", "毕业生已撤回投递" },
        { "accepted elsewhere", "毕业生已接受其他录用" },
        { "withdrawn consent", "毕业生已撤回匹配授权" },
        { "suspended unit", "用人单位已被暂停" },
        { "closed position", "岗位已停止招聘" },
        { "fewer seats", "岗位名额已减少" },
    };

    [Theory]
    [MemberData(nameof(Lapses))]
    public async Task A_seat_whose_ground_is_gone_before_the_publication_lapses_with_the_reason(string what, string reason)
    {
        await using var season = await RoundSeason.StartAsync();
        // Elsewhere is a post of a park that the round does not cover.
        await season.Season.AnnounceAsync(Announced.UnitVerified("衡阳单位"), Announced.Position("外地岗位", "衡阳单位") with { ParkId = "hengyang" });
        var elsewhere = what == "accepted elsewhere" ? await season.Season.OfferAsync("甲", "外地岗位", "衡阳单位", "hengyang") : Guid.Empty;
        await season.WishAsync("甲", RoundSeason.Research);
        await season.WishAsync("乙", RoundSeason.Gears);
        var roundId = await season.OpenAsync();
        await season.CloseAsync(roundId);
        Assert.Equal(2, (await season.SolveAsync(roundId)).Result!.Seated);
        var placement = RoundSeason.PlacementOf("甲", RoundSeason.Research);
        await season.Season.AnnounceAsync(what switch
        {
            "withdrawn application" => new RaMatch.Contracts.Applicant.ApplicationWithdrawn(placement, 2, People.IdOf("甲"), season.Season.Host.Clock.GetUtcNow()),
            "accepted elsewhere" => season.Season.Answer(elsewhere, "甲"),
            "withdrawn consent" => Announced.Withdrawn("甲"),
            "suspended unit" => Announced.UnitSuspended(Season.Unit),
            "closed position" => Announced.Closed(RoundSeason.Research),
            _ => Announced.Position(RoundSeason.Research, version: 2) with { Seats = 0 },
        });
        var published = await season.PublishAsync(roundId);
        Assert.Equal(1, published.Result!.Lapsed);
        Assert.NotEqual(PlacementStage.Offered, await season.Season.StageAsync(placement));
        Assert.Equal(PlacementStage.Offered, await season.Season.StageAsync(RoundSeason.PlacementOf("乙", RoundSeason.Gears)));
        var mine = Assert.Single((await season.MineAsync(roundId, "甲")).Wishes);
        Assert.Equal(reason, mine.Lapsed!.InChinese());
        Assert.Contains($"但{reason}，因此没有发出录用。", mine.Sentence.InChinese(), StringComparison.Ordinal);
        Assert.Equal(reason, (await season.ParkStaff.GetAsync<PageOf<ListAssignments.Line>>($"rounds/{roundId}/assignments")).Items.Single(seat => seat.GraduateId == People.IdOf("甲")).Lapsed!.InChinese());
    }

    [Fact]
    public async Task Where_a_position_has_fewer_seats_than_at_the_closing_the_last_of_its_order_goes_without()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.WishAsync("甲", RoundSeason.Gears);
        await season.WishAsync("乙", RoundSeason.Gears);
        var roundId = await season.OpenAsync();
        await Season.Must(season.GradeAsync(roundId, "甲", RoundSeason.Gears, 40));
        await Season.Must(season.GradeAsync(roundId, "乙", RoundSeason.Gears, 41));
        await season.CloseAsync(roundId);
        await season.SolveAsync(roundId);
        await season.Season.AnnounceAsync(Announced.Position(RoundSeason.Gears, RoundSeason.OtherUnit, version: 2) with { Seats = 1 });
        await season.PublishAsync(roundId);
        Assert.Equal(PlacementStage.Applied, await season.Season.StageAsync(RoundSeason.PlacementOf("甲", RoundSeason.Gears)));
        Assert.Equal(PlacementStage.Offered, await season.Season.StageAsync(RoundSeason.PlacementOf("乙", RoundSeason.Gears)));
    }

    [Fact]
    public async Task A_publication_that_was_broken_off_is_finished_after_the_restart_and_nobody_gets_two_offers()
    {
        using var folder = new TemporaryFolder();
        Guid roundId;
        await using (var season = await RoundSeason.StartAsync(folder.Path))
        {
            roundId = await season.ReadyAsync();
            await season.FinishAsync(roundId);
        }

        await using (var season = await RoundSeason.RestartAsync(folder.Path))
        {
            // As a process leaves it that died between two transactions: one seat decided, one not, and the stage says so.
            await season.Season.Host.Database().WriteAsync(async unit =>
            {
                await unit.ExecuteAsync("UPDATE round_seat SET decided_at = NULL WHERE number = 2");
                await unit.ExecuteAsync("DELETE FROM seat WHERE placement_id IN (SELECT placement_id FROM round_seat WHERE number = 2)");
                await unit.ExecuteAsync("UPDATE placement SET stage = 'Applied' WHERE placement_id IN (SELECT placement_id FROM round_seat WHERE number = 2)");
                await unit.ExecuteAsync("DELETE FROM round_stage WHERE stage = 'Published'");
                await unit.ExecuteAsync("INSERT INTO unfinished_round (programme, park_id, round_id, closed) SELECT 'ra-2022', park_id, round_id, 1 FROM round_park");
                await unit.ExecuteAsync("UPDATE round SET stage = 'Publishing'");
                await unit.ExecuteAsync("UPDATE job SET state = 'Running', holder = @dead WHERE kind = 'publish-round'", new { dead = Guid.NewGuid() });
            });
            await Eventually.True(async () => (await season.ShowAsync(roundId)).Stage == RoundStage.Published, "the publication is finished");
            Assert.Equal(2, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
            Assert.Equal(0, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round_seat WHERE decided_at IS NULL"));
            Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM placement_stage WHERE stage = 'Offered' GROUP BY placement_id HAVING COUNT(*) = 1 ORDER BY 1"));
            Assert.Equal(0, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM unfinished_round"));
        }
    }

    [Fact]
    public async Task The_seed_lies_encrypted_and_opens_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        Guid roundId;
        await using (var season = await RoundSeason.StartAsync(folder.Path))
        {
            roundId = await season.ReadyAsync();
            var stored = await season.Season.Host.Database().ReadAsync(reader => reader.GetAsync<string>("SELECT sealed_seed FROM round"));
            Assert.True(stored.Length > 64);
            Assert.DoesNotMatch("^[0-9a-f]{64}$", stored);
        }

        await using (var season = await RoundSeason.RestartAsync(folder.Path))
        {
            await season.CloseAsync(roundId);
            var solved = await season.SolveAsync(roundId);
            Assert.Equal(solved.LotteryCommitment, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(solved.LotterySeed!))));
        }
    }

    [Fact]
    public async Task A_park_of_a_thousand_graduates_is_closed_solved_and_published_and_a_second_offer_is_nobodys()
    {
        const int graduates = 1000;
        await using var season = await RoundSeason.StartAsync();
        await season.Season.AnnounceAsync(
            Announced.Position(RoundSeason.Gears, RoundSeason.OtherUnit, version: 2) with { Seats = 250 },
            Announced.Position(RoundSeason.Trial, version: 2) with { Seats = 50 });
        await season.Season.AnnounceAsync([.. Enumerable.Range(0, graduates).Select(number => Announced.Graduate($"毕业生{number}"))]);
        await season.Season.AnnounceAsync([.. Enumerable.Range(0, graduates).SelectMany(number => new[]
        {
            season.Season.Submitted($"毕业生{number}", RoundSeason.Gears, RoundSeason.OtherUnit),
            season.Season.Submitted($"毕业生{number}", RoundSeason.Trial, rank: 2),
        })]);
        var roundId = await season.OpenAsync();
        Assert.Equal(2 * graduates, (await season.CloseAsync(roundId)).Readiness.Candidates);
        Assert.Equal(300, (await season.SolveAsync(roundId)).Result!.Seated);
        await season.PublishAsync(roundId);
        Assert.Equal(300, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM placement WHERE stage = 'Offered'"));
        Assert.Equal(300, await season.Season.Host.CountAsync("SELECT COUNT(DISTINCT graduate_id) FROM placement WHERE stage = 'Offered'"));
        Assert.Equal(300, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
    }
}
