using System.Net;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>Two rounds of the same positions, units and parks lie beside each other, and each shows its own.</summary>
public sealed class RoundsOfOneMarketTests
{
    const string OtherPark = "hengyang";
    const string FarUnit = "衡阳特钢";
    const string FarPosition = "实验员";

    [Fact]
    public async Task Two_published_rounds_of_the_same_positions_announce_each_its_own_figures_cutoffs_and_names()
    {
        await using var season = await RoundSeason.StartAsync();
        var (first, second) = await PublishTwoAsync(season);
        var third = await season.OpenAsync(RoundSeason.Announcement with { Title = "第三轮" });
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{third}/cancel", new CancelRound.Request("岗位有误")));
        using var stranger = season.Season.Host.Anonymous();
        var (earlier, later, cancelled) = (await AnnouncedAsync(first), await AnnouncedAsync(second), await AnnouncedAsync(third));

        Assert.Equal((5, 4), (earlier.Graduates, earlier.Seated));
        Assert.Equal((2, 2), (later.Graduates, later.Seated));
        Assert.Equal((RoundSeason.Announcement.AnswerBy, RoundSeason.At(7, 17)), (earlier.AnswerBy, later.AnswerBy));
        Assert.Equal((null, null, "岗位有误"), (earlier.CancelReason, later.CancelReason, cancelled.CancelReason?.ToString()));
        foreach (var (told, roundId) in new[] { (earlier, first), (later, second) })
        {
            var result = (await season.ShowAsync(roundId, season.Supervisor)).Result!;
            Assert.Equal((result.InputHash, result.ResultHash), (told.InputHash, told.ResultHash));
        }

        var fit = (await season.MineAsync(first, "甲")).Wishes[0].FitScore;
        Announces(earlier, (RoundSeason.Gears, 2, 2, fit + 700), (FarPosition, 1, 1, fit + 500), (RoundSeason.Research, 1, 1, fit + 900), (RoundSeason.Trial, 1, 0, null));
        Announces(later, (RoundSeason.Gears, 2, 0, null), (FarPosition, 1, 0, null), (RoundSeason.Research, 1, 1, fit + 700), (RoundSeason.Trial, 1, 1, fit + 400));
        Assert.Equal([(OtherPark, "衡阳高新区", fit + 500), (Season.Park, "潍坊高新区", fit + 700)], earlier.Parks.Select(park => (park.ParkId, park.Name, park.CutoffScore)));
        Assert.Empty(later.Parks);
        Assert.Equal([(RoundSeason.OtherUnit, fit + 700), (Season.Unit, fit + 900)], earlier.Units.Select(unit => (unit.Name, unit.CutoffScore)));
        // However its positions once called it, a unit has the name its park has verified.
        Assert.Equal([(Season.Unit, fit + 400)], later.Units.Select(unit => (unit.Name, unit.CutoffScore)));

        // What was never published has no figures at all.
        Assert.Equal((null, null, null, 0), (cancelled.Graduates, cancelled.Seated, cancelled.ResultHash, cancelled.Positions.Total));
        Assert.Empty(cancelled.Positions.Items);
        Assert.Empty(cancelled.Parks);
        Assert.Empty(cancelled.Units);

        Task<ShowAnnouncement.Response> AnnouncedAsync(Guid roundId) => stranger.GetAsync<ShowAnnouncement.Response>($"api/matching/rounds/{roundId}/announcement");

        static void Announces(ShowAnnouncement.Response told, params (string, long, long, long?)[] expected)
        {
            Assert.Equal(expected.Length, told.Positions.Total);
            Assert.Equal(expected, told.Positions.Items.Select(position => (position.Title, position.Seats, position.Seated, position.CutoffScore)).OrderBy(position => position.Title, StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Who_is_seated_in_a_round_is_listed_by_position_and_points_and_staff_see_the_own_park_only()
    {
        await using var season = await RoundSeason.StartAsync();
        var (first, second) = await PublishTwoAsync(season);
        var elsewhere = season.Season.As(People.ParkStaff(OtherPark));
        foreach (var (by, query, graduates) in new[]
        {
            (season.Supervisor, "", "甲丙庚戊"),
            (season.Supervisor, $"park={OtherPark}", "戊"),
            (season.Supervisor, "park=weifang", "甲丙庚"),
            (season.Supervisor, $"position={People.IdOf(RoundSeason.Gears)}", "丙庚"),
            (season.Supervisor, $"position={People.IdOf(RoundSeason.Trial)}", ""),
            (season.ParkStaff, "", "甲丙庚"),
            (season.ParkStaff, $"park={OtherPark}", ""),
            (elsewhere, "", "戊"),
        })
        {
            var seats = await SeatsAsync(by, first, query);
            Assert.Equal(graduates.Select(graduate => People.IdOf(graduate.ToString())).Order(), seats.Items.Select(seat => seat.GraduateId).Order());
            Assert.Equal(graduates.Length, seats.Total);
        }

        var gears = (await SeatsAsync(season.ParkStaff, first, $"position={People.IdOf(RoundSeason.Gears)}")).Items;
        Assert.Equal([People.IdOf("丙"), People.IdOf("庚")], gears.Select(seat => seat.GraduateId));
        Assert.Equal(gears[0].Score - 100, gears[1].Score);
        var page = await SeatsAsync(season.Supervisor, first, $"position={People.IdOf(RoundSeason.Gears)}&size=1&page=2");
        Assert.Equal((2, People.IdOf("庚")), (page.Total, Assert.Single(page.Items).GraduateId));
        var all = await SeatsAsync(season.Supervisor, second, "");
        Assert.Equal(2, all.Total);
        Assert.Equal(new[] { "乙", "丁" }.Select(People.IdOf).Order(), all.Items.Select(seat => seat.GraduateId).Order());

        // Officials and strangers list the two with the seats of each.
        Assert.Equal([(second, 2), (first, 4)], (await season.Supervisor.GetAsync<PageOf<ListRounds.Line>>("rounds")).Items.Select(line => (line.RoundId, line.Seated)));
        using var stranger = season.Season.Host.Anonymous();
        var told = await stranger.GetAsync<PageOf<ListPublicRounds.Line>>("api/matching/public/rounds");
        Assert.Equal([(second, 2, 2), (first, 5, 4)], told.Items.Select(line => (line.RoundId, line.Graduates, line.Seated)));

        static Task<PageOf<ListAssignments.Line>> SeatsAsync(HttpClient by, Guid roundId, string query) => by.GetAsync<PageOf<ListAssignments.Line>>($"rounds/{roundId}/assignments?{query}");
    }

    [Fact]
    public async Task What_a_unit_says_of_a_candidate_in_one_round_is_not_said_in_another_and_the_frozen_lists_keep_it()
    {
        await using var season = await RoundSeason.StartAsync();
        foreach (var (graduate, position) in new[] { ("甲", RoundSeason.Research), ("乙", RoundSeason.Research), ("丙", RoundSeason.Research), ("丁", RoundSeason.Gears), ("己", RoundSeason.Research), ("庚", RoundSeason.Trial) })
        {
            await season.WishAsync(graduate, position);
        }

        var first = await season.OpenAsync();
        await RefuseAsync(first, "甲", RoundSeason.Research, "首轮不符合岗位要求");
        await RefuseAsync(first, "乙", RoundSeason.Research, "首轮另有其他安排");
        await RefuseAsync(first, "丁", RoundSeason.Gears, "另一单位认为不符");
        await Season.Must(season.GradeAsync(first, "丙", RoundSeason.Research, 40));
        await season.CloseAsync(first);
        await Season.Must(season.ParkStaff.PostAsync($"rounds/{first}/cancel", new CancelRound.Request("另行安排")));

        var second = await season.OpenAsync(RoundSeason.Announcement with { Title = "第二轮" });
        await RefuseAsync(second, "甲", RoundSeason.Research, "次轮不符合岗位要求");
        await RefuseAsync(second, "丙", RoundSeason.Research, "次轮暂时不予考虑");
        await Season.Must(season.GradeAsync(second, "乙", RoundSeason.Research, 77));
        await Season.Must(season.GradeAsync(second, "己", RoundSeason.Research, 66));
        await season.Season.AnnounceAsync(Announced.Graduate("己", 2) with { MajorCode = "050101" });
        // Who takes no part any more is no candidate, graded or not, while the lists are open as afterwards.
        Assert.Equal(new[] { "甲", "乙", "丙", "庚" }.Select(People.IdOf).Order(), (await season.CandidatesAsync(second)).Select(one => one.GraduateId).Order());
        await season.CloseAsync(second);

        var fit = (await season.CandidatesAsync(first)).Single(one => one.GraduateId == People.IdOf("丙")).FitScore;
        await FrozenAsync(first, ("己", null, null, fit + 500), ("庚", null, null, fit + 500), ("丙", 40, null, fit + 400), ("甲", null, "首轮不符合岗位要求", 0), ("乙", null, "首轮另有其他安排", 0));
        await FrozenAsync(second, ("乙", 77, null, fit + 770), ("庚", null, null, fit + 500), ("甲", null, "次轮不符合岗位要求", 0), ("丙", null, "次轮暂时不予考虑", 0));
        var lines = (await season.Member.GetAsync<List<ListUnitRounds.Line>>("unit/rounds")).ToDictionary(line => line.RoundId, line => (line.Candidates, line.Graded, line.Refused, line.UngradedCount));
        Assert.Equal((5, 1, 2, 2), lines[first]);
        Assert.Equal((4, 1, 2, 1), lines[second]);

        // By position and by page.
        var path = $"unit/rounds/{second}/candidates?positionId=";
        var trial = await season.Member.GetAsync<PageOf<UnitCandidate>>(path + People.IdOf(RoundSeason.Trial));
        Assert.Equal((1, People.IdOf("庚"), RoundSeason.Trial), (trial.Total, Assert.Single(trial.Items).GraduateId, trial.Items[0].Title));
        var all = await season.CandidatesAsync(second);
        for (var number = 1; number <= 3; number++)
        {
            var page = await season.Member.GetAsync<PageOf<UnitCandidate>>($"unit/rounds/{second}/candidates?size=2&page={number}");
            Assert.Equal(4, page.Total);
            Assert.Equal(all.Skip(2 * (number - 1)).Take(2), page.Items);
        }

        async Task RefuseAsync(Guid roundId, string graduate, string position, string reason)
        {
            var member = position == RoundSeason.Gears ? season.OtherMember : season.Member;
            using var refused = await Season.Must(member.PostAsync($"unit/rounds/{roundId}/candidates/{RoundSeason.PlacementOf(graduate, position)}/refusal", new GradeCandidate.Refusal($" {reason} ")));
            Assert.Equal(reason, (await refused.ReadAsync<UnitCandidate>()).RefusedReason);
        }

        async Task FrozenAsync(Guid roundId, params (string Graduate, long? Grade, string? Reason, long Score)[] expected)
        {
            var candidates = await season.CandidatesAsync(roundId);
            Assert.Equal(
                expected.Select(one => (People.IdOf(one.Graduate), one.Grade, one.Reason, one.Score)).OrderBy(one => one.Item1),
                candidates.Select(one => (one.GraduateId, one.Grade, one.RefusedReason, one.Score)).OrderBy(one => one.GraduateId));
            Assert.Equal(expected.Select(one => one.Score), candidates.Select(one => one.Score));
            Assert.All(candidates, one => Assert.Equal(one.RefusedReason is null ? fit : 0, one.FitScore));
        }
    }

    [Fact]
    public async Task A_grade_is_of_0_to_100_is_kept_with_who_gave_it_last_and_of_one_round_alone()
    {
        await using var season = await RoundSeason.StartAsync();
        await season.Season.AnnounceAsync(Announced.Position("外派员") with { ParkId = OtherPark });
        await season.WishAsync("甲", RoundSeason.Research);
        var first = await season.OpenAsync();
        var placementId = RoundSeason.PlacementOf("甲", RoundSeason.Research);
        foreach (var (grade, status) in new[] { (-1, HttpStatusCode.BadRequest), (101, HttpStatusCode.BadRequest), (0, HttpStatusCode.OK), (100, HttpStatusCode.OK) })
        {
            var (one, many) = (new GradeCandidate.Grading(grade), new GradeCandidate.Gradings([new GradeCandidate.OneGrading(placementId, grade)]));
            using var single = await Season.Must(season.Member.PutAsync($"unit/rounds/{first}/candidates/{placementId}", one), status);
            using var several = await Season.Must(season.Member.PutAsync($"unit/rounds/{first}/candidates", many), status);
            if (status == HttpStatusCode.OK)
            {
                var candidate = await single.ReadAsync<UnitCandidate>();
                Assert.Equal((grade, candidate.FitScore + 10 * grade), (candidate.Grade, candidate.Score));
                Assert.Equal([candidate], await season.CandidatesAsync(first));
            }
            else
            {
                Assert.Contains("\"grade\"", await single.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                Assert.Contains("\"grades[0].grade\"", await several.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        // A colleague grades anew, a minute later.
        season.Season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var colleague = People.UnitMember(Season.Unit) with { Id = People.IdOf("另一位招聘人员") };
        await Season.Must(season.Season.As(colleague).PutAsync($"unit/rounds/{first}/candidates/{placementId}", new GradeCandidate.Grading(55)));
        var kept = await season.Season.Host.Database().ReadAsync(reader => reader.GetAsync<Decided>("SELECT actor_id, decided_at FROM round_grade WHERE placement_id = @placementId", new { placementId }));
        Assert.Equal(new Decided { ActorId = colleague.Id, DecidedAt = season.Season.Host.Clock.GetUtcNow() }, kept);

        // The unit's position in another park hinders it neither before that park has a round nor afterwards.
        await season.OpenAsync(RoundSeason.Announcement with { Title = "衡阳一轮" }, season.Season.As(People.ParkStaff(OtherPark)));
        using var graded = await Season.Must(season.Member.PutAsync($"unit/rounds/{first}/candidates", new GradeCandidate.Gradings([new GradeCandidate.OneGrading(placementId, 56)])));
        Assert.Equal(1, (await graded.ReadAsync<GradeCandidate.Graded>()).Changed);
        Assert.Equal(56, Assert.Single(await season.CandidatesAsync(first)).Grade);
    }

    /// <summary>
    /// Two rounds of two parks, in which all graduates fit alike. In the first 甲 (90) has the first post before 乙 (60), 丙 (80) and 庚 (70) the second unit's, 戊
    /// (ungraded) the one elsewhere; every park is full, and all decline. In the second 乙 (70) and 丁 (40) are seated, and the unit has another name.
    /// </summary>
    static async Task<(Guid First, Guid Second)> PublishTwoAsync(RoundSeason season)
    {
        await season.Season.AnnounceAsync(
            Announced.UnitVerified(FarUnit) with { ParkId = OtherPark },
            Announced.Position(FarPosition, FarUnit) with { ParkId = OtherPark, Seats = 1 });
        foreach (var (graduate, position) in new[] { ("甲", RoundSeason.Research), ("乙", RoundSeason.Research), ("丙", RoundSeason.Gears), ("庚", RoundSeason.Gears) })
        {
            await season.WishAsync(graduate, position);
        }

        await season.Season.ApplyAsync("戊", FarPosition, FarUnit, OtherPark);
        var first = await season.OpenAsync(RoundSeason.Announcement with { Parks = [new OpenRound.ParkTerms(Season.Park, 3), new OpenRound.ParkTerms(OtherPark, 1)] }, season.Supervisor);
        await CapAsync(first, Season.Unit, 1);
        await CapAsync(first, RoundSeason.OtherUnit, 2);
        foreach (var (graduate, position, grade) in new[] { ("甲", RoundSeason.Research, 90), ("乙", RoundSeason.Research, 60), ("丙", RoundSeason.Gears, 80), ("庚", RoundSeason.Gears, 70) })
        {
            await Season.Must(season.GradeAsync(first, graduate, position, grade));
        }

        await FinishAsync(first, RoundSeason.Announcement.AnswerBy!.Value);
        await season.Season.AnnounceAsync([.. new[] { ("甲", RoundSeason.Research), ("丙", RoundSeason.Gears), ("庚", RoundSeason.Gears), ("戊", FarPosition) }
            .Select(one => season.Season.Answer(RoundSeason.PlacementOf(one.Item1, one.Item2), one.Item1, accepted: false))]);
        await season.Season.AnnounceAsync(
            Announced.Position(RoundSeason.Research, version: 2) with { UnitName = "天瑞", Seats = 1 },
            Announced.Position(RoundSeason.Trial, version: 2) with { UnitName = "天瑞 2", Seats = 1 });

        await season.WishAsync("丁", RoundSeason.Trial);
        var second = await season.OpenAsync(
            RoundSeason.Announcement with { Title = "第二轮", Parks = [new OpenRound.ParkTerms(Season.Park), new OpenRound.ParkTerms(OtherPark)] }, season.Supervisor);
        await CapAsync(second, Season.Unit, 2);
        await Season.Must(season.GradeAsync(second, "乙", RoundSeason.Research, 70));
        await Season.Must(season.GradeAsync(second, "丁", RoundSeason.Trial, 40));
        await FinishAsync(second, RoundSeason.At(7, 17));
        return (first, second);

        Task CapAsync(Guid roundId, string unit, int cap) => Season.Must(season.Supervisor.PutAsync($"rounds/{roundId}/units/{People.IdOf(unit)}", new SetCaps.UnitRequest(cap)));

        async Task FinishAsync(Guid roundId, DateTimeOffset answerBy)
        {
            await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/close", new CloseRound.Request(" 双方都已准备好 ")));
            await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/solve", new { }));
            using var published = await Season.Must(season.Supervisor.PostAsync($"rounds/{roundId}/publish", new PublishRound.Request(answerBy)));
            var shown = await published.ReadAsync<ShowRound.Response>();
            Assert.Equal((RoundStage.Published, answerBy, "双方都已准备好"), (shown.Stage, shown.AnswerBy, shown.History.Single(step => step.Stage == RoundStage.Closed).Reason?.ToString()));
        }
    }

    sealed record Decided
    {
        public Guid ActorId { get; init; }
        public DateTimeOffset DecidedAt { get; init; }
    }
}
