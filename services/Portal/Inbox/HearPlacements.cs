using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Portal.Inbox;

/// <summary>
/// What a placement's news mean to its graduate, its unit and its park. News that come after newer ones of the same placement say nothing any more; what a
/// stage asked for ends with the stage.
/// </summary>
static class HearPlacements
{
    static readonly TimeSpan BeforeExpiry = TimeSpan.FromHours(24);

    static readonly IReadOnlyList<NotificationKind> Interviews = [NotificationKind.InterviewInvited, NotificationKind.InterviewChanged];
    static readonly IReadOnlyList<NotificationKind> Offers = [NotificationKind.OfferMade, NotificationKind.OfferExpiring];
    static readonly IReadOnlyList<NotificationKind> Proofs = [NotificationKind.HireToConfirm, NotificationKind.EvidenceWaiting, NotificationKind.EvidenceReturned];
    static readonly IReadOnlyList<NotificationKind> Confirmations = [NotificationKind.HireToConfirm, NotificationKind.ConfirmationReminded];

    public static void Listen(ConsumerMap consumers) => consumers
        .On<PlacementAdvanced>(AdvancedAsync)
        .On<EvidenceCompleted>(CompletedAsync)
        .On<EvidenceReopened>(ReopenedAsync)
        .On<EvidenceReturned>(ReturnedAsync)
        .On<HireConfirmed>((message, unit) => Notification.SettleAsync(unit, message.PlacementId, long.MaxValue, Confirmations))
        .On<GraduateErased>(ErasedAsync);

    static async Task AdvancedAsync(PlacementAdvanced message, UnitOfWork unit)
    {
        var known = new Known
        {
            PlacementId = message.PlacementId,
            Version = message.Version,
            Stage = message.Stage,
            GraduateId = message.GraduateId,
            PositionId = message.PositionId,
            UnitId = message.UnitId,
            ParkId = message.ParkId,
            Programme = message.Programme,
            Interview = Fingerprint(message),
        };
        var before = await TakeAsync(unit, message.PlacementId);
        if (!await unit.PutAsync(UpdateKnown, InsertKnown, known))
        {
            return;
        }

        // Of a person who has deleted everything the hire goes on without one.
        var graduate = before is null ? message.GraduateId : before.GraduateId;

        await Notification.SettleAsync(unit, message.PlacementId, message.Version, Ended(before, known));
        if (!HasProofsToGive(message.Stage))
        {
            await Reminding.SettleAsync(unit, message.PlacementId);
        }

        foreach (var notification in News(message, before, graduate))
        {
            await notification.TellAsync(unit);
        }
    }

    static async Task CompletedAsync(EvidenceCompleted message, UnitOfWork unit)
    {
        if (!await IsNewsAsync(unit, message.PlacementId, message.Version))
        {
            return;
        }

        await Notification.SettleAsync(unit, message.PlacementId, message.Version, NotificationKind.EvidenceReturned);
        await Reminding.SettleAsync(unit, message.PlacementId);
        await new Notification(Audience.Park(message.ParkId), NotificationKind.EvidenceWaiting, message.PlacementId, message.Version, "evidence", message.CompletedAt)
        {
            PositionId = message.PositionId,
        }.TellOnceAsync(unit);
    }

    static async Task ReopenedAsync(EvidenceReopened message, UnitOfWork unit)
    {
        if (await IsNewsAsync(unit, message.PlacementId, message.Version))
        {
            await Notification.SettleAsync(unit, message.PlacementId, message.Version, NotificationKind.EvidenceWaiting);
        }
    }

    static async Task ReturnedAsync(EvidenceReturned message, UnitOfWork unit)
    {
        if (!await IsNewsAsync(unit, message.PlacementId, message.Version))
        {
            return;
        }

        await Notification.SettleAsync(unit, message.PlacementId, message.Version, NotificationKind.EvidenceWaiting);
        await new Notification(Audience.Unit(message.UnitId), NotificationKind.EvidenceReturned, message.PlacementId, message.Version, message.PositionId.ToString(), message.ReturnedAt)
        {
            PositionId = message.PositionId,
        }.TellAsync(unit);
    }

