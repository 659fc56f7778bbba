using RaMatch.Platform;
using RaMatch.Platform.Data;

namespace RaMatch.Portal.Inbox;

/// <summary>An official reminds somebody of what waits: once a day a person and matter, whoever presses it and however often.</summary>
static class Reminding
{
    static readonly IReadOnlyList<NotificationKind> Kinds =
        [NotificationKind.WishesReminded, NotificationKind.GradesReminded, NotificationKind.ProofsReminded, NotificationKind.ConfirmationReminded];

    /// <summary>Reminds somebody. False: that was done today.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="audience">Whom.</param>
    /// <param name="kind">Of what.</param>
    /// <param name="subjectId">The placement or the round.</param>
    /// <param name="positionId">The position it concerns, by which it stands in the inbox of a unit.</param>
    /// <param name="facts">What is said.</param>
    public static Task<bool> TellAsync(UnitOfWork unit, Audience audience, NotificationKind kind, Guid subjectId, Guid? positionId, NotificationFacts facts) =>
        new Notification(audience, kind, subjectId, ChinaTime.DayOf(unit.Now).DayNumber, (audience.Kind == AudienceKind.Unit ? positionId ?? subjectId : subjectId).ToString(), unit.Now)
        {
            PositionId = positionId,
            Facts = facts,
        }.TellAsync(unit);

    /// <summary>Nobody is to be reminded of it any more. What a reminder counts is days, so that no version of its subject is later.</summary>
    public static Task SettleAsync(UnitOfWork unit, Guid subjectId) => Notification.SettleAsync(unit, subjectId, long.MaxValue, Kinds);
}
