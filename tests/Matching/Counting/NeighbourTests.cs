using System.Net;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Tests.Rounds;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>What is done to one hire is done to that one: another unit's, in another park, lies beside it.</summary>
public sealed class NeighbourTests
{
    const string OtherUnit = "盛瑞传动";
    const string OtherPark = "hengyang";
    const string OtherPosition = "试验工程师";
    static readonly DateOnly Tomorrow = DateOnly.FromDateTime(Announced.Morning.DateTime).AddDays(1);

    [Fact]
    public async Task The_sums_of_two_parks_add_up_whichever_of_them_counts_when()
    {
        await using var season = await OpenAsync();
        var first = await season.CountAsync("甲");
        await CountThereAsync(season, "乙");
        await season.CountAsync("丙");
        await CountThereAsync(season, "丁");
        await ReconcilesAsync(season);
        await Season.Must(season.ParkStaff.PostAsync($"placements/{first}/uncount", new UncountHire.Request("社保未缴")));
        await ReconcilesAsync(season);
        Assert.Equal(["hengyang 2", "weifang 1"], await TextsAsync(season, "SELECT CONCAT(park_id, ' ', SUM(counted)) FROM hire_sum GROUP BY park_id ORDER BY park_id"));
        Assert.Equal(["hengyang 2", "weifang 1"], await TextsAsync(season, "SELECT CONCAT(park_id, ' ', SUM(counted)) FROM day_sum GROUP BY park_id ORDER BY park_id"));
    }

    [Fact]
    public async Task The_entries_of_a_hire_are_numbered_by_themselves()
    {
        await using var season = await OpenAsync();
        var first = await season.CountAsync("甲");
        await CountThereAsync(season, "乙");
        await Season.Must(season.ParkStaff.PostAsync($"placements/{first}/uncount", new UncountHire.Request("社保未缴")));
        Assert.Equal(["1", "1", "2"], await TextsAsync(season, "SELECT CONCAT(sequence, '') FROM ledger_entry ORDER BY number"));
    }

