using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RaMatch.Contracts.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Portal.Inbox;

/// <summary>What parks and supervisors are told about the count: disputes, milestones that come and were missed, and a ledger that does not agree.</summary>
static class HearNumbers
{
    const string Disputes = "disputes";

    public static void Listen(ConsumerMap consumers) => consumers
        .On<DisputeOpened>(OpenedAsync)
        .On<DisputeDecided>(DecidedAsync)
        .On<MilestoneNeared>(NearedAsync)
        .On<MilestoneMissed>(MissedAsync)
        .On<NumbersDiffered>(DifferedAsync);

    static async Task OpenedAsync(DisputeOpened message, UnitOfWork unit)
    {
        if (!await Notification.IsNewsAsync(unit, message.DisputeId, message.Version))
        {
            return;
        }

        foreach (var audience in Parties(message.HolderParkId, message.ClaimantParkId).Append(Audience.Supervisors))
        {
            await new Notification(audience, NotificationKind.DisputeOpened, message.DisputeId, message.Version, Disputes, message.OpenedAt).TellAsync(unit);
        }
    }

    static async Task DecidedAsync(DisputeDecided message, UnitOfWork unit)
    {
        if (!await Notification.IsNewsAsync(unit, message.DisputeId, message.Version))
        {
            return;
        }

        await Notification.SettleAsync(unit, message.DisputeId, message.Version, NotificationKind.DisputeOpened);
        foreach (var park in Parties(message.HolderParkId, message.ClaimantParkId))
        {
            await new Notification(park, NotificationKind.DisputeDecided, message.DisputeId, message.Version, Disputes, message.DecidedAt).TellAsync(unit);
        }
    }

    static async Task NearedAsync(MilestoneNeared message, UnitOfWork unit)
    {
        foreach (var park in message.Parks)
        {
            await new Notification(Audience.Park(park.ParkId), NotificationKind.MilestoneNear, message.ProgrammeId, message.Version, MatterOf(message.Programme, message.On, message.Title), message.OccurredAt)
            {
                Facts = new NotificationFacts { Title = message.Title, On = message.On, Due = park.Due, Counted = park.Counted, Programme = message.Programme },
            }.TellAsync(unit);
        }
    }

    static async Task MissedAsync(MilestoneMissed message, UnitOfWork unit)
    {
        var matter = MatterOf(message.Programme, message.On, message.Title);
        foreach (var park in message.Parks)
        {
            await new Notification(Audience.Park(park.ParkId), NotificationKind.MilestoneMissed, message.ProgrammeId, message.Version, matter, message.OccurredAt)
            {
                Facts = new NotificationFacts { Title = message.Title, On = message.On, Due = park.Due, Counted = park.Counted, Programme = message.Programme },
            }.TellAsync(unit);
        }

        await new Notification(Audience.Supervisors, NotificationKind.MilestoneMissed, message.ProgrammeId, message.Version, matter, message.OccurredAt)
        {
            Facts = new NotificationFacts { Title = message.Title, On = message.On, Programme = message.Programme, Names = [.. message.Parks.Select(park => park.ParkId)] },
        }.TellAsync(unit);
    }

    static async Task DifferedAsync(NumbersDiffered message, UnitOfWork unit)
    {
        foreach (var audience in message.Parks.Select(Audience.Park).Append(Audience.Supervisors))
        {
            await new Notification(audience, NotificationKind.NumbersDiffer, message.ProgrammeId, message.Version, message.Programme, message.DifferedAt)
            {
                Facts = new NotificationFacts { On = ChinaTime.DayOf(message.DifferedAt), Programme = message.Programme },
            }.TellAsync(unit);
        }
    }

    // Two of a programme may fall on one day.
    static string MatterOf(string programme, DateOnly on, string title) =>
        string.Create(CultureInfo.InvariantCulture, $"{programme} {on:yyyy-MM-dd} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title)))[..16]}");

    static IEnumerable<Audience> Parties(string holder, string claimant) => new[] { holder, claimant }.Distinct().Select(Audience.Park);
}
