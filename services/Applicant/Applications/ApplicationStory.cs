using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Applicant.Applications;

/// <summary>An application as its graduate reads it: where it stands, in plain words, and how it came there.</summary>
/// <param name="ApplicationId">The application, which is the placement in every service.</param>
/// <param name="PositionId">The position.</param>
/// <param name="PositionTitle">Its title as last published.</param>
/// <param name="UnitId">The unit.</param>
/// <param name="UnitName">Its name as last verified.</param>
/// <param name="ParkId">Its park.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="City">The city of work.</param>
/// <param name="PayMinimumFen">Lowest monthly pay, in fen.</param>
/// <param name="PayMaximumFen">Highest monthly pay, in fen.</param>
/// <param name="Rank">Rank among the active wishes of the programme, from 1; null once it is over.</param>
/// <param name="Stage">The stage reached.</param>
/// <param name="StageText">What that means for the graduate, with the next step.</param>
/// <param name="Active">Whether it still takes one of the programme's wishes.</param>
/// <param name="Reason">Why it ended, where somebody said so.</param>
/// <param name="SubmittedAt">When the graduate applied.</param>
/// <param name="Offer">The offer, while there is one.</param>
/// <param name="AgreedPayFen">Monthly pay of the offer that was accepted, in fen, from the acceptance on.</param>
/// <param name="Interview">The last interview arranged, while the application is active.</param>
/// <param name="HireConfirmable">Whether the graduate may confirm the hire now.</param>
/// <param name="HireConfirmedAt">When the graduate confirmed it.</param>
/// <param name="Seats">Seats of the position; null until Matching has told.</param>
/// <param name="SeatsHeld">Seats held by offers and hires.</param>
/// <param name="UnitSuspended">What it means for the graduate that the unit's park has suspended it; null unless it has and the application is active.</param>
/// <param name="PositionChanges">What the unit has changed of the position since the graduate applied; nothing once the application has ended.</param>
/// <param name="Timeline">From the application on, oldest first, with the changes to the position.</param>
sealed record ApplicationStory(
    Guid ApplicationId,
    Guid PositionId,
    string PositionTitle,
    Guid UnitId,
    string UnitName,
    string ParkId,
    string Programme,
    string City,
    long PayMinimumFen,
    long PayMaximumFen,
    int? Rank,
    PlacementStage Stage,
    Sentence StageText,
    bool Active,
    Sentence? Reason,
    DateTimeOffset SubmittedAt,
    ApplicationStory.OfferPart? Offer,
    long? AgreedPayFen,
    ApplicationStory.InterviewPart? Interview,
    bool HireConfirmable,
    DateTimeOffset? HireConfirmedAt,
    long? Seats,
    long? SeatsHeld,
    Sentence? UnitSuspended,
    IReadOnlyList<PositionVersion.Change> PositionChanges,
    IReadOnlyList<ApplicationStory.Step> Timeline)
{
    /// <summary>An offer: <c>open</c>, <c>answering</c> (answered, Matching is deciding) or <c>expired</c>.</summary>
    public sealed record OfferPart(string State, bool? Accepted, long? PayFen, DateTimeOffset? ExpiresAt);

    /// <summary>An interview.</summary>
    public sealed record InterviewPart(DateTimeOffset At, string? Place);

    /// <summary>One step of the way.</summary>
    public sealed record Step(PlacementStage Stage, Sentence Text, DateTimeOffset At, Sentence? Reason);

    /// <summary>Tells the stories of rows read by one of the statements below.</summary>
    public static async Task<IReadOnlyList<ApplicationStory>> TellAsync(Reader reader, IReadOnlyList<Row> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var steps = (await reader.QueryAsync<StepRow>(SelectSteps, new { ids = rows.Select(row => row.ApplicationId).ToList() })).ToLookup(step => step.PlacementId);
        var versions = await PositionVersion.ReadAsync(reader, [.. rows.Select(row => row.PositionId).Distinct()]);
        return [.. rows.Select(row => Tell(row, steps[row.ApplicationId], [.. versions[row.PositionId]], reader.Now))];
    }

    static ApplicationStory Tell(Row row, IEnumerable<StepRow> steps, IReadOnlyList<PositionVersion> versions, DateTimeOffset now)
    {
        // What the graduate has withdrawn is withdrawn, whether or not Matching has said so yet.
        var stage = row.WithdrawnAt is null ? row.Stage ?? PlacementStage.Applied : PlacementStage.Withdrawn;
        // What was published when the graduate applied and what came after it; to an application that has ended nothing changes any more.
        List<PositionVersion> since = stage.IsEnd() ? [] : [.. versions.Where(version => version.PublishedAt <= row.SubmittedAt).TakeLast(1), .. versions.Where(version => version.PublishedAt > row.SubmittedAt)];
        return new ApplicationStory(
            row.ApplicationId,
            row.PositionId,
            row.Title,
            row.UnitId,
            row.UnitName,
            row.ParkId,
            row.Programme,
            row.City,
            row.PayMinimumFen,
            row.PayMaximumFen,
            stage.IsEnd() ? null : (int)row.Rank,
            stage,
            Explain(stage, row, now),
            !stage.IsEnd(),
            stage.IsEnd() ? Own(row.Reason) ?? Typed(row.WithdrawalReason) : null,
            row.SubmittedAt,
            stage == PlacementStage.Offered ? new OfferPart(OfferState(row, now), row.Accepted is { } accepted ? accepted == 1 : null, row.OfferPayFen, row.OfferExpiresAt) : null,
            stage.IsTaken() ? row.OfferPayFen : null,
            row.InterviewAt is { } at && !stage.IsEnd() ? new InterviewPart(at, row.InterviewPlace) : null,
            stage is PlacementStage.Signed or PlacementStage.OnDuty && row.HireConfirmedAt is null,
            row.HireConfirmedAt,
            row.Seats,
            row.SeatsHeld,
            row.Suspended == 1 ? SuspensionAt(stage) : null,
            since.Count > 1 ? since[^1].ChangesFrom(since[0]) : [],
            [.. Merged([.. TimelineOf(row, steps)], [.. since.Zip(since.Skip(1)).Select(pair => (pair.Second.PublishedAt, pair.Second.ChangesFrom(pair.First))).Where(change => change.Item2.Count > 0)])]);
    }

    static IEnumerable<Step> TimelineOf(Row row, IEnumerable<StepRow> steps)
    {
        yield return new Step(PlacementStage.Applied, Sentence.Label(PlacementStage.Applied), row.SubmittedAt, null);
        var withdrawn = false;
        foreach (var step in steps.Where(step => step.Stage != PlacementStage.Applied))
        {
            withdrawn |= step.Stage == PlacementStage.Withdrawn;
            yield return new Step(step.Stage, Sentence.Label(step.Stage), step.OccurredAt, Own(step.Reason));
        }

        if (row.WithdrawnAt is { } at && !withdrawn)
        {
            yield return new Step(PlacementStage.Withdrawn, Sentence.Label(PlacementStage.Withdrawn), at, Typed(row.WithdrawalReason));
        }
    }

    // Each change before the first step that came after it, at the stage reached by then.
    static IEnumerable<Step> Merged(IReadOnlyList<Step> steps, IReadOnlyList<(DateTimeOffset At, IReadOnlyList<PositionVersion.Change> Changes)> changes)
    {
        var told = 0;
        for (var index = 0; index < steps.Count; index++)
        {
            yield return steps[index];
            for (; told < changes.Count && (index == steps.Count - 1 || changes[told].At < steps[index + 1].At); told++)
            {
                yield return new Step(
                    steps[index].Stage,
                    Sentence.Of("application.position-changed"),
                    changes[told].At,
                    Sentence.Of("application.changed-fields", ("fields", Argument.List(changes[told].Changes.Select(change => change.Label)))));
            }
        }
    }

    static Sentence? SuspensionAt(PlacementStage stage) => stage switch
    {
        PlacementStage.Accepted => Sentence.Of("standing.unit-suspended-after-acceptance"),
        _ when stage.IsTaken() => Sentence.Of("standing.unit-suspended-after-signing"),
        _ when stage.IsEnd() => null,
        _ => Sentence.Of("standing.unit-suspended"),
    };

    // What Matching says of a graduate to units, said to the graduate.
    static Sentence? Own(Sentence? reason) => reason?.Code switch
    {
        "placement.accepted-elsewhere" => Sentence.Of("standing.own-accepted-elsewhere"),
        "placement.withdrawn-by-graduate" => Sentence.Of("standing.own-withdrawn"),
        "placement.declined" => Sentence.Of("standing.own-declined"),
        _ => reason,
    };

    // The graduate's own words, which nobody words again.
    static Sentence? Typed(string? reason) => reason is null ? null : Sentence.Said(reason);

    static Sentence Explain(PlacementStage stage, Row row, DateTimeOffset now) => stage switch
    {
        PlacementStage.Applied => Sentence.Of("standing.applied"),
        PlacementStage.Shortlisted => Sentence.Of("standing.shortlisted"),
        PlacementStage.Interviewing => Sentence.Of("standing.interviewing"),
        PlacementStage.Offered => OfferState(row, now) switch
        {
            OfferOpen => Sentence.Of("standing.offered", ("reason", row.Reason ?? Sentence.Of("standing.unit-offers"))),
            OfferAnswering => row.Accepted == 1 ? Sentence.Of("standing.accepting") : Sentence.Of("standing.declining"),
            _ => Sentence.Of("standing.offer-expired"),
        },
        PlacementStage.Accepted => Sentence.Of("standing.accepted"),
        PlacementStage.Signed when row.HireConfirmedAt is null => Sentence.Of("standing.signed-unconfirmed"),
        PlacementStage.Signed => Sentence.Of("standing.signed"),
        PlacementStage.OnDuty when row.HireConfirmedAt is null => Sentence.Of("standing.on-duty-unconfirmed"),
        PlacementStage.OnDuty => Sentence.Of("standing.on-duty"),
        PlacementStage.Counted => Sentence.Of("standing.counted"),
        PlacementStage.Rejected => Sentence.Of("standing.rejected"),
        PlacementStage.Declined => Sentence.Of("standing.declined"),
        PlacementStage.Withdrawn => Sentence.Of("standing.withdrawn"),
        PlacementStage.Expired => Sentence.Of("standing.expired"),
        PlacementStage.Terminated => Sentence.Of("standing.terminated"),
        _ => Sentence.Label(stage),
    };

    const string OfferOpen = "open";
    const string OfferAnswering = "answering";
    const string OfferExpired = "expired";

    static string OfferState(Row row, DateTimeOffset now) => row switch
    {
        { Accepted: not null } => OfferAnswering,
        { OfferExpiresAt: { } expiry } when expiry <= now => OfferExpired,
        _ => OfferOpen,
    };

    /// <summary>What the statements below read.</summary>
    public sealed record Row
    {
        public Guid ApplicationId { get; init; }
        public Guid PositionId { get; init; }
        public Guid UnitId { get; init; }
        public string ParkId { get; init; } = "";
        public string Programme { get; init; } = "";
        public long Rank { get; init; }
        public DateTimeOffset SubmittedAt { get; init; }
        public DateTimeOffset? WithdrawnAt { get; init; }
        public string? WithdrawalReason { get; init; }
        public string Title { get; init; } = "";
        public string UnitName { get; init; } = "";
        public string City { get; init; } = "";
        public long PayMinimumFen { get; init; }
        public long PayMaximumFen { get; init; }
        public long? Seats { get; init; }
        public long? SeatsHeld { get; init; }
        public PlacementStage? Stage { get; init; }
        public Sentence? Reason { get; init; }
        public DateTimeOffset? OfferExpiresAt { get; init; }
        public long? OfferPayFen { get; init; }
        public DateTimeOffset? InterviewAt { get; init; }
        public string? InterviewPlace { get; init; }
        public long? Accepted { get; init; }
        public DateTimeOffset? HireConfirmedAt { get; init; }
        public long? Suspended { get; init; }
    }

    sealed record StepRow
    {
        public Guid PlacementId { get; init; }
        public PlacementStage Stage { get; init; }
        public Sentence? Reason { get; init; }
        public DateTimeOffset OccurredAt { get; init; }
    }

    const string Select = """
        SELECT a.application_id, a.position_id, a.unit_id, a.park_id, a.programme, a.rank, a.submitted_at, a.withdrawn_at, a.withdrawal_reason,
               p.title, COALESCE(u.name, p.unit_name) AS unit_name, p.city, p.pay_minimum_fen, p.pay_maximum_fen,
               s.seats, s.seats_held,
               l.stage, l.reason, l.offer_expires_at, l.offer_pay_fen, l.interview_at, l.interview_place,
               o.accepted, h.confirmed_at AS hire_confirmed_at, u.suspended
        FROM application a
        JOIN position p ON p.position_id = a.position_id
        LEFT JOIN unit_standing u ON u.unit_id = a.unit_id
        LEFT JOIN position_seats s ON s.position_id = a.position_id
        LEFT JOIN placement l ON l.placement_id = a.application_id
        LEFT JOIN offer_answer o ON o.placement_id = a.application_id AND o.placement_version = l.version
        LEFT JOIN hire h ON h.placement_id = a.application_id
        """;

    /// <summary>All applications of <c>@graduateId</c>, newest first.</summary>
    public const string SelectOfGraduate = Select + """

        WHERE a.graduate_id = @graduateId
        ORDER BY a.submitted_at DESC, a.application_id DESC
        """;

    /// <summary>One application of <c>@graduateId</c>.</summary>
    public const string SelectOne = Select + """

        WHERE a.graduate_id = @graduateId AND a.application_id = @applicationId
        """;

    /// <summary>The offers <c>@graduateId</c> has before them, soonest to expire first.</summary>
    public const string SelectOffered = Select + """

        WHERE a.graduate_id = @graduateId AND a.withdrawn_at IS NULL AND l.stage = 'Offered'
        ORDER BY l.offer_expires_at, a.application_id
        """;

    const string SelectSteps = """
        SELECT placement_id, stage, reason, occurred_at
        FROM placement_step
        WHERE placement_id IN @ids
        ORDER BY placement_id, version
        """;
}