    [Fact]
    public async Task Who_a_counted_hire_is_after_all_is_kept_for_that_hire_until_it_counts_no_more()
    {
        await using var season = await OpenAsync();
        var (here, there, third) = (await season.CountAsync("甲"), await CountThereAsync(season, "乙"), await CountThereAsync(season, "丙"));
        await season.AnnounceAsync(Named(season, there, "乙", "乙的本人", 4));
        await Season.Must(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{third}/uncount", new UncountHire.Request("身份有误")));
        await season.AnnounceAsync(Named(season, third, "丙", "丙", 9), Named(season, here, "甲", "甲的本人", 6));
        Assert.Equal([KeyOf(season, "甲"), KeyOf(season, "乙"), KeyOf(season, "丙")], await KeysAsync(season, here, there, third));

        await Season.Must(season.ParkStaff.PostAsync($"placements/{here}/uncount", new UncountHire.Request("身份有误")));
        Assert.Equal([KeyOf(season, "甲的本人"), KeyOf(season, "乙")], await KeysAsync(season, here, there));
        // An earlier word that comes now changes nothing, and a later one about the one forgets nothing of the other.
        await season.AnnounceAsync(Named(season, here, "甲", "别人", 5));
        Assert.Equal([KeyOf(season, "甲的本人")], await KeysAsync(season, here));
        await season.AnnounceAsync(Named(season, here, "甲", "甲的本人", 8));
        await Season.Must(season.As(People.ParkStaff(OtherPark)).PostAsync($"placements/{there}/uncount", new UncountHire.Request("身份有误")));
        Assert.Equal([KeyOf(season, "甲的本人"), KeyOf(season, "乙的本人")], await KeysAsync(season, here, there));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM later_confirmation"));
    }

    [Fact]
    public async Task A_confirmation_may_come_before_its_application_and_an_older_one_after_a_newer()
    {
        await using var season = await OpenAsync();
        var placementId = People.IdOf("甲研发工程师");
        await season.AnnounceAsync(Named(season, placementId, "甲", "甲", 5));
        await season.AnnounceAsync(Named(season, placementId, "甲", "别人", 4));
        Assert.Equal(placementId, await season.ApplyAsync("甲"));
        await season.AnnounceAsync(Named(season, placementId, "甲", "别人", 3));
        Assert.Equal([KeyOf(season, "甲")], await KeysAsync(season, placementId));
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM poison_message"));
    }

    [Fact]
    public async Task A_hire_steps_back_to_what_its_own_evidence_supports()
    {
        await using var season = await OpenAsync(Season.Rules with { RequiredEvidence = [EvidenceKind.Agreement] });
        await CountThereAsync(season, "乙");
        var placementId = await season.SignAsync("甲");
        await FileAsync(season, placementId, "agreement", 0);
        var takenOut = await FileAsync(season, placementId, "onDuty", 1);
        await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{takenOut}?reason=传错文件", UriKind.Relative)), HttpStatusCode.NoContent);
        await season.AnnounceAsync(season.Confirmation(placementId, "甲"));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request("社保未缴")), HttpStatusCode.Conflict);
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/verify", new { }));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{placementId}/uncount", new UncountHire.Request("社保未缴")));
        Assert.Equal(PlacementStage.Signed, await season.StageAsync(placementId));
    }

    [Fact]
    public async Task The_evidence_of_a_hire_is_its_own_in_the_order_of_filing()
    {
        await using var season = await OpenAsync();
        await season.ProveAsync("乙", OtherPosition, OtherUnit, OtherPark);
        var placementId = await season.SignAsync("甲");
        foreach (var number in new byte[] { 0, 1, 2 })
        {
            season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await FileAsync(season, placementId, number == 1 ? "agreement" : "onDuty", number);
        }

        var filed = await season.Member.GetAsync<IReadOnlyList<ReadEvidence.Line>>($"placements/{placementId}/evidence");
        Assert.Equal([EvidenceKind.OnDuty, EvidenceKind.Agreement, EvidenceKind.OnDuty], filed.Select(line => line.Kind));
        Assert.Equal(filed.Select(line => line.FiledAt).Order(), filed.Select(line => line.FiledAt));
    }

    [Fact]
    public async Task A_document_taken_out_may_be_filed_again_and_the_sums_know_both()
    {
        await using var season = await OpenAsync();
        var placementId = await season.SignAsync("甲");
        var first = await FileAsync(season, placementId, "agreement", 0);
        Assert.Equal(first, await FileAsync(season, placementId, "agreement", 0));
        var tooLong = Uri.EscapeDataString(new string('长', 301));
        Assert.Contains("reason", await Season.Refused(season.Member.DeleteAsync(new Uri($"evidence/{first}?reason={tooLong}", UriKind.Relative)), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{first}?reason={Uri.EscapeDataString(new string('长', 300))}", UriKind.Relative)), HttpStatusCode.NoContent);
        await ReconcilesAsync(season);
        Assert.NotEqual(first, await FileAsync(season, placementId, "agreement", 0));
        await ReconcilesAsync(season);
    }

    [Fact]
    public async Task What_is_signed_or_ended_in_the_future_is_refused_at_its_field_and_today_is_not()
    {
        await using var season = await OpenAsync();
        var placementId = await season.AcceptAsync("甲");
        var today = Tomorrow.AddDays(-1);
        Assert.Contains("signedOn", await Season.Refused(season.Member.PostAsync($"placements/{placementId}/sign", Season.Agreement with { SignedOn = Tomorrow }), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        using var signed = await Season.Must(season.Member.PostAsync($"placements/{placementId}/sign", Season.Agreement with { SignedOn = today }));
        Assert.DoesNotContain((await signed.ReadAsync<SignAgreement.Response>()).Missing, missing => missing.Code == "missing.programme");
        Assert.Contains("\"on\"", await Season.Refused(season.Member.PostAsync($"placements/{placementId}/terminate", new Terminate.Request(Tomorrow, "本人离职")), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/terminate", new Terminate.Request(today, "本人离职")));
    }

    [Fact]
    public async Task Nothing_ends_before_it_was_signed_or_without_a_signature_before_it_was_accepted()
    {
        await using var season = await OpenAsync();
        var (signed, accepted) = (await season.AcceptAsync("甲"), await season.OfferAsync("丙"));
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await season.AnnounceAsync(season.Answer(accepted, "丙"));
        var today = Tomorrow;
        await Season.Must(season.Member.PostAsync($"placements/{signed}/sign", Season.Agreement with { SignedOn = today.AddDays(-3) }));
        foreach (var (placementId, begun) in new[] { (signed, today.AddDays(-3)), (accepted, today) })
        {
            var refusal = await Season.Refused(season.Member.PostAsync($"placements/{placementId}/terminate", new Terminate.Request(begun.AddDays(-1), "离职")), HttpStatusCode.BadRequest);
            Assert.Contains("termination.before-it-began", refusal, StringComparison.Ordinal);
            Assert.Contains($"{begun:yyyy-MM-dd}", refusal, StringComparison.Ordinal);
            await Season.Must(season.Member.PostAsync($"placements/{placementId}/terminate", new Terminate.Request(begun, "离职")));
        }
    }

    [Fact]
    public async Task A_form_that_was_sent_empty_hears_of_all_its_fields_at_once()
    {
        await using var season = await OpenAsync();
        var placementId = await season.AcceptAsync("甲");
        foreach (var (by, address, body, fields) in new (HttpClient, string, object, string[])[]
        {
            (season.Supervisor, "programmes", Season.Programme with { Issuer = "", CohortYear = 0, OpensOn = null, ClosesOn = null }, ["issuer", "cohortYear", "opensOn", "closesOn"]),
            (season.Supervisor, "rounds", RoundSeason.Announcement with { Title = "", RankBy = null, PublishOn = null, AnswerBy = null }, ["title", "rankBy", "publishOn", "answerBy"]),
            (season.Member, $"placements/{placementId}/sign", Season.Agreement with { Form = null, SignedOn = null, StartsOn = null, TermMonths = 0 }, ["form", "signedOn", "startsOn", "termMonths"]),
            (season.Member, $"placements/{placementId}/interview", new Interview.Request(null, ""), ["at", "place"]),
            (season.Member, $"placements/{placementId}/terminate", new Terminate.Request(null, ""), ["on", "reason"]),
        })
        {
            var refusal = await Season.Refused(by.PostAsync(address, body), HttpStatusCode.BadRequest);
            Assert.All(fields, field => Assert.Contains($"\"{field}\":", refusal, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(1096, HttpStatusCode.Created)]
    [InlineData(1097, HttpStatusCode.BadRequest)]
    public async Task A_programme_lasts_three_years_at_most(int days, HttpStatusCode status)
    {
        await using var season = await OpenAsync();
        var opens = new DateOnly(2022, 7, 1);
        Assert.Equal(opens.AddYears(3), opens.AddDays(1096));
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = "ra-long", OpensOn = opens, ClosesOn = opens.AddDays(days), Milestones = [] }), status);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.BadRequest)]
    public async Task An_interview_is_at_most_a_year_ahead(int more, HttpStatusCode status)
    {
        await using var season = await OpenAsync();
        var placementId = await season.ApplyAsync("甲");
        var at = season.Host.Clock.GetUtcNow() + TimeSpan.FromDays(366) + TimeSpan.FromTicks(more);
        await Season.Must(season.Member.PostAsync($"placements/{placementId}/interview", new Interview.Request(at, "研发楼")), status);
    }

    [Fact]
    public async Task An_acceptance_can_be_ended_before_anything_is_signed_and_an_offer_cannot()
    {
        await using var season = await OpenAsync();
        var (offered, accepted) = (await season.OfferAsync("甲"), await season.AcceptAsync("丙"));
        await season.AcceptAsync("丁");
        var request = new Terminate.Request(Tomorrow.AddDays(-1), "本人放弃");
        await Season.Must(season.Member.PostAsync($"placements/{offered}/terminate", request), HttpStatusCode.Conflict);
        await Season.Must(season.Member.PostAsync($"placements/{accepted}/terminate", request));
        Assert.Equal(PlacementStage.Terminated, await season.StageAsync(accepted));

        // Who ended it may be offered another position; what comes from anybody else who has accepted one ends at once.
        await season.OfferAsync("丙", OtherPosition, OtherUnit, OtherPark);
        var wished = await season.ApplyAsync("丁", OtherPosition, OtherUnit, OtherPark);
        Assert.Equal(PlacementStage.Withdrawn, await season.StageAsync(wished));
    }

    [Fact]
    public async Task A_programme_has_an_account_and_sums_of_its_own_though_the_same_unit_counts_in_another_on_the_same_day()
    {
        const string otherProgramme = "ra-2022-b";
        await using var season = await OpenAsync();
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = otherProgramme }), HttpStatusCode.Created);
        await season.AnnounceAsync(
            Announced.Position("数据分析员") with { Programme = otherProgramme },
            Announced.UnitVerified("潍坊重机"),
            Announced.Position("工艺员", "潍坊重机"));
        await season.CountAsync("甲");
        // Announced for the other programme, it is there when the season announces it for its own.
        await season.AnnounceAsync(season.Submitted("乙", "数据分析员") with { Version = 2, Programme = otherProgramme });
        var other = await season.CountAsync("乙", "数据分析员");
        await season.CountAsync("丙", "工艺员", "潍坊重机");
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await season.CountAsync("丁");
        foreach (var (programme, counted) in new[] { (Season.Code, 3L), (otherProgramme, 1L) })
        {
            var proof = await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={programme}");
            Assert.Empty(proof.Differences.InChinese());
            Assert.Equal([new Reconcile.ParkSum(Season.Park, counted, counted)], proof.Parks);
            var ledger = await season.Supervisor.GetAsync<PageOf<Ledger.Entry>>($"ledger?programme={programme}");
            Assert.Equal(Enumerable.Range(1, (int)counted).Reverse().Select(number => (programme, (long)number)), ledger.Items.Select(entry => (entry.Programme, entry.Number)));
        }

        // What is wrong in the one is nothing to the other.
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE placement SET stage = 'Signed' WHERE placement_id = @other", new { other }));
        await ReconcilesAsync(season);
        Assert.Contains("1 条应聘记录的状态与落实记录不一致。", (await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={otherProgramme}")).Differences.InChinese());
    }

    [Fact]
    public async Task A_placement_of_a_programme_that_is_not_known_is_shown_with_its_own_steps_and_without_a_verdict()
    {
        await using var season = await OpenAsync();
        await season.SignAsync("丙");
        var submitted = season.Submitted("甲") with { Programme = "ra-2099" };
        await season.AnnounceAsync(Announced.Graduate("甲"), submitted);
        var shown = await season.Member.GetAsync<ShowPlacement.Response>($"placements/{submitted.ApplicationId}");
        Assert.Null(shown.Verdict);
        Assert.Equal([], shown.Evidence);
        Assert.Equal([PlacementStage.Applied], shown.Steps.Select(step => step.Stage));
    }

    [Fact]
    public async Task The_same_document_for_another_month_or_another_hire_is_another_piece_of_evidence()
    {
        await using var season = await OpenAsync();
        var (first, second) = (await season.SignAsync("甲"), await season.SignAsync("丙"));
        var filed = new[]
        {
            await SendAsync(first, "insurance&month=2022-05"),
            await SendAsync(first, "insurance&month=2022-06"),
            await SendAsync(second, "insurance&month=2022-06"),
            await SendAsync(second, "agreement&month=", Papers.Pdf("of no month")),
        };
        Assert.Equal(filed.Length, filed.Select(one => one.EvidenceId).Distinct().Count());
        string?[] months = ["2022-05", "2022-06", "2022-06", null];
        Assert.Equal(months, filed.Select(one => one.Month));
        Assert.Equal(months[..2], await MonthsAsync(first));
        Assert.Equal(months[2..], await MonthsAsync(second));

        async Task<FileEvidence.Response> SendAsync(Guid placementId, string kind, byte[]? document = null) =>
            await (await Season.Must(Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind={kind}", document ?? Season.Pdf), HttpStatusCode.Created)).ReadAsync<FileEvidence.Response>();

        async Task<IEnumerable<string?>> MonthsAsync(Guid placementId) =>
            (await season.Member.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence")).Select(line => line.Month);
    }

    [Fact]
    public async Task What_is_taken_out_of_the_evidence_is_noted_once_with_who_did_it_and_leaves_the_kinds_that_the_hire_still_has()
    {
        await using var season = await OpenAsync();
        var (placementId, other) = (await season.SignAsync("甲"), await season.SignAsync("丙"));
        await FileAsync(season, other, "insurance&month=2022-06", 0);
        var agreement = await FileAsync(season, placementId, "agreement", 0);
        await FileAsync(season, placementId, "onDuty", 1);
        Assert.Equal(Placement.BitsOf(EvidenceKind.Agreement, EvidenceKind.OnDuty), await KindsAsync());

        var at = season.Host.Clock.GetUtcNow();
        var versions = new List<long>();
        foreach (var reason in new[] { " 传错文件 ", "再删一次" })
        {
            await Season.Must(season.Member.DeleteAsync(new Uri($"evidence/{agreement}?reason={Uri.EscapeDataString(reason)}", UriKind.Relative)), HttpStatusCode.NoContent);
            versions.Add((await HireAsync()).Version);
            season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(versions[0], versions[1]);
        var kept = (await season.Member.GetAsync<List<ReadEvidence.Line>>($"placements/{placementId}/evidence")).Single(line => line.EvidenceId == agreement);
        Assert.Equal((at, "传错文件"), (kept.SupersededAt, kept.SupersededReason));
        Assert.Equal([People.UnitMember(Season.Unit).Id.ToString()], await TextsAsync(season, "SELECT superseded_by FROM evidence WHERE superseded_by IS NOT NULL"));
        Assert.Equal(Placement.BitsOf(EvidenceKind.OnDuty), await KindsAsync());

        async Task<long> KindsAsync() => (await HireAsync()).EvidenceKinds;

        async Task<Placement> HireAsync() => (await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}")).Hire;
    }

    static async Task<Season> OpenAsync(Rules? rules = null)
    {
        var season = await Season.OpenAsync(seats: 9, rules);
        await season.AnnounceAsync(
            Announced.UnitVerified(OtherUnit) with { ParkId = OtherPark },
            Announced.Position(OtherPosition, OtherUnit) with { ParkId = OtherPark, Seats = 9 });
        return season;
    }

    static Task<Guid> CountThereAsync(Season season, string graduate) => season.CountAsync(graduate, OtherPosition, OtherUnit, OtherPark);

    static async Task<Guid> FileAsync(Season season, Guid placementId, string kind, byte number)
    {
        using var filed = await Season.SendDocumentAsync(season.Member, $"placements/{placementId}/evidence?kind={kind}", Papers.Pdf($"{placementId} {number}"));
        Assert.True(filed.IsSuccessStatusCode, await filed.Content.ReadAsStringAsync());
        return (await filed.ReadAsync<FileEvidence.Response>()).EvidenceId;
    }

    static HireConfirmed Named(Season season, Guid placementId, string graduate, string person, long version) => season.Confirmation(placementId, graduate, person) with { Version = version };

    static string KeyOf(Season season, string person) => season.Confirmation(Guid.Empty, person).PersonKey;

    static async Task<IReadOnlyList<string>> KeysAsync(Season season, params Guid[] placements)
    {
        var keys = new List<string>();
        foreach (var placementId in placements)
        {
            keys.Add(await season.Host.Database().ReadAsync(reader => reader.GetAsync<string>("SELECT person_key FROM confirmation WHERE placement_id = @placementId", new { placementId })));
        }

        return keys;
    }

    static Task<IReadOnlyList<string>> TextsAsync(Season season, string sql) => season.Host.Database().ReadAsync(reader => reader.QueryAsync<string>(sql));

    static async Task ReconcilesAsync(Season season) =>
        Assert.Empty((await season.Supervisor.GetAsync<Reconcile.Response>($"reconciliation?programme={Season.Code}")).Differences.InChinese());
}
