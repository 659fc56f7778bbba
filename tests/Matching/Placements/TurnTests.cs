using System.Net;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Tests.Rounds;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Placements;

/// <summary>
/// Whoever decides first touches the rows of what is decided on, in the order of ADR 18. Here every write to such a row is noted, in the order of the
/// writes; what comes of the turns where acts meet, the tests of their meetings show.
/// </summary>
public sealed class TurnTests
{
    const string Placement = "placement";
    const string Round = "unfinished_round";
    const string Graduate = "graduate_turn";
    const string Position = "seat_change";
    const string Ledger = "ledger_head";

    [Fact]
    public async Task Every_step_of_a_hire_touches_its_rows_in_order()
    {
        await using var season = await Season.OpenAsync();
        var turns = await Turns.NoteAsync(season);
        var member = season.Member;
        var placementId = await season.ApplyAsync("甲");
        await turns.AreAsync([Placement, Placement], () => member.PostAsync($"placements/{placementId}/shortlist", new { }));
        await turns.AreAsync([Placement, Placement], () => member.PostAsync($"placements/{placementId}/interview", new Interview.Request(season.Host.Clock.GetUtcNow().AddDays(1), "研发楼")));
        await turns.AreAsync([Graduate, Placement, Position, Placement], () => member.PostAsync($"placements/{placementId}/offer", new MakeOffer.Request(700_000)));
        await turns.AreAsync([Placement, Placement, Position], () => member.PostAsync($"placements/{placementId}/withdraw-offer", new WithdrawOffer.Request("经费调整")));

        // Beside an offer lies an application that is no offer, which its acceptance ends; it holds no seat, so its position waits for nobody.
        await season.ApplyAsync("乙", "试验工程师");
        var other = await season.OfferAsync("乙");
        await turns.AreAsync([Graduate, Placement, Placement, Position, Placement, Placement], () => season.AnnounceAsync(season.Answer(other, "乙")));
        await turns.AreAsync([Placement, Placement], () => member.PostAsync($"placements/{other}/sign", Season.Agreement));
        foreach (var kind in new[] { "agreement", "onDuty" })
        {
            await turns.AreAsync([Placement, Placement], () => Season.SendDocumentAsync(member, $"placements/{other}/evidence?kind={kind}", Papers.Pdf(kind)));
        }

        await turns.AreAsync([Placement, Placement], () => season.ParkStaff.PostAsync($"placements/{other}/return", new ReturnHire.Request("看不清")));
        await turns.AreAsync([Placement], () => season.AnnounceAsync(season.Confirmation(other, "乙")));
        await turns.AreAsync([Placement, Ledger, Placement, Ledger, Ledger], () => season.ParkStaff.PostAsync($"placements/{other}/verify", new { }));
        await turns.AreAsync([Placement, Ledger], () => season.AnnounceAsync(season.Confirmation(other, "乙", person: "丙") with { Version = 4 }));
        await turns.AreAsync([Placement, Placement, Ledger, Ledger], () => season.ParkStaff.PostAsync($"placements/{other}/uncount", new UncountHire.Request("社保未缴")));
        await turns.AreAsync([Graduate, Placement, Placement, Position], () => member.PostAsync($"placements/{other}/terminate", new Terminate.Request(new DateOnly(2022, 6, 28), "离职")));
    }

    [Fact]
    public async Task Of_several_placements_and_positions_each_is_touched_in_the_order_of_its_id()
    {
        await using var season = await Season.OpenAsync();
        var posts = new[] { "研发工程师", "试验工程师", "工艺员", "实验员" };
        await season.AnnounceAsync([.. posts[1..].Select(post => Announced.Position(post))]);
        var turns = await Turns.NoteAsync(season);
        var offers = new List<Guid>();
        foreach (var post in posts)
        {
            offers.Add(await season.OfferAsync("甲", post));
        }

        await turns.ForgetAsync();
        await season.AnnounceAsync(season.Answer(offers[0], "甲"));
        var touched = await turns.RowsAsync();
        Assert.Equal(offers[1..].Order(), touched.Where(turn => turn.Name == Placement).Skip(1).Take(3).Select(turn => turn.Row));
        Assert.Equal(posts.Select(People.IdOf).Order(), touched.Where(turn => turn.Name == Position).Take(4).Select(turn => turn.Row));
    }

    [Fact]
    public async Task A_decision_on_a_dispute_touches_both_parties_in_the_order_of_their_ids_and_then_the_account()
    {
        await using var season = await Season.OpenAsync();
        var (holder, claimant) = (await season.CountAsync("王小明"), await season.ProveAsync("王晓明", person: "王小明"));
        await Season.Refused(season.ParkStaff.PostAsync($"placements/{claimant}/verify", new { }), HttpStatusCode.Conflict);
        var dispute = Assert.Single((await season.Supervisor.GetAsync<PageOf<Disputes.Response>>("disputes")).Items);
        var turns = await Turns.NoteAsync(season);
        await turns.AreAsync([Placement, Placement, Ledger], () => season.Supervisor.PostAsync($"disputes/{dispute.DisputeId}/decide", new Disputes.Request(holder, "先到")));
        Assert.Equal(new[] { holder, claimant }.Order(), (await turns.RowsAsync()).Take(2).Select(turn => turn.Row));
    }