    static async Task ErasedAsync(GraduateErased message, UnitOfWork unit)
    {
        var graduate = new { message.GraduateId, audience = AudienceKind.Graduate, id = message.GraduateId.ToString() };
        await unit.ExecuteAsync(ForgetPerson, graduate);
        await unit.ExecuteAsync(DeleteTold, graduate);
        await unit.ExecuteAsync(DeleteRead, graduate);
        await unit.ExecuteAsync(DeleteReader, graduate);
    }

    /// <summary>Whether news of a hire's evidence are the newest: of its evidence, and of the placement.</summary>
    static async Task<bool> IsNewsAsync(UnitOfWork unit, Guid placementId, long version) =>
        !((await TakeAsync(unit, placementId))?.Version > version) && await Notification.IsNewsAsync(unit, placementId, version);

    /// <summary>The stage that a placement was known at, and by which version; null where nothing is known. For whoever hears the same news first.</summary>
    internal static async Task<(PlacementStage Stage, long Version)?> KnownAsync(UnitOfWork unit, Guid placementId) =>
        await TakeAsync(unit, placementId) is { } known ? (known.Stage, known.Version) : null;

    static async Task<Known?> TakeAsync(UnitOfWork unit, Guid placementId) =>
        await unit.ExecuteAsync(Touch, new { placementId }) == 0 ? null : await unit.FindAsync<Known>(SelectKnown, new { placementId });

    /// <summary>What the new state ends.</summary>
    static List<NotificationKind> Ended(Known? before, Known now)
    {
        var ended = new List<NotificationKind>();
        if (now.Stage != PlacementStage.Applied)
        {
            ended.Add(NotificationKind.Applied);
        }

        if (now.Stage != PlacementStage.Interviewing || before?.Interview != now.Interview)
        {
            ended.AddRange(Interviews);
        }

        if (now.Stage != PlacementStage.Offered)
        {
            ended.AddRange(Offers);
        }

        if (now.Stage != PlacementStage.Accepted)
        {
            ended.Add(NotificationKind.OfferAccepted);
        }

        if (!HasProofsToGive(now.Stage))
        {
            ended.AddRange(Proofs);
        }

        return ended;
    }

    static bool HasProofsToGive(PlacementStage stage) => stage is PlacementStage.Signed or PlacementStage.OnDuty;

    static IEnumerable<Notification> News(PlacementAdvanced message, Known? before, Guid? graduate) =>
        Changes(message, before).Where(one => one.Audience.Kind != AudienceKind.Graduate || graduate is not null);

