using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>
/// A graduate answers an offer. What counts is when it was answered, not when the answer got here: an acceptance given in time whose
/// offer has expired meanwhile still stands if a seat is free. One acceptance a graduate and programme; whatever else they have open there ends with it.
/// </summary>
static class TakeAnswer
{
    public static void Listen(ConsumerMap consumers) => consumers.On<OfferAnswered>(AnsweredAsync);

    static async Task AnsweredAsync(OfferAnswered message, UnitOfWork unit)
    {
        await GraduateTurn.TakeAsync(unit, message.GraduateId);
        if (await Placement.TakeAsync(unit, message.PlacementId) is not { } placement
            || placement.GraduateId != message.GraduateId
            || placement.Stage is not (PlacementStage.Offered or PlacementStage.Expired))
        {
            return;
        }

        if (message.AnsweredAt >= placement.OfferExpiresAt)
        {
            await ExpireOffers.ExpireAsync(unit, placement);
        }
        else if (message.Accepted)
        {
            await AcceptAsync(unit, placement, message.AnsweredAt);
        }
        else if (placement.Stage == PlacementStage.Offered)
        {
            await (placement with { Stage = PlacementStage.Declined, Reason = Sentence.Of("placement.declined") }).AdvanceAsync(unit, placement.GraduateId);
            await Seats.ReleaseAsync(unit, placement);
        }
    }

    static async Task AcceptAsync(UnitOfWork unit, Placement placement, DateTimeOffset answeredAt)
    {
        var acceptance = new { placement.Programme, placement.GraduateId, placement.PlacementId, acceptedAt = answeredAt };
        if (await unit.GetAsync<long>(CountAcceptances, acceptance) > 0)
        {
            await EndAsync(unit, placement);
            return;
        }

        // The graduate's row is touched: nothing of theirs can be added. All placements, then the positions with a seat to give back or to take, each in the
        // order of their ids, so that two acceptances at once do not wait for each other.
        var others = new List<Placement>();
        foreach (var otherId in await unit.QueryAsync<Guid>(SelectOthers, acceptance))
        {
            others.Add((await Placement.TakeAsync(unit, otherId))!);
        }

        foreach (var positionId in others.Where(other => other.Stage == PlacementStage.Offered).Select(other => other.PositionId).Append(placement.PositionId).Distinct().Order())
        {
            await PositionTurn.TakeAsync(unit, positionId);
        }

        if (placement.Stage == PlacementStage.Expired && !await Seats.HoldAsync(unit, placement))
        {
            return;
        }

        await unit.ExecuteAsync(InsertAcceptance, acceptance);
        var features = await unit.FindAsync<Features>(SelectFeatures, new { placement.GraduateId });
        await (placement with
        {
            Stage = PlacementStage.Accepted,
            Reason = null,
            Degree = features?.Degree ?? placement.Degree,
            GraduationYear = features?.GraduationYear ?? placement.GraduationYear,
        }).AdvanceAsync(unit, placement.GraduateId);

        foreach (var other in others)
        {
            await EndAsync(unit, other);
        }
    }

    /// <summary>Ends what the graduate has open beside what they have accepted.</summary>
    public static async Task EndAsync(UnitOfWork unit, Placement placement)
    {
        if (!placement.IsOpen)
        {
            return;
        }

        await (placement with { Stage = PlacementStage.Withdrawn, Reason = Sentence.Of("placement.accepted-elsewhere") }).AdvanceAsync(unit, placement.GraduateId);
        if (placement.Stage == PlacementStage.Offered)
        {
            await Seats.ReleaseAsync(unit, placement);
        }
    }

    sealed record Features
    {
        public DegreeLevel Degree { get; init; }
        public long GraduationYear { get; init; }
    }

    /// <summary>How many acceptances a graduate has in a programme: none or one.</summary>
    public const string CountAcceptances = "SELECT COUNT(*) FROM acceptance WHERE programme = @programme AND graduate_id = @graduateId";

    const string InsertAcceptance = """
        INSERT INTO acceptance (programme, graduate_id, placement_id, accepted_at)
        VALUES (@programme, @graduateId, @placementId, @acceptedAt)
        """;

    const string SelectFeatures = "SELECT degree, graduation_year FROM graduate WHERE graduate_id = @graduateId";

    const string SelectOthers = """
        SELECT placement_id
        FROM placement
        WHERE graduate_id = @graduateId AND programme = @programme AND stage IN ('Applied', 'Shortlisted', 'Interviewing', 'Offered') AND placement_id <> @placementId
        ORDER BY placement_id
        """;
}