    [Fact]
    public async Task What_people_do_in_an_open_round_touches_the_row_of_their_park_first()
    {
        await using var round = await RoundSeason.StartAsync();
        var season = round.Season;
        await round.WishAsync("甲", RoundSeason.Research);
        await round.WishAsync("乙", RoundSeason.Trial);
        await round.WishAsync("丙", RoundSeason.Trial);
        var roundId = await round.OpenAsync();
        // Rounds of another park and of another programme, whose rows nobody touches here.
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = "ra-2022-b" }), HttpStatusCode.Created);
        await season.AnnounceAsync(Announced.Position("外地岗位", "衡阳单位") with { ParkId = "hengyang" }, Announced.Position("数据分析员") with { Programme = "ra-2022-b" });
        await round.OpenAsync(by: season.As(People.ParkStaff("hengyang")));
        await round.OpenAsync(RoundSeason.Announcement with { Programme = "ra-2022-b" });
        var turns = await Turns.NoteAsync(season);
        await turns.AreAsync([Round], () => round.GradeAsync(roundId, "甲", RoundSeason.Research, 80));
        await turns.AreAsync([Round], () => round.Member.PutAsync(
            $"unit/rounds/{roundId}/candidates", new GradeCandidate.Gradings([new GradeCandidate.OneGrading(RoundSeason.PlacementOf("甲", RoundSeason.Research), 90)])));
        await turns.AreAsync([Round], () => round.Member.PostAsync(
            $"unit/rounds/{roundId}/candidates/{RoundSeason.PlacementOf("甲", RoundSeason.Research)}/refusal", new GradeCandidate.Refusal("专业方向不符合要求")));
        var (refused, offered) = (RoundSeason.PlacementOf("乙", RoundSeason.Trial), RoundSeason.PlacementOf("丙", RoundSeason.Trial));
        await turns.AreAsync([Round, Placement, Placement], () => round.Member.PostAsync($"placements/{refused}/reject", new Reject.Request("专业方向不符")));
        await Season.Must(round.Member.PostAsync($"placements/{offered}/shortlist", new { }));
        await turns.AreAsync([Round, Graduate, Placement, Position, Placement], () => round.Member.PostAsync($"placements/{offered}/offer", new MakeOffer.Request(700_000)));
    }

    [Fact]
    public async Task What_a_graduate_says_touches_the_graduates_row_first()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Graduate("甲"));
        var turns = await Turns.NoteAsync(season);
        var submitted = season.Submitted("甲");
        await turns.AreAsync([Graduate], () => season.AnnounceAsync(submitted));
        await turns.AreAsync([Graduate, Placement], () => season.AnnounceAsync(new WishesRanked(submitted.GraduateId, 1, Season.Code, [submitted.ApplicationId], submitted.SubmittedAt)));
        await turns.AreAsync([Graduate, Placement, Placement], () => season.AnnounceAsync(new ApplicationWithdrawn(submitted.ApplicationId, 2, submitted.GraduateId, submitted.SubmittedAt)));
    }

    /// <summary>Notes by triggers of SQLite each write to a row that acts take turns by.</summary>
    sealed class Turns
    {
        readonly Season _season;

        Turns(Season season) => _season = season;

        public static async Task<Turns> NoteAsync(Season season)
        {
            Assert.SkipUnless(season.Host.Database().Dialect == Dialect.Sqlite, "The writes are noted by triggers of SQLite.");
            await season.Host.Database().WriteAsync(async unit =>
            {
                await unit.ExecuteAsync("CREATE TABLE turn (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, row TEXT)");
                foreach (var (table, key) in new[] { (Placement, "placement_id"), (Round, "round_id"), (Graduate, "graduate_id"), (Position, "position_id"), (Ledger, "programme") })
                {
                    await unit.ExecuteAsync($"CREATE TRIGGER note_{table}_update AFTER UPDATE ON {table} BEGIN INSERT INTO turn (name, row) VALUES ('{table}', NEW.{key}); END");
                    // A row that is not there yet is inserted under its key; a placement's own insert is no turn.
                    if (table != Placement)
                    {
                        await unit.ExecuteAsync($"CREATE TRIGGER note_{table}_insert AFTER INSERT ON {table} BEGIN INSERT INTO turn (name, row) VALUES ('{table}', NEW.{key}); END");
                    }
                }
            });
            return new Turns(season);
        }

        public async Task AreAsync(string[] expected, Func<Task> act)
        {
            await ForgetAsync();
            await act();
            Assert.Equal(expected, await _season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT name FROM turn ORDER BY number")));
        }

        public async Task AreAsync(string[] expected, Func<Task<HttpResponseMessage>> act) => await AreAsync(expected, async Task () =>
        {
            using var answer = await act();
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        });

        public Task ForgetAsync() => _season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("DELETE FROM turn"));

        public Task<IReadOnlyList<Turn>> RowsAsync() => _season.Host.Database().ReadAsync(reader => reader.QueryAsync<Turn>("SELECT name, row FROM turn WHERE name <> 'ledger_head' ORDER BY number"));
    }

    sealed record Turn
    {
        public string Name { get; init; } = "";
        public Guid Row { get; init; }
    }
}