    static IEnumerable<Notification> Changes(PlacementAdvanced message, Known? before)
    {
        var moved = before?.Stage != message.Stage;
        switch (message.Stage)
        {
            case PlacementStage.Applied when before is null:
                yield return ToUnit(NotificationKind.Applied);
                break;
            case PlacementStage.Interviewing when moved && before?.Stage != PlacementStage.Offered:
                yield return ToGraduate(NotificationKind.InterviewInvited, message.InterviewAt);
                break;
            case PlacementStage.Interviewing when !moved && before!.Interview != Fingerprint(message):
                yield return ToGraduate(NotificationKind.InterviewChanged, message.InterviewAt);
                break;
            case PlacementStage.Offered when moved:
                yield return ToGraduate(NotificationKind.OfferMade, message.OfferExpiresAt);
                if (message.OfferExpiresAt - BeforeExpiry is { } reminder && reminder > message.OccurredAt)
                {
                    yield return ToGraduate(NotificationKind.OfferExpiring, message.OfferExpiresAt) with { AppearsAt = reminder };
                }

                break;
            case PlacementStage.Shortlisted or PlacementStage.Interviewing when before?.Stage == PlacementStage.Offered:
                yield return ToGraduate(NotificationKind.OfferWithdrawn);
                break;
            case PlacementStage.Accepted when moved:
                yield return ToUnit(NotificationKind.OfferAccepted);
                break;
            // One that was signed before this portal heard of anything may be confirmed long since.
            case PlacementStage.Signed when moved && before is { Stage: not (PlacementStage.OnDuty or PlacementStage.Counted) }:
                yield return ToGraduate(NotificationKind.HireToConfirm);
                break;
            case PlacementStage.Signed or PlacementStage.OnDuty when before?.Stage == PlacementStage.Counted:
                yield return ToGraduate(NotificationKind.HireUncounted);
                yield return ToUnit(NotificationKind.HireUncounted);
                break;
            case PlacementStage.Counted when moved:
                yield return ToGraduate(NotificationKind.HireCounted);
                yield return ToUnit(NotificationKind.HireCounted);
                break;
            case PlacementStage.Rejected when moved:
                yield return ToGraduate(NotificationKind.Rejected);
                break;
            case PlacementStage.Declined when moved:
                yield return ToUnit(NotificationKind.OfferDeclined);
                break;
            case PlacementStage.Withdrawn when moved && before is { Stage: not PlacementStage.Applied }:
                yield return ToUnit(NotificationKind.ApplicantWithdrew);
                break;
            case PlacementStage.Expired when moved:
                yield return ToGraduate(NotificationKind.OfferExpired);
                yield return ToUnit(NotificationKind.OfferExpired);
                break;
            case PlacementStage.Terminated when moved:
                yield return ToGraduate(NotificationKind.HireEnded);
                break;
        }

        Notification ToGraduate(NotificationKind kind, DateTimeOffset? at = null) => To(Audience.Graduate(message.GraduateId), kind, message.PlacementId, at);

        Notification ToUnit(NotificationKind kind) => To(Audience.Unit(message.UnitId), kind, message.PositionId, null);

        Notification To(Audience audience, NotificationKind kind, Guid matter, DateTimeOffset? at) => new(audience, kind, message.PlacementId, message.Version, matter.ToString(), message.OccurredAt)
        {
            PositionId = message.PositionId,
            Facts = new NotificationFacts { At = at },
        };
    }

    // A place is typed by people, and only whether it is another one is of interest here.
    static string Fingerprint(PlacementAdvanced message) => message.InterviewAt is null ? "" : Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.InterviewAt.Value.UtcTicks} {message.InterviewPlace}"))));

    sealed record Known
    {
        public Guid PlacementId { get; init; }
        public long Version { get; init; }
        public PlacementStage Stage { get; init; }
        public Guid? GraduateId { get; init; }
        public Guid PositionId { get; init; }
        public Guid UnitId { get; init; }
        public string ParkId { get; init; } = "";
        public string Programme { get; init; } = "";
        public string Interview { get; init; } = "";
    }

    const string Touch = "UPDATE known_placement SET version = version WHERE placement_id = @placementId";

    const string SelectKnown = """
        SELECT placement_id, version, stage, graduate_id, position_id, unit_id, park_id, programme, interview
        FROM known_placement
        WHERE placement_id = @placementId
        """;

    const string UpdateKnown = """
        UPDATE known_placement
        SET version = @version, stage = @stage, interview = @interview
        WHERE placement_id = @placementId AND version < @version
        """;

    const string InsertKnown = """
        INSERT INTO known_placement (placement_id, version, stage, graduate_id, position_id, unit_id, park_id, programme, interview)
        SELECT @placementId, @version, @stage, @graduateId, @positionId, @unitId, @parkId, @programme, @interview
        WHERE NOT EXISTS (SELECT 1 FROM known_placement WHERE placement_id = @placementId)
        """;

    const string DeleteTold = "DELETE FROM notification WHERE audience = @audience AND audience_id = @id";

    const string DeleteRead = "DELETE FROM notification_read WHERE reader_id = @graduateId";

    const string DeleteReader = "DELETE FROM notification_reader WHERE reader_id = @graduateId";

    const string ForgetPerson = "UPDATE known_placement SET graduate_id = NULL WHERE graduate_id = @graduateId";
}
