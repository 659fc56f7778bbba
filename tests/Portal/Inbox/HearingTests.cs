using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Matching;
using RaMatch.Contracts.Posting;
using RaMatch.Portal.Inbox;
using RaMatch.Portal.Tests.People;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Inbox;

/// <summary>What the services announce becomes what people are told: each event once, to whom it concerns, and what has been done waits for nobody.</summary>
public sealed class HearingTests
{
    static readonly Guid Graduate = Guid.NewGuid();
    static readonly Audience OfGraduate = Audience.Graduate(Graduate);
    static readonly Audience OfUnit = Audience.Unit(Told.UnitId);
    static readonly Audience OfPark = Audience.Park(Told.Park);

    [Fact]
    public async Task Each_step_of_a_placement_is_told_once_to_whom_it_concerns_and_ends_what_the_step_before_asked_for()
    {
        await using var installation = await Installation.StartAsync();
        var placement = Guid.NewGuid();
        await installation.TellAsync("matching", Told.Placement(placement, 1, PlacementStage.Applied, Graduate));
        await Told.ExpectAsync(installation, OfUnit, "Applied");
        await installation.TellAsync("matching", Told.Placement(placement, 2, PlacementStage.Shortlisted, Graduate));
        await Told.ExpectAsync(installation, OfUnit, "(Applied)");
        await installation.TellAsync("matching", Told.Placement(placement, 3, PlacementStage.Interviewing, Graduate, Told.At.AddDays(1), "A 座"));
        await Told.ExpectAsync(installation, OfGraduate, "InterviewInvited");
        await installation.TellAsync("matching", Told.Placement(placement, 4, PlacementStage.Offered, Graduate, expiresAt: Told.At.AddDays(5)));
        await Told.ExpectAsync(installation, OfGraduate, "(InterviewInvited)", "OfferMade");
        await installation.TellAsync("matching", Told.Placement(placement, 5, PlacementStage.Accepted, Graduate));
        await Told.ExpectAsync(installation, OfUnit, "(Applied)", "OfferAccepted");
        await installation.TellAsync("matching", Told.Placement(placement, 6, PlacementStage.Signed, Graduate));
        await Told.ExpectAsync(installation, OfGraduate, "(InterviewInvited)", "(OfferMade)", "HireToConfirm");
        await installation.TellAsync("applicant", new HireConfirmed(placement, 1, Graduate, new string('0', 64), Told.At));
        await Told.ExpectAsync(installation, OfGraduate, "(InterviewInvited)", "(OfferMade)", "(HireToConfirm)");
        await installation.TellAsync("matching", Told.Placement(placement, 7, PlacementStage.OnDuty, Graduate), Told.Placement(placement, 8, PlacementStage.Counted, Graduate));
        await Told.ExpectAsync(installation, OfGraduate, "(InterviewInvited)", "(OfferMade)", "(HireToConfirm)", "HireCounted");
        await installation.TellAsync("matching", Told.Placement(placement, 9, PlacementStage.OnDuty, Graduate));
        await Told.ExpectAsync(installation, OfUnit, "(Applied)", "(OfferAccepted)", "HireCounted", "HireUncounted");
        await Told.ExpectAsync(installation, OfGraduate, "(InterviewInvited)", "(OfferMade)", "(HireToConfirm)", "HireCounted", "HireUncounted");
    }

    [Theory]
    [InlineData(PlacementStage.Rejected, "Rejected", "")]
    [InlineData(PlacementStage.Declined, "", "OfferDeclined")]
    [InlineData(PlacementStage.Expired, "OfferExpired", "OfferExpired")]
    [InlineData(PlacementStage.Withdrawn, "", "ApplicantWithdrew")]
    [InlineData(PlacementStage.Shortlisted, "OfferWithdrawn", "")]
    public async Task What_ends_an_offer_is_told_to_the_other_side(PlacementStage end, string toGraduate, string toUnit)
    {
        await using var installation = await Installation.StartAsync();
        var placement = Guid.NewGuid();
        await installation.TellAsync("matching", Told.Placement(placement, 4, PlacementStage.Offered, Graduate, expiresAt: Told.At.AddDays(5)), Told.Placement(placement, 5, end, Graduate));
        await Told.ExpectAsync(installation, OfGraduate, [.. new[] { "(OfferMade)", toGraduate }.Where(kind => kind.Length > 0)]);
        await Told.ExpectAsync(installation, OfUnit, [.. new[] { toUnit }.Where(kind => kind.Length > 0)]);
    }

