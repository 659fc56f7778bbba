using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>
/// One graduate's way into one position. A use case reads it, makes the next state with <c>with</c> and calls <see cref="AdvanceAsync"/>:
/// the row is guarded by its version, so of two who decide at once one decides again on what holds then.
/// </summary>
sealed record Placement
{
    public Guid PlacementId { get; init; }
    public long Version { get; init; }
    public string Programme { get; init; } = "";
    public string ParkId { get; init; } = "";
    public Guid UnitId { get; init; }
    public Guid PositionId { get; init; }
    public Guid GraduateId { get; init; }
    public long Rank { get; init; }
    public PlacementStage Stage { get; init; }
    public DateTimeOffset StageSince { get; init; }
    public Sentence? Reason { get; init; }
    public DateTimeOffset AppliedAt { get; init; }
    public DateTimeOffset? InterviewAt { get; init; }
    public string? InterviewPlace { get; init; }
    public long? OfferPayFen { get; init; }
    public DateTimeOffset? OfferExpiresAt { get; init; }
    public AgreementForm? Form { get; init; }
    public DateOnly? SignedOn { get; init; }
    public DateOnly? StartsOn { get; init; }
    public long? TermMonths { get; init; }
    public long? PayFen { get; init; }
    public DateOnly? TerminatedOn { get; init; }

    /// <summary>Why the park sent the evidence back; empty once the unit has mended it.</summary>
    public string? ReturnedReason { get; init; }

    /// <summary>Degree and year as they were when the graduate accepted: the profile may be withdrawn later, the proof stays.</summary>
    public DegreeLevel? Degree { get; init; }

    /// <inheritdoc cref="Degree"/>
    public long? GraduationYear { get; init; }

    /// <summary>The kinds of evidence on file, a bit each as <see cref="BitsOf"/> gives it.</summary>
    public long EvidenceKinds { get; init; }

    /// <summary>The agreement is signed and has not ended: the unit claims the hire.</summary>
    public bool IsClaimed => Stage is PlacementStage.Signed or PlacementStage.OnDuty or PlacementStage.Counted;

    /// <summary>
    /// The last day of the agreement's term, which is a day of the term: twelve months from 1 July end on 30 June. Where the last month has no
    /// such day, its last day ends the term, as in article 202 of the Civil Code. Null before it is signed.
    /// </summary>
    public DateOnly? TermEndsOn => StartsOn is { } startsOn && TermMonths is { } months && startsOn.AddMonths((int)months) is var again
        ? again.Day == startsOn.Day ? again.AddDays(-1) : again
        : null;

    /// <summary>Still before any offer is accepted.</summary>
    public bool IsOpen => Stage <= PlacementStage.Offered;

    /// <summary>Whether somebody may look at it: its unit, its park, its graduate, a supervisor.</summary>
    public bool IsVisibleTo(Caller caller) => caller.Role switch
    {
        Roles.UnitMember => caller.UnitId == UnitId,
        Roles.ParkStaff => caller.ParkId == ParkId,
        Roles.Graduate => caller.Id == GraduateId,
        _ => caller.Role == Roles.Supervisor,
    };

    /// <summary>The placement of an id, or null.</summary>
    public static Task<Placement?> FindAsync(Reader reader, Guid placementId) => reader.FindAsync<Placement>(SelectPlacement, new { placementId });

    /// <summary>The placement if it is the unit's own, or null: another unit's is none of its business.</summary>
    public static async Task<Placement?> FindAsync(Reader reader, Guid placementId, Guid unitId) =>
        await FindAsync(reader, placementId) is { } placement && placement.UnitId == unitId ? placement : null;

    /// <summary>
    /// The placement to decide on: touched before it is read, so that it and all that hangs on it (evidence, confirmation, counting) stay as they are read
    /// from here on. Null: there is none.
    /// </summary>
    public static async Task<Placement?> TakeAsync(UnitOfWork unit, Guid placementId)
    {
        if (!await TouchAsync(unit, placementId) || await FindAsync(unit, placementId) is not { } placement)
        {
            return null;
        }

        unit.Concerns(placement.ParkId, "placement", placementId);
        return placement;
    }

    /// <summary>The same if it is the unit's own.</summary>
    public static async Task<Placement?> TakeAsync(UnitOfWork unit, Guid placementId, Guid unitId) =>
        await FindAsync(unit, placementId, unitId) is null ? null : await TakeAsync(unit, placementId);

    /// <summary>The unit's own, to decide on what concerns its graduate's acceptance too: the graduate's row first, then the placement's.</summary>
    public static async Task<Placement?> TakeWithGraduateAsync(UnitOfWork unit, Guid placementId, Guid unitId)
    {
        if (await FindAsync(unit, placementId, unitId) is not { } found)
        {
            return null;
        }

        await GraduateTurn.TakeAsync(unit, found.GraduateId);
        return await TakeAsync(unit, placementId);
    }

    /// <summary>Kinds of evidence as <see cref="EvidenceKinds"/> has them.</summary>
    public static long BitsOf(params IEnumerable<EvidenceKind> kinds) => kinds.Aggregate(0L, (bits, kind) => bits | 1L << (int)kind);

    /// <summary>Touches the row alone. False: there is none.</summary>
    public static async Task<bool> TouchAsync(UnitOfWork unit, Guid placementId) => await unit.ExecuteAsync(Touch, new { placementId }) > 0;

