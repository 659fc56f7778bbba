using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>The two movements of the counter: each changes the row that counts, the ledger, the placement and the world in one transaction.</summary>
static class CountedHires
{
    /// <summary>Why a hire counts, in the ledger's words.</summary>
    public static readonly Sentence CountedReason = Sentence.Of("ledger.counted");

    // Why in particular stands with the ledger: what somebody typed about a person is not sent on where nobody asks for it.
    static readonly Sentence UncountedReason = Sentence.Of("ledger.uncounted");

    /// <summary>
    /// The other placements that count for a person: by the key they count under, or by one that their graduates have named since. The ledger is taken
    /// first.
    /// </summary>
    public static Task<IReadOnlyList<Guid>> HoldersAsync(UnitOfWork unit, string programme, string personKey, Guid placementId) =>
        unit.QueryAsync<Guid>(SelectHolders, new { programme, personKey, placementId });

    /// <summary>
    /// Counts a hire as it was judged: whoever has moved the placement since has the delegate run again. The person's key is unique in the programme.
    /// </summary>
    public static async Task<Placement> CountAsync(UnitOfWork unit, HireCase hire, Sentence reason, Guid actorId)
    {
        var line = hire.Hire;
        var ofCohort = hire.Verdict.OfCohort;
        if (await Placement.FindAsync(unit, line.PlacementId) is not { } placement || placement.Version != line.Version)
        {
            throw new LostRaceException($"placement {line.PlacementId}");
        }

        var next = await (placement with
        {
            Stage = PlacementStage.Counted,
            ReturnedReason = null,
            Degree = line.Degree,
            GraduationYear = line.GraduationYear,
        }).AdvanceAsync(unit, actorId);
        await unit.ExecuteAsync(InsertCounted, new
        {
            line.PlacementId,
            line.Programme,
            line.PersonKey,
            line.ParkId,
            line.UnitId,
            ofCohort = ofCohort ? 1 : 0,
            hire.Programme.RulesVersion,
            countedAt = unit.Now,
        });
        await Ledger.AppendAsync(unit, EntryOf(next, 1, ofCohort, reason, hire.Programme.RulesVersion, actorId));
        await unit.PublishAsync(new HireCounted(next.PlacementId, next.Version, next.Programme, next.ParkId, next.UnitId, next.PositionId, ofCohort, unit.Now));
        return next;
    }

    /// <summary>Takes a hire out of the counter, if it counts.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="next">The placement as it has become, already written.</param>
    /// <param name="reason">Why, for the ledger and for those concerned.</param>
    /// <param name="actorId">Who decided.</param>
    public static async Task UncountAsync(UnitOfWork unit, Placement next, Sentence reason, Guid actorId)
    {
        if (await unit.FindAsync<Counted>(SelectCounted, new { next.PlacementId }) is not { } counted
            || await unit.ExecuteAsync(DeleteCounted, new { next.PlacementId }) == 0)
        {
            return;
        }

        await TakeConfirmation.ApplyLaterAsync(unit, next.PlacementId);
        await Ledger.AppendAsync(unit, EntryOf(next, -1, counted.OfCohort == 1, reason, counted.RulesVersion, actorId));
        await unit.PublishAsync(new HireUncounted(next.PlacementId, next.Version, next.Programme, next.ParkId, next.UnitId, next.PositionId, UncountedReason.ToString(), unit.Now));
    }

    static Ledger.Entry EntryOf(Placement placement, int delta, bool ofCohort, Sentence reason, long rulesVersion, Guid actorId) => new()
    {
        Programme = placement.Programme,
        PlacementId = placement.PlacementId,
        ParkId = placement.ParkId,
        UnitId = placement.UnitId,
        PositionId = placement.PositionId,
        GraduateId = placement.GraduateId,
        Delta = delta,
        OfCohort = ofCohort ? 1 : 0,
        Reason = reason,
        RulesVersion = rulesVersion,
        ActorId = actorId,
    };

    sealed record Counted
    {
        public long OfCohort { get; init; }
        public long RulesVersion { get; init; }
    }

    const string SelectHolders = """
        SELECT counted_hire.placement_id
        FROM counted_hire
        LEFT JOIN later_confirmation ON later_confirmation.placement_id = counted_hire.placement_id
        WHERE counted_hire.programme = @programme AND counted_hire.placement_id <> @placementId
            AND (counted_hire.person_key = @personKey OR later_confirmation.person_key = @personKey)
        ORDER BY counted_hire.counted_at, counted_hire.placement_id
        """;

    const string SelectCounted = "SELECT of_cohort, rules_version FROM counted_hire WHERE placement_id = @placementId";

    const string InsertCounted = """
        INSERT INTO counted_hire (placement_id, programme, person_key, park_id, unit_id, of_cohort, rules_version, counted_at)
        VALUES (@placementId, @programme, @personKey, @parkId, @unitId, @ofCohort, @rulesVersion, @countedAt)
        """;

    const string DeleteCounted = "DELETE FROM counted_hire WHERE placement_id = @placementId";
}
