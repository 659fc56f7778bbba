using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>A unit moves its applicants on; nobody else's, and only where the stage allows it.</summary>
public sealed class PipelineTests
{
    [Fact]
    public async Task Each_stage_is_announced_once_with_a_rising_version()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ApplyAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/shortlist", new { }));
        var at = season.Host.Clock.GetUtcNow().AddDays(1);
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/interview", new Interview.Request(at, "研发楼 301")));
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/reject", new Reject.Request("专业方向不符")));
        var bodies = await season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT body FROM outbox WHERE type = 'matching.placement-advanced' ORDER BY outbox_id"));
        var announced = bodies.Select(Json.Read<PlacementAdvanced>).ToList();
        Assert.Equal(
            [(1L, PlacementStage.Applied), (2L, PlacementStage.Shortlisted), (3L, PlacementStage.Interviewing), (4L, PlacementStage.Rejected)],
            announced.Select(message => (message.Version, message.Stage)));
        Assert.Equal((at, "研发楼 301"), (announced[2].InterviewAt, announced[2].InterviewPlace));
        Assert.Equal("专业方向不符", announced[3].Reason);
    }

    [Fact]
    public async Task Another_tenants_placement_is_not_found()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        var stranger = season.As(People.UnitMember("别的单位"));
        var strangePark = season.As(People.ParkStaff("hengyang"));
        foreach (var (client, path, body) in new (HttpClient, string, object)[]
        {
            (stranger, "shortlist", new { }),
            (stranger, "interview", new Interview.Request(season.Host.Clock.GetUtcNow().AddDays(1), "何处")),
            (stranger, "reject", new Reject.Request("无")),
            (stranger, "offer", new MakeOffer.Request(1)),
            (stranger, "withdraw-offer", new WithdrawOffer.Request("无")),
            (stranger, "sign", Season.Agreement),
            (stranger, "terminate", new Terminate.Request(new DateOnly(2022, 6, 28), "无")),
            (strangePark, "verify", new { }),
            (strangePark, "return", new ReturnHire.Request("无")),
            (strangePark, "uncount", new UncountHire.Request("无")),
        })
        {
            await Season.Refused(client.PostAsync($"placements/{placementId}/{path}", body), HttpStatusCode.NotFound);
        }

        await Season.Refused(Season.SendDocumentAsync(stranger, $"placements/{placementId}/evidence?kind=agreement", Season.Pdf), HttpStatusCode.NotFound);
        foreach (var client in new[] { stranger, strangePark, season.As(People.Graduate("李思")) })
        {
            await Season.Refused(client.GetAsync(new Uri($"placements/{placementId}", UriKind.Relative)), HttpStatusCode.NotFound);
        }

        Assert.Equal(0, (await stranger.GetAsync<PageOf<ListPlacements.Line>>("placements")).Total);
        Assert.Equal(0, (await season.As(People.Graduate("李思")).GetAsync<PageOf<ListMyPlacements.Line>>("placements/mine")).Total);
        Assert.Equal(0, (await strangePark.GetAsync<PageOf<EvidenceDesk.Line>>($"desk/evidence?programme={Season.Code}")).Total);
    }

    [Fact]
    public async Task A_stage_that_does_not_allow_it_refuses_with_the_stage_in_words()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ApplyAsync("王小明");
        foreach (var (path, body) in new (string, object)[]
        {
            ("offer", new MakeOffer.Request(1)),
            ("withdraw-offer", new WithdrawOffer.Request("无")),
            ("sign", Season.Agreement),
            ("terminate", new Terminate.Request(new DateOnly(2022, 6, 28), "无")),
        })
        {
            var words = await Season.Refused(season.Member.PostAsync($"placements/{placementId}/{path}", body), HttpStatusCode.Conflict);
            Assert.Contains("当前状态为", words, StringComparison.Ordinal);
        }

        await Season.Refused(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=agreement", Season.Pdf), HttpStatusCode.Conflict);
        await Season.Refused(season.ParkStaff.PostAsync($"placements/{placementId}/return", new ReturnHire.Request("无")), HttpStatusCode.Conflict);
        await Season.Refused(season.ParkStaff.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request("无")), HttpStatusCode.Conflict);
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/shortlist", new { }));
        await Season.Refused(season.Member.PostAsync($"placements/{placementId}/shortlist", new { }), HttpStatusCode.Conflict);

        var offered = await season.OfferAsync("李思");
        foreach (var (path, body, act) in new (string, object, string)[]
        {
            ("shortlist", new { }, "通过初筛"),
            ("interview", new Interview.Request(season.Host.Clock.GetUtcNow().AddDays(1), "研发楼"), "安排面试"),
            ("reject", new Reject.Request("专业方向不符"), "标记为未通过"),
            ("offer", new MakeOffer.Request(1), "发出录用"),
        })
        {
            var words = await Season.Refused(season.Member.PostAsync($"placements/{offered}/{path}", body), HttpStatusCode.Conflict);
            Assert.Contains($"不能{act}。", words, StringComparison.Ordinal);
        }

        Assert.Equal((PlacementStage.Shortlisted, PlacementStage.Offered), (await season.StageAsync(placementId), await season.StageAsync(offered)));
    }

    [Fact]
    public void Each_kind_of_evidence_is_a_bit_of_its_own()
    {
        Assert.Equal(0, Placement.BitsOf());
        foreach (var kind in Enum.GetValues<EvidenceKind>())
        {
            Assert.Equal((long)Math.Pow(2, (int)kind), Placement.BitsOf(kind));
        }

        Assert.Equal(3, Placement.BitsOf(EvidenceKind.OnDuty, EvidenceKind.Agreement, EvidenceKind.OnDuty));
    }

    [Theory]
    [InlineData("interview", """{"at":"2022-06-01T00:00:00Z","place":"研发楼"}""", "at")]
    [InlineData("interview", """{"at":"2022-07-01T00:00:00Z","place":""}""", "place")]
    [InlineData("reject", """{"reason":""}""", "reason")]
    [InlineData("offer", """{"payFen":0}""", "payFen")]
    [InlineData("offer", """{"payFen":1,"expiresAt":"2022-06-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("offer", """{"payFen":1,"expiresAt":"2023-06-01T00:00:00Z"}""", "expiresAt")]
    public async Task A_wrong_field_is_refused_at_the_field(string path, string body, string field)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ApplyAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/shortlist", new { }));
        var answer = await Season.Refused(season.Member.PostAsync($"placements/{placementId}/{path}", JsonNode.Parse(body)!), HttpStatusCode.BadRequest);
        Assert.Contains($"\"{field}\":", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"form":null}""", "form")]
    [InlineData("""{"signedOn":"2022-06-29"}""", "signedOn")]
    [InlineData("""{"startsOn":"2032-06-29"}""", "startsOn")]
    [InlineData("""{"termMonths":0}""", "termMonths")]
    [InlineData("""{"payFen":-1}""", "payFen")]
    public async Task An_agreement_with_a_wrong_field_is_refused_at_the_field(string wrong, string field)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.AcceptAsync("王小明");
        var body = JsonNode.Parse(Json.Text(Season.Agreement))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(wrong)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        var answer = await Season.Refused(season.Member.PostAsync($"placements/{placementId}/sign", body), HttpStatusCode.BadRequest);
        Assert.Contains($"\"{field}\":", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_returned_hire_waits_for_the_unit_until_it_files_something_new()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/return", new ReturnHire.Request("扫描件看不清")));
        Assert.Equal("扫描件看不清", (await season.Member.GetAsync<PageOf<ListPlacements.Line>>("placements")).Items.Single().ReturnedReason);
        await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind=agreement", Papers.Pdf("again")), HttpStatusCode.Created);
        Assert.Null((await season.Member.GetAsync<PageOf<ListPlacements.Line>>("placements")).Items.Single().ReturnedReason);
    }

    [Fact]
    public async Task A_termination_within_the_term_uncounts_and_frees_seat_and_graduate()
    {
        await using var season = await Season.OpenAsync(seats: 1);
        var placementId = await season.CountAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/terminate", new Terminate.Request(new DateOnly(2022, 6, 28), "个人原因离职")));
        Assert.Equal(0, await season.Host.CountAsync("SELECT SUM(delta) FROM ledger_entry"));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM seat"));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM acceptance"));
        Assert.True((await season.ParkStaff.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Ok);
    }

    [Theory]
    [InlineData("2023-06-27", 0)]
    [InlineData("2023-06-28", 1)]
    public async Task A_termination_on_the_last_day_of_the_term_is_one_within_the_term_and_the_day_after_is_not(string on, int counted)
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.CountAsync("王小明");
        season.Host.Clock.Set(new DateTimeOffset(2023, 7, 2, 0, 0, 0, TimeSpan.Zero));
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/terminate", new Terminate.Request(DateOnly.Parse(on, CultureInfo.InvariantCulture), "个人原因离职")));
        Assert.Equal(counted, await season.Host.CountAsync("SELECT SUM(delta) FROM ledger_entry"));
    }

    [Theory]
    [InlineData("2022-07-01", 12, "2023-06-30")]
    [InlineData("2022-07-15", 12, "2023-07-14")]
    [InlineData("2022-01-01", 12, "2022-12-31")]
    [InlineData("2022-01-31", 12, "2023-01-30")]
    [InlineData("2022-03-01", 12, "2023-02-28")]
    [InlineData("2023-03-01", 12, "2024-02-29")]
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2024-02-29", 48, "2028-02-28")]
    [InlineData("2022-08-31", 6, "2023-02-28")]
    [InlineData("2022-08-30", 6, "2023-02-28")]
    [InlineData("2022-08-29", 6, "2023-02-28")]
    [InlineData("2022-08-28", 6, "2023-02-27")]
    [InlineData("2022-03-31", 3, "2022-06-30")]
    [InlineData("2022-06-30", 3, "2022-09-29")]
    public void The_last_day_of_a_term_is_the_one_before_the_same_day_again_or_the_end_of_a_month_without_it(string startsOn, int months, string last) =>
        Assert.Equal(
            DateOnly.Parse(last, CultureInfo.InvariantCulture),
            new Placement { StartsOn = DateOnly.Parse(startsOn, CultureInfo.InvariantCulture), TermMonths = months }.TermEndsOn);

    [Fact]
    public async Task A_termination_keeps_the_count_where_the_rules_say_so()
    {
        await using var season = await Season.OpenAsync(rules: Season.Rules with { TerminationUncounts = false });
        var placementId = await season.CountAsync("王小明");
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/terminate", new Terminate.Request(new DateOnly(2022, 6, 28), "个人原因离职")));
        Assert.Equal(1, await season.Host.CountAsync("SELECT SUM(delta) FROM ledger_entry"));
        Assert.True((await season.ParkStaff.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Ok);
    }

    [Fact]
    public async Task A_confirmation_that_comes_before_everything_else_counts_and_somebody_elses_does_not()
    {
        await using var season = await Season.OpenAsync();
        var submitted = season.Submitted("王小明");
        await season.AnnounceAsync(season.Confirmation(submitted.ApplicationId, "王小明") with { Version = 1 });
        var placementId = await season.ProveAsync("王小明");
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));

        var other = await season.ProveAsync("李思");
        await season.AnnounceAsync(season.Confirmation(other, "张三") with { Version = 9 });
        await Season.Refused(season.ParkStaff.PostAsync($"placements/{other}/verify", new { }), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_profile_withdrawn_after_acceptance_does_not_undo_the_proof()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.ProveAsync("王小明");
        await season.AnnounceAsync(Announced.Withdrawn("王小明"));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));
    }

    [Fact]
    public async Task A_placement_shows_its_steps_its_evidence_and_what_is_missing()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.SignAsync("王小明");
        var shown = await season.As(People.Graduate("王小明")).GetAsync<ShowPlacement.Response>($"placements/{placementId}");
        Assert.Equal(
            [PlacementStage.Applied, PlacementStage.Shortlisted, PlacementStage.Offered, PlacementStage.Accepted, PlacementStage.Signed],
            shown.Steps.Select(step => step.Stage));
        Assert.Equal(3, shown.Verdict!.Missing.Count);
        Assert.Equal((12L, 700_000L), (shown.Hire.TermMonths, shown.Hire.PayFen));
        var stages = await season.Member.GetAsync<List<ListPlacements.AtStage>>("placements/stages");
        Assert.Equal(PlacementStage.Signed, Assert.Single(stages).Stage);
    }

    [Fact]
    public async Task A_board_shows_a_page_of_each_stage_with_scores_and_counts_all()
    {
        await using var season = await Season.OpenAsync(seats: 3);
        foreach (var graduate in new[] { "王小明", "李思", "张三" })
        {
            await season.ApplyAsync(graduate);
        }

        var signed = await season.SignAsync("赵六");
        var rejected = await season.ApplyAsync("孙七");
        await Season.Must(season.Member.PostAsync($"placements/{rejected}/reject", new Reject.Request("专业方向不符")));
        await season.AnnounceAsync(Announced.Withdrawn("李思"));

        var board = await season.Member.GetAsync<ShowBoard.Response>("placements/board?size=2");
        Assert.Equal(
            [(PlacementStage.Applied, 3L), (PlacementStage.Signed, 1L), (PlacementStage.Rejected, 1L)],
            board.Stages.OrderBy(one => one.Stage).Select(one => (one.Stage, one.Placements)));
        Assert.Equal([PlacementStage.Applied, PlacementStage.Applied, PlacementStage.Signed], board.Cards.Select(card => card.Line.Stage));
        Assert.Equal(signed, board.Cards[^1].Line.PlacementId);

        var all = (await season.Member.GetAsync<ShowBoard.Response>("placements/board")).Cards;
        var ranked = (await season.Member.GetAsync<PageOf<RankCandidates.Applicant>>($"positions/{People.IdOf("研发工程师")}/candidates")).Items.ToDictionary(one => one.PlacementId, one => one.Score);
        Assert.Equal(4, all.Count);
        Assert.All(all, card => Assert.Equal(ranked[card.Line.PlacementId], card.Score));
        Assert.Null(all.Single(card => card.Line.GraduateId == People.IdOf("李思")).Score);

        Assert.Null(Assert.Single((await season.Member.GetAsync<ShowBoard.Response>("placements/board?stage=rejected")).Cards).Score);
        var second = await season.Member.GetAsync<ShowBoard.Response>($"placements/board?stage=applied&page=2&size=2&position={People.IdOf("研发工程师")}");
        Assert.Single(second.Cards);
        Assert.Empty((await season.Member.GetAsync<ShowBoard.Response>($"placements/board?position={People.IdOf("别的岗位")}")).Stages);
        Assert.Equal(rejected, Assert.Single((await season.Member.GetAsync<ShowBoard.Response>("placements/board?stage=rejected")).Cards).Line.PlacementId);
        Assert.Empty((await season.As(People.UnitMember("别的单位")).GetAsync<ShowBoard.Response>("placements/board")).Cards);
    }

    [Fact]
    public async Task Of_the_counted_a_board_shows_the_five_last_to_apply_and_their_own_page_all()
    {
        await using var season = await Season.OpenAsync(seats: 7);
        var counted = new List<Guid>();
        foreach (var graduate in new[] { "王小明", "李思", "张三", "赵六", "孙七", "周八" })
        {
            counted.Add(await season.CountAsync(graduate));
        }

        var waiting = await season.ApplyAsync("吴九");
        var board = await season.Member.GetAsync<ShowBoard.Response>("placements/board");
        Assert.Equal((6L, waiting), (board.Stages.Single(one => one.Stage == PlacementStage.Counted).Placements, board.Cards[0].Line.PlacementId));
        var all = (await season.Member.GetAsync<ShowBoard.Response>("placements/board?stage=counted")).Cards.Select(card => card.Line.PlacementId).ToList();
        Assert.Equal(counted.Order(), all.Order());
        Assert.Equal(all[..5], board.Cards.Skip(1).Select(card => card.Line.PlacementId));
        Assert.Equal(all[..2], (await season.Member.GetAsync<ShowBoard.Response>("placements/board?size=2")).Cards.Skip(1).Select(card => card.Line.PlacementId));
    }
}