    /// <summary>Writes this state over the one it was made from and announces it. Returns it with its new version.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="actorId">Who decided; null where the clock did.</param>
    /// <exception cref="LostRaceException">Someone else has moved it meanwhile.</exception>
    public async Task<Placement> AdvanceAsync(UnitOfWork unit, Guid? actorId)
    {
        var before = await unit.FindAsync<Standing>(SelectStanding, new { PlacementId, Version, Stage });
        var moves = before?.Stage != Stage;
        var next = this with { Version = Version + 1, StageSince = moves ? unit.Now : StageSince };
        if (await unit.ExecuteAsync(UpdatePlacement, next) == 0)
        {
            throw new LostRaceException($"placement {PlacementId}");
        }

        if (moves)
        {
            await next.RecordStageAsync(unit, actorId);
        }

        var sums = unit.Sums<StageSums>();
        sums.Add(KeyAt(before!.Stage, before.EvidenceKinds), -1, 0);
        sums.Add(KeyAt(Stage, EvidenceKinds), 1, 0);
        foreach (var stage in moves ? StageSums.Passed((PlacementStage?)before.Furthest, Stage, before.Reached) : [])
        {
            sums.Add(KeyAt(stage, EvidenceKinds), 0, 1);
        }

        await unit.PublishAsync(next.Announcement(unit.Now));
        return next;
    }

    /// <summary>Adds the first state. False if the placement is there already.</summary>
    public async Task<bool> AddAsync(UnitOfWork unit)
    {
        if (await unit.ExecuteAsync(InsertPlacement, this) == 0)
        {
            return false;
        }

        await RecordStageAsync(unit, GraduateId);
        unit.Sums<StageSums>().Add(KeyAt(Stage, EvidenceKinds), 1, 1);
        await unit.PublishAsync(Announcement(unit.Now));
        return true;
    }

    Task RecordStageAsync(UnitOfWork unit, Guid? actorId) =>
        unit.ExecuteAsync(InsertStage, new { PlacementId, Version, Stage, Reason, actorId, occurredAt = unit.Now });

    StageSums.Key KeyAt(PlacementStage stage, long evidenceKinds) => new(Programme, ParkId, UnitId, stage, evidenceKinds);

    PlacementAdvanced Announcement(DateTimeOffset now) => new(
        PlacementId,
        Version,
        GraduateId,
        PositionId,
        UnitId,
        ParkId,
        Programme,
        Stage,
        Reason?.ToString(),
        OfferExpiresAt,
        OfferPayFen,
        InterviewAt,
        InterviewPlace,
        now);

    /// <summary>How a placement stands before a move, how far it has come on the way to counting, and how often to the stage it moves to.</summary>
    sealed record Standing
    {
        public PlacementStage Stage { get; init; }
        public long EvidenceKinds { get; init; }
        public long? Furthest { get; init; }
        public long Reached { get; init; }
    }

    const string SelectPlacement = """
        SELECT placement_id, version, programme, park_id, unit_id, position_id, graduate_id, rank, stage, stage_since, reason, applied_at,
            interview_at, interview_place, offer_pay_fen, offer_expires_at, form, signed_on, starts_on, term_months, pay_fen, terminated_on,
            returned_reason, degree, graduation_year, evidence_kinds
        FROM placement
        WHERE placement_id = @placementId
        """;

    const string Touch = "UPDATE placement SET version = version WHERE placement_id = @placementId";

    const string SelectStanding = """
        SELECT stage, evidence_kinds,
            (SELECT MAX(CASE placement_stage.stage WHEN 'Applied' THEN 0 WHEN 'Shortlisted' THEN 1 WHEN 'Interviewing' THEN 2 WHEN 'Offered' THEN 3
                    WHEN 'Accepted' THEN 4 WHEN 'Signed' THEN 5 WHEN 'OnDuty' THEN 6 WHEN 'Counted' THEN 7 END)
                FROM placement_stage WHERE placement_stage.placement_id = placement.placement_id) AS furthest,
            (SELECT COUNT(*) FROM placement_stage WHERE placement_stage.placement_id = placement.placement_id AND placement_stage.stage = @stage) AS reached
        FROM placement
        WHERE placement_id = @placementId AND version = @version
        """;

    const string UpdatePlacement = """
        UPDATE placement
        SET version = @version, stage = @stage, stage_since = @stageSince, reason = @reason, interview_at = @interviewAt,
            interview_place = @interviewPlace, offer_pay_fen = @offerPayFen, offer_expires_at = @offerExpiresAt, form = @form,
            signed_on = @signedOn, starts_on = @startsOn, term_months = @termMonths, pay_fen = @payFen, terminated_on = @terminatedOn,
            returned_reason = @returnedReason, degree = @degree, graduation_year = @graduationYear, evidence_kinds = @evidenceKinds
        WHERE placement_id = @placementId AND version = @version - 1
        """;

    const string InsertPlacement = """
        INSERT INTO placement (placement_id, version, programme, park_id, unit_id, position_id, graduate_id, rank, stage, stage_since, reason, applied_at,
            degree, graduation_year)
        SELECT @placementId, @version, @programme, @parkId, @unitId, @positionId, @graduateId, @rank, @stage, @stageSince, @reason, @appliedAt,
            @degree, @graduationYear
        WHERE NOT EXISTS (SELECT 1 FROM placement WHERE placement_id = @placementId)
        """;

    const string InsertStage = """
        INSERT INTO placement_stage (placement_id, version, stage, reason, actor_id, occurred_at)
        VALUES (@placementId, @version, @stage, @reason, @actorId, @occurredAt)
        """;
}

/// <summary>What a use case on a placement answers.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="Version">Its version after the use case.</param>
/// <param name="Stage">The stage it has reached.</param>
sealed record PlacementState(Guid PlacementId, long Version, PlacementStage Stage)
{
    public static PlacementState Of(Placement placement) => new(placement.PlacementId, placement.Version, placement.Stage);
}