    [Fact]
    public async Task News_that_come_after_newer_ones_or_twice_say_nothing()
    {
        await using var installation = await Installation.StartAsync();
        var placement = Guid.NewGuid();
        var offered = Told.Placement(placement, 4, PlacementStage.Offered, Graduate, expiresAt: Told.At.AddDays(5));
        await installation.TellAsync("matching", Told.Placement(placement, 5, PlacementStage.Accepted, Graduate), offered, Told.Placement(placement, 3, PlacementStage.Interviewing, Graduate, Told.At.AddDays(1)));
        await Told.ExpectAsync(installation, OfUnit, "OfferAccepted");
        await installation.TellAsync("matching", Told.Placement(placement, 6, PlacementStage.Terminated, Graduate));
        await Told.ExpectAsync(installation, OfGraduate, "HireEnded");
        // Applied twice in spite of the intake, as by a restored broker, the key of what is told refuses it.
        await installation.Db.WriteAsync(unit => new Notification(OfGraduate, NotificationKind.HireEnded, placement, 6, placement.ToString(), Told.At).TellAsync(unit));
        await Told.ExpectAsync(installation, OfGraduate, "HireEnded");
    }

    [Fact]
    public async Task Another_time_or_place_of_an_interview_is_told_and_the_same_is_not()
    {
        await using var installation = await Installation.StartAsync();
        var placement = Guid.NewGuid();
        var at = Told.At.AddDays(1);
        await installation.TellAsync("matching", Told.Placement(placement, 2, PlacementStage.Interviewing, Graduate, at, "A 座"));
        await installation.TellAsync("matching", Told.Placement(placement, 3, PlacementStage.Interviewing, Graduate, at, "A 座"));
        await Told.ExpectAsync(installation, OfGraduate, "InterviewInvited");
        await installation.TellAsync("matching", Told.Placement(placement, 4, PlacementStage.Interviewing, Graduate, at, "B 座"));
        await Told.ExpectAsync(installation, OfGraduate, "(InterviewInvited)", "InterviewChanged");
        await installation.TellAsync("matching", Told.Placement(placement, 5, PlacementStage.Interviewing, Graduate, at.AddHours(2), "B 座"));
        await Told.ExpectAsync(installation, OfGraduate, "(InterviewInvited)", "(InterviewChanged)", "InterviewChanged");
        Assert.Equal(0L, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM known_placement WHERE interview LIKE '%座%'")));
    }

    [Fact]
    public async Task An_offer_reminds_a_day_before_it_expires_unless_it_was_answered()
    {
        await using var installation = await Installation.StartAsync();
        var (waiting, answered, shortly, other) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await installation.TellAsync(
            "matching",
            Told.Placement(waiting, 4, PlacementStage.Offered, Graduate, expiresAt: Told.At.AddDays(3)),
            Told.Placement(answered, 4, PlacementStage.Offered, other, expiresAt: Told.At.AddDays(3)),
            Told.Placement(shortly, 4, PlacementStage.Offered, other, expiresAt: Told.At.AddHours(20)));
        await Told.ExpectAsync(installation, OfGraduate, "OfferMade");
        await Told.ExpectAsync(installation, Audience.Graduate(other), "OfferMade", "OfferMade");
        await installation.TellAsync("matching", Told.Placement(answered, 5, PlacementStage.Declined, other));
        await Told.ExpectAsync(installation, Audience.Graduate(other), "(OfferMade)", "OfferMade");
        installation.Host.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1));
        Assert.Equal(["OfferExpiring", "OfferMade"], await Told.ReadAsync(installation, OfGraduate));
        Assert.Equal(["(OfferMade)", "OfferMade"], await Told.ReadAsync(installation, Audience.Graduate(other)));
    }

    [Fact]
    public async Task Who_has_applied_is_told_what_has_changed_in_a_position_and_a_new_name_of_its_unit_is_no_news()
    {
        await using var installation = await Installation.StartAsync();
        var (open, over) = (Guid.NewGuid(), Guid.NewGuid());
        await installation.TellAsync("posting", Told.Position());
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, open), Told.Placement(Guid.NewGuid(), 3, PlacementStage.Rejected, over));
        await Told.ExpectAsync(installation, OfUnit, "Applied", "PositionPublished");
        await Told.ExpectAsync(installation, Audience.Graduate(over), "Rejected");

        await installation.TellAsync("posting", Told.Position(version: 2, unitName: "启明智造（集团）") with { IsRenaming = true });
        await Eventually.True(async () => await NameAsync(installation) == "启明智造（集团）", "The unit's new name should be known.");
        await Told.ExpectAsync(installation, OfUnit, "Applied", "PositionPublished");

        await installation.TellAsync("posting", Told.Position(version: 4, title: "数据工程师", payMaximumFen: 1_000_000));
        await Told.ExpectAsync(installation, Audience.Graduate(open), "PositionChanged");
        await Told.ExpectAsync(installation, Audience.Graduate(over), "Rejected");
        Assert.Contains("\"names\":[\"岗位名称\",\"薪酬\"]", await installation.Db.ReadAsync(reader => reader.GetAsync<string>("SELECT facts FROM notification WHERE kind = 'PositionChanged'")), StringComparison.Ordinal);

        // An older text that comes late changes nothing back; a new name does not take the text that waits from the park's desk.
        await installation.TellAsync("posting", Told.Position(version: 3), new PositionSubmitted(Told.PositionId, 5, Told.UnitId, Told.Park, Told.Programme, "数据工程师", Told.At), Told.Position(version: 6, title: "数据工程师", payMaximumFen: 1_000_000, unitName: "启明") with { IsRenaming = true });
        await Eventually.True(async () => await NameAsync(installation) == "启明", "The unit's newest name should be known.");
        await Told.ExpectAsync(installation, OfPark, "PositionWaiting");
        await Told.ExpectAsync(installation, OfUnit, "Applied", "PositionPublished", "PositionPublished");
        await installation.TellAsync("posting", new PositionClosed(Told.PositionId, 7, "不招了", Told.At));
        await Told.ExpectAsync(installation, OfPark, "(PositionWaiting)");
    }

    [Fact]
    public async Task A_round_is_told_to_whom_it_concerns_and_that_its_lists_close_to_whom_it_concerns_then()
    {
        await using var installation = await Installation.StartAsync();
        var (first, late, over) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await installation.TellAsync("posting", Told.Position());
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, first), Told.Placement(Guid.NewGuid(), 3, PlacementStage.Rejected, over));
        await Told.ExpectAsync(installation, OfUnit, "Applied", "PositionPublished");
        await installation.TellAsync("matching", Told.Round(1, Told.At.AddDays(3)));
        await Told.ExpectAsync(installation, Audience.Graduate(first), "RoundOpened");
        await Told.ExpectAsync(installation, OfUnit, "Applied", "PositionPublished", "RoundOpened");
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, late));
        await Told.ExpectAsync(installation, OfUnit, "Applied", "Applied", "PositionPublished", "RoundOpened");

        installation.Host.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1));
        await Told.ExpectAsync(installation, Audience.Graduate(first), "RoundOpened", "RoundClosing");
        await Told.ExpectAsync(installation, Audience.Graduate(late), "RoundClosing");
        await Told.ExpectAsync(installation, OfUnit, "Applied", "Applied", "GradesDue", "PositionPublished", "RoundOpened");

        // Who has ranked is asked no more; once the lists are closed nobody is.
        await installation.TellAsync("applicant", new WishesRanked(late, 2, Told.Programme, [], installation.Host.Clock.GetUtcNow()));
        await Told.ExpectAsync(installation, Audience.Graduate(late), "(RoundClosing)");
        await Told.ExpectAsync(installation, Audience.Graduate(first), "RoundOpened", "RoundClosing");
        installation.Host.Clock.Advance(TimeSpan.FromDays(1));
        await Told.ExpectAsync(installation, Audience.Graduate(first), "(RoundClosing)", "(RoundOpened)");
        await Told.ExpectAsync(installation, OfUnit, "(GradesDue)", "(RoundOpened)", "Applied", "Applied", "PositionPublished");

        await installation.TellAsync("matching", Told.Round(2, Told.At.AddDays(3), isOver: true, isCancelled: false));
        await Told.ExpectAsync(installation, Audience.Graduate(first), "(RoundClosing)", "(RoundOpened)", "RoundOver");
        await Told.ExpectAsync(installation, OfUnit, "(GradesDue)", "(RoundOpened)", "Applied", "Applied", "PositionPublished", "RoundOver");
        await Told.ExpectAsync(installation, Audience.Graduate(over), "Rejected");
    }

    [Fact]
    public async Task A_round_that_is_over_before_its_last_day_does_not_say_that_it_closes()
    {
        await using var installation = await Installation.StartAsync();
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, Graduate));
        await Told.ExpectAsync(installation, OfUnit, "Applied");
        await installation.TellAsync("matching", Told.Round(1, Told.At.AddDays(3)), Told.Round(2, Told.At.AddDays(3), isOver: true, isCancelled: true));
        await Told.ExpectAsync(installation, OfGraduate, "(RoundOpened)", "RoundOver");
        Assert.Equal(0L, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM known_round WHERE closing_due_at IS NOT NULL")));
    }

    [Fact]
    public async Task A_unit_waits_once_for_the_park_it_asks_and_hears_what_was_decided()
    {
        await using var installation = await Installation.StartAsync();
        await installation.TellAsync("posting", new UnitSubmitted(Told.UnitId, 1, "启明", "hengyang", Told.At), new UnitSubmitted(Told.UnitId, 2, "启明智造", Told.Park, Told.At), new UnitSubmitted(Told.UnitId, 3, "启明智造科技", Told.Park, Told.At));
        await Told.ExpectAsync(installation, OfPark, "UnitWaiting");
        await Told.ExpectAsync(installation, Audience.Park("hengyang"), "(UnitWaiting)");
        await installation.TellAsync("posting", new UnitRefused(Told.UnitId, 4, Told.Park, Told.At));
        await Told.ExpectAsync(installation, OfPark, "(UnitWaiting)");
        await Told.ExpectAsync(installation, OfUnit, "UnitRefused");
        await installation.TellAsync("posting", new UnitSubmitted(Told.UnitId, 5, "启明智造科技", Told.Park, Told.At), new UnitVerified(Told.UnitId, 6, "启明智造科技", Told.Park, [], Told.At));
        await Told.ExpectAsync(installation, OfUnit, "(UnitRefused)", "UnitVerified");
        await Told.ExpectAsync(installation, OfPark, "(UnitWaiting)", "(UnitWaiting)");
        await installation.TellAsync("posting", new UnitSuspended(Told.UnitId, 7, Told.Park, "地址不实", Told.At));
        await Told.ExpectAsync(installation, OfUnit, "(UnitRefused)", "UnitSuspended", "UnitVerified");
        Assert.Equal(0L, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification WHERE facts LIKE '%地址不实%'")));
    }

    [Fact]
    public async Task A_position_and_a_hires_evidence_go_to_the_park_and_come_back_to_the_unit()
    {
        await using var installation = await Installation.StartAsync();
        var placement = Guid.NewGuid();
        await installation.TellAsync("posting", new PositionSubmitted(Told.PositionId, 1, Told.UnitId, Told.Park, Told.Programme, "数据分析工程师", Told.At));
        await Told.ExpectAsync(installation, OfPark, "PositionWaiting");
        await installation.TellAsync("posting", new PositionReturned(Told.PositionId, 2, Told.UnitId, Told.Park, Told.At));
        await Told.ExpectAsync(installation, OfPark, "(PositionWaiting)");
        await Told.ExpectAsync(installation, OfUnit, "PositionReturned");

        await installation.TellAsync("matching", Told.Placement(placement, 6, PlacementStage.OnDuty, Graduate), new EvidenceCompleted(placement, 6, Told.Programme, Told.Park, Told.UnitId, Told.PositionId, Told.At));
        await Told.ExpectAsync(installation, OfPark, "(PositionWaiting)", "EvidenceWaiting");
        await installation.TellAsync("matching", Told.Placement(placement, 7, PlacementStage.OnDuty, Graduate), new EvidenceReturned(placement, 7, Told.Programme, Told.Park, Told.UnitId, Told.PositionId, Told.At));
        await Told.ExpectAsync(installation, OfPark, "(PositionWaiting)", "(EvidenceWaiting)");
        await Told.ExpectAsync(installation, OfUnit, "EvidenceReturned", "PositionReturned");
        await installation.TellAsync("matching", Told.Placement(placement, 8, PlacementStage.OnDuty, Graduate), new EvidenceCompleted(placement, 8, Told.Programme, Told.Park, Told.UnitId, Told.PositionId, Told.At), new EvidenceCompleted(placement, 9, Told.Programme, Told.Park, Told.UnitId, Told.PositionId, Told.At));
        await Told.ExpectAsync(installation, OfPark, "(PositionWaiting)", "(EvidenceWaiting)", "EvidenceWaiting");
        await Told.ExpectAsync(installation, OfUnit, "(EvidenceReturned)", "PositionReturned");
        // A document is taken out again; what was told before it comes late.
        await installation.TellAsync("matching", new EvidenceReopened(placement, 11, Told.Park, Told.At), new EvidenceCompleted(placement, 10, Told.Programme, Told.Park, Told.UnitId, Told.PositionId, Told.At));
        await Told.ExpectAsync(installation, OfPark, "(PositionWaiting)", "(EvidenceWaiting)", "(EvidenceWaiting)");
        await installation.TellAsync("matching", new EvidenceCompleted(placement, 12, Told.Programme, Told.Park, Told.UnitId, Told.PositionId, Told.At));
        await Told.ExpectAsync(installation, OfPark, "(PositionWaiting)", "(EvidenceWaiting)", "(EvidenceWaiting)", "EvidenceWaiting");
        await installation.TellAsync("matching", Told.Placement(placement, 13, PlacementStage.Counted, Graduate));
        await Told.ExpectAsync(installation, OfPark, "(PositionWaiting)", "(EvidenceWaiting)", "(EvidenceWaiting)", "(EvidenceWaiting)");
    }

    [Fact]
    public async Task Disputes_milestones_and_differences_reach_the_parks_concerned_and_the_supervisors()
    {
        await using var installation = await Installation.StartAsync();
        var (dispute, programme) = (Guid.NewGuid(), Guid.NewGuid());
        await installation.TellAsync("matching", new DisputeOpened(dispute, 1, Told.Programme, Told.Park, "hengyang", Told.At));
        await Told.ExpectAsync(installation, OfPark, "DisputeOpened");
        await Told.ExpectAsync(installation, Audience.Supervisors, "DisputeOpened");
        await installation.TellAsync("matching", new DisputeDecided(dispute, 2, Told.Programme, Told.Park, "hengyang", Told.At));
        await Told.ExpectAsync(installation, Audience.Park("hengyang"), "(DisputeOpened)", "DisputeDecided");
        await Told.ExpectAsync(installation, Audience.Supervisors, "(DisputeOpened)");

        await installation.TellAsync(
            "matching",
            new MilestoneNeared(programme, 1, Told.Programme, "过半", new DateOnly(2022, 7, 5), 7, [new(Told.Park, 150, 40), new("hengyang", null, 3)], Told.At),
            new MilestoneMissed(programme, 2, Told.Programme, "过半", new DateOnly(2022, 7, 5), [new(Told.Park, 150, 40)], Told.At),
            new MilestoneMissed(programme, 3, Told.Programme, "上报统计表", new DateOnly(2022, 7, 5), [new(Told.Park, 150, 40)], Told.At),
            new NumbersDiffered(programme, 738_000, Told.Programme, [Told.Park], Told.At));
        await Told.ExpectAsync(installation, OfPark, "(DisputeOpened)", "DisputeDecided", "MilestoneMissed", "MilestoneMissed", "MilestoneNear", "NumbersDiffer");
        Assert.Equal(2L, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(DISTINCT matter) FROM notification WHERE kind = 'MilestoneMissed'")));
        await Told.ExpectAsync(installation, Audience.Park("hengyang"), "(DisputeOpened)", "DisputeDecided", "MilestoneNear");
        await Told.ExpectAsync(installation, Audience.Supervisors, "(DisputeOpened)", "MilestoneMissed", "MilestoneMissed", "NumbersDiffer");
    }

    [Fact]
    public async Task Of_a_graduate_who_has_deleted_everything_nothing_is_kept()
    {
        await using var installation = await Installation.StartAsync();
        var placement = Guid.NewGuid();
        await installation.TellAsync("matching", Told.Placement(placement, 4, PlacementStage.Offered, Graduate, expiresAt: Told.At.AddDays(5)));
        await Told.ExpectAsync(installation, OfGraduate, "OfferMade");
        await installation.TellAsync("applicant", new GraduateErased(Graduate, 9, Told.At));
        await Told.ExpectAsync(installation, OfGraduate);
        // What Matching says of the hire after that is the unit's to know, and the person's no more.
        await installation.TellAsync("matching", Told.Placement(placement, 5, PlacementStage.Withdrawn, Graduate));
        await Told.ExpectAsync(installation, OfUnit, "ApplicantWithdrew");
        Assert.Equal(0L, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM known_placement WHERE graduate_id = @graduate", new { Graduate })));
        Assert.Equal(0L, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification WHERE audience_id = @id", new { id = Graduate.ToString() })));
    }

    static Task<string?> NameAsync(Installation installation) => installation.Db.ReadAsync(reader => reader.FindAsync<string>("SELECT unit_name FROM known_position"));
}
