using System.Net;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Rounds.Format;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>What a round may be opened with, which parks it covers, and when one may supplement another.</summary>
public sealed class OpeningTests
{
    const string OtherProgramme = "ra-2022-b";
    const string OtherPark = "hengyang";
    const string ThirdPark = "chengdu";
    const string OtherPosition = "外地岗位";
    const string OtherUnit = "衡阳单位";

    // The programme ends with 31 August in China.
    static readonly DateTimeOffset End = new(2022, 9, 1, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task A_round_with_contradictions_is_refused_with_the_field_and_a_sentence_and_nothing_is_opened()
    {
        await using var season = await RoundSeason.StartAsync();
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = OtherProgramme }), HttpStatusCode.Created);
        var right = RoundSeason.Announcement;
        foreach (var (wrong, field, sentence) in new[]
        {
            (right with { Title = "" }, "title", "请填写轮次名称。"),
            (right with { Title = "  " }, "title", "请填写轮次名称。"),
            (right with { Title = new string('轮', 101) }, "title", "轮次名称不超过 100 个字。"),
            (right with { Programme = "" }, "programme", "请注明专项。"),
            (right with { RankBy = season.Season.Host.Clock.GetUtcNow() }, "rankBy", "志愿排序截止时间应晚于现在。"),
            (right with { PublishOn = right.RankBy }, "publishOn", "公布时间应晚于志愿排序截止时间。"),
            (right with { AnswerBy = right.PublishOn }, "answerBy", "答复截止时间应晚于公布时间。"),
            (right with { AnswerBy = End, SupplementaryOn = null }, "answerBy", "答复截止时间应在专项结束之前。"),
            (right with { PublishOn = new DateTimeOffset(2099, 12, 30, 0, 0, 0, ChinaTime.Offset), AnswerBy = new DateTimeOffset(2099, 12, 31, 0, 0, 0, ChinaTime.Offset) }, "answerBy", "答复截止时间应在专项结束之前。"),
            (right with { PublishOn = DateTimeOffset.MaxValue.AddTicks(-1), AnswerBy = DateTimeOffset.MaxValue }, "publishOn", "日期应在 2000 年至 2099 年之间。"),
            (right with { RankBy = RoundSeason.At(6, 29), PublishOn = RoundSeason.At(6, 30), AnswerBy = RoundSeason.At(8, 30), SupplementaryOn = null }, "answerBy", "答复期限不超过公布后 60 天。"),
            (right with { SupplementaryOn = RoundSeason.At(7, 14) }, "supplementaryOn", "补充轮次应在本轮答复截止之后开启。"),
            (right with { SupplementaryOn = End }, "supplementaryOn", "补充轮次应在专项结束之前开启。"),
            (right with { SupplementaryOf = Guid.NewGuid() }, "supplementaryOn", "补充轮次之后不再有补充轮次。"),
            (right with { PointsPerGrade = -1 }, "pointsPerGrade", "每分评价折合的分值应为 0 至 1000。"),
            (right with { PointsPerGrade = 1001 }, "pointsPerGrade", "每分评价折合的分值应为 0 至 1000。"),
            (right with { Ungraded = -1 }, "ungraded", "未评价按几分计应为 0 至 100。"),
            (right with { Ungraded = 101 }, "ungraded", "未评价按几分计应为 0 至 100。"),
            (right with { Parks = [new OpenRound.ParkTerms(OtherPark)] }, "parks[0].parkId", "只能为本园区开启轮次。"),
            (right with { Parks = [new OpenRound.ParkTerms(Season.Park), new OpenRound.ParkTerms(Season.Park)] }, "parks[1].parkId", "同一园区只能列一次。"),
            (right with { Parks = [new OpenRound.ParkTerms(Season.Park, -1)] }, "parks[0].cap", "上限应为 0 至 1000000。"),
            (right with { Parks = [new OpenRound.ParkTerms(Season.Park, 1_000_001)] }, "parks[0].cap", "上限应为 0 至 1000000。"),
            (right with { Parks = [new OpenRound.ParkTerms(Season.Park, Floor: -1)] }, "parks[0].floor", "下限应为 0 至 1000000。"),
            (right with { Parks = [new OpenRound.ParkTerms(Season.Park, 3, 4)] }, "parks[0].floor", "下限不能高于上限。"),
            // Of two that are wrong the first is named.
            (right with { Parks = [new OpenRound.ParkTerms(Season.Park, 3, 4), new OpenRound.ParkTerms(Season.Park)] }, "parks[0].floor", "下限不能高于上限。"),
        })
        {
            await RefusedAsync(season.ParkStaff, wrong, field, sentence);
        }

        await RefusedAsync(season.Supervisor, right with { Parks = [new OpenRound.ParkTerms(Season.Park), new OpenRound.ParkTerms("atlantis")] }, "parks[1].parkId", "没有这个园区。");
        await RefusedAsync(season.Supervisor, right with { Programme = OtherProgramme }, "parks", "本专项还没有园区：请先下达任务或发布岗位，或者指定园区。");
        Assert.Contains("没有这个撮合轮次。", await Season.Refused(season.ParkStaff.PostAsync("rounds", right with { SupplementaryOn = null, SupplementaryOf = Guid.NewGuid() }), HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Equal(0, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM round"));
        Assert.Equal(0, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM unfinished_round"));

        static async Task RefusedAsync(HttpClient by, OpenRound.Request wrong, string field, string sentence)
        {
            var refusal = await Season.Refused(by.PostAsync("rounds", wrong), HttpStatusCode.BadRequest);
            Assert.Contains($"\"{field}\"", refusal, StringComparison.Ordinal);
            Assert.Contains(sentence, refusal, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_round_covers_the_parks_of_its_own_programme_and_leaves_those_of_another_and_other_parks_free()
    {
        await using var season = await StartAsync();
        await Season.Must(season.Supervisor.PutAsync($"programmes/{OtherProgramme}/targets/{ThirdPark}", new SetTarget.Request(9, "省厅下达")));
        await season.Season.AnnounceAsync(
            Announced.UnitVerified("西安单位") with { ParkId = "xian" },
            Announced.Position("西安岗位", "西安单位") with { ParkId = "xian", Programme = OtherProgramme },
            Announced.Position("数据分析员") with { Programme = OtherProgramme });
        var all = await season.OpenAsync(RoundSeason.Announcement with { Title = " 第一轮 ", SupplementaryOn = null }, season.Supervisor);
        Assert.Equal([OtherPark, Season.Park], await ParksAsync(all));
        var shown = await season.ShowAsync(all, season.Supervisor);
        Assert.Equal((10L, 50L, FloorPolicy.Report), (shown.PointsPerGrade, shown.Ungraded, shown.FloorPolicy));
        Assert.Equal(("第一轮", RoundStage.Open, true, season.Season.Host.Clock.GetUtcNow()), (shown.Title, shown.Stage, shown.Steerable, shown.OpenedAt));
        Assert.Equal((null, null, null, null, null), (shown.SupplementaryOn, shown.SupplementaryOf, shown.LotterySeed, shown.CancelReason, shown.Result));
        Assert.Equal((RoundStage.Open, People.Supervisor().Id, null), Assert.Single(shown.History.Select(step => (step.Stage, step.ActorId, step.Reason))));

        // What is refused asks for no work.
        Assert.Contains("本轮正在进行，不能撮合。", await Season.Refused(season.Supervisor.PostAsync($"rounds/{all}/solve", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Null((await season.ShowAsync(all, season.Supervisor)).Work);
        var cancel = new CancelRound.Request("另行安排");
        Assert.Contains("只能由主管部门操作", await Season.Refused(season.ParkStaff.PostAsync($"rounds/{all}/cancel", cancel), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Must(season.Supervisor.PostAsync($"rounds/{all}/cancel", cancel));

        Assert.Equal([Season.Park], await ParksAsync(await season.OpenAsync()));
        var there = await season.OpenAsync(
            RoundSeason.Announcement with { SupplementaryOn = RoundSeason.Announcement.AnswerBy, PointsPerGrade = 7, Ungraded = 3, FloorPolicy = FloorPolicy.Repair, Parks = [new(OtherPark)] },
            season.Supervisor);
        Assert.Equal([OtherPark], await ParksAsync(there));
        shown = await season.ShowAsync(there, season.Supervisor);
        Assert.Equal((7L, 3L, FloorPolicy.Repair, RoundSeason.Announcement.AnswerBy!.Value), (shown.PointsPerGrade, shown.Ungraded, shown.FloorPolicy, shown.SupplementaryOn));

        // Sixty days to answer, and no more, are allowed.
        var longest = RoundSeason.Announcement with { Programme = OtherProgramme, RankBy = RoundSeason.At(6, 29), PublishOn = RoundSeason.At(6, 30), AnswerBy = RoundSeason.At(8, 29), SupplementaryOn = null };
        Assert.Equal([ThirdPark, Season.Park, "xian"], await ParksAsync(await season.OpenAsync(longest, season.Supervisor)));

        Task<IReadOnlyList<string>> ParksAsync(Guid roundId) =>
            season.Season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT park_id FROM round_park WHERE round_id = @roundId ORDER BY park_id", new { roundId }));
    }

    [Fact]
    public async Task A_round_is_supplemented_once_by_who_opened_it_from_the_instant_announced_on_and_in_its_own_parks()
    {
        await using var season = await StartAsync();
        await season.WishAsync("甲", RoundSeason.Research);
        await season.Season.ApplyAsync("乙", OtherPosition, OtherUnit, OtherPark);
        var own = await PublishedAsync(season.ParkStaff, RoundSeason.Announcement);
        var wide = await PublishedAsync(season.Supervisor, RoundSeason.Announcement with { Title = "全省轮" });
        await season.WishAsync("丙", RoundSeason.Trial);
        var silent = await PublishedAsync(season.Supervisor, RoundSeason.Announcement with { SupplementaryOn = null, Parks = [new OpenRound.ParkTerms(Season.Park)] });
        var request = new OpenRound.Request(Season.Code, "补充轮", RoundSeason.At(7, 25), RoundSeason.At(7, 26), RoundSeason.At(7, 30), SupplementaryOf: wide);
        var third = new OpenRound.ParkTerms(ThirdPark);
        season.Season.Host.Clock.Set(RoundSeason.At(7, 20).AddMilliseconds(-1));
        Assert.Contains("补充轮次已公布于 2022-07-20 18:00 开启", await RefusedAsync(season.Supervisor, request), StringComparison.Ordinal);
        season.Season.Host.Clock.Set(RoundSeason.At(7, 20));
        const string another = "补充轮次由开启首轮的一方在同一专项中开启。";
        Assert.Contains(another, await RefusedAsync(season.ParkStaff, request), StringComparison.Ordinal);
        Assert.Contains(another, await RefusedAsync(season.Supervisor, request with { Programme = OtherProgramme }), StringComparison.Ordinal);
        Assert.Contains("首轮开启时没有公布补充轮次的时间", await RefusedAsync(season.Supervisor, request with { SupplementaryOf = silent }), StringComparison.Ordinal);

        // A park of another round is not one of the first, and which of two taken ones is named follows their order.
        var elsewhere = await season.OpenAsync(RoundSeason.Announcement with { RankBy = request.RankBy, PublishOn = request.PublishOn, AnswerBy = request.AnswerBy, SupplementaryOn = null, Parks = [third] }, season.Supervisor);
        Assert.Contains("补充轮次只能覆盖首轮的园区。", await RefusedAsync(season.Supervisor, request with { Parks = [new OpenRound.ParkTerms(Season.Park), third] }), StringComparison.Ordinal);
        var blocking = await season.OpenAsync(request with { SupplementaryOf = null, Title = "另一轮" }, season.Supervisor);
        Assert.Contains("衡阳高新区已在未结束的轮次“另一轮”中", await RefusedAsync(season.Supervisor, request), StringComparison.Ordinal);
        await CancelAsync(blocking);

        var covered = await season.OpenAsync(request, season.Supervisor);
        Assert.Equal(2, (await season.Supervisor.GetAsync<PageOf<ListRounds.Line>>("rounds")).Items.Single(line => line.RoundId == covered).Parks);
        await CancelAsync(covered);
        // The one called off is none, nor does one called off elsewhere take it away; that of another round is another.
        var supplement = await season.OpenAsync(request with { Parks = [new OpenRound.ParkTerms(OtherPark)] }, season.Supervisor);
        Assert.Equal(wide, (await season.ShowAsync(supplement, season.Supervisor)).SupplementaryOf);
        await CancelAsync(elsewhere);
        Assert.Contains("首轮已有补充轮次“补充轮”", await RefusedAsync(season.Supervisor, request), StringComparison.Ordinal);
        await season.OpenAsync(request with { SupplementaryOf = own });

        async Task<Guid> PublishedAsync(HttpClient by, OpenRound.Request round)
        {
            var roundId = await season.OpenAsync(round, by);
            foreach (var (act, body) in new[] { ("close", (object)new CloseRound.Request("提前")), ("solve", new { }), ("publish", new { }) })
            {
                await Season.Must(by.PostAsync($"rounds/{roundId}/{act}", body));
            }

            return roundId;
        }

        async Task CancelAsync(Guid roundId) => await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/cancel", new CancelRound.Request("另行安排")));

        static Task<string> RefusedAsync(HttpClient by, OpenRound.Request round) => Season.Refused(by.PostAsync("rounds", round), HttpStatusCode.Conflict);
    }

    static async Task<RoundSeason> StartAsync()
    {
        var season = await RoundSeason.StartAsync();
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = OtherProgramme }), HttpStatusCode.Created);
        await season.Season.AnnounceAsync(
            Announced.UnitVerified(OtherUnit) with { ParkId = OtherPark },
            Announced.Position(OtherPosition, OtherUnit) with { ParkId = OtherPark });
        return season;
    }
}
