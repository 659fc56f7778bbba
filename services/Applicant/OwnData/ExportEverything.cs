using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Applicant.Applications;
using RaMatch.Applicant.Consents;
using RaMatch.Applicant.Hires;
using RaMatch.Applicant.Profiles;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.OwnData;

/// <summary>A graduate takes along everything this service holds about them (个人信息导出); the ID number is masked. 429 after too many in a minute.</summary>
static class ExportEverything
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/export", HandleAsync).RequireGraduate().RequireScope(Scopes.OwnDataRead).LimitedAsExport();

    /// <summary>Everything held.</summary>
    public sealed record Response(
        Guid GraduateId,
        DateTimeOffset ExportedAt,
        ReadProfile.Response? Profile,
        IReadOnlyList<ConsentPart> Consents,
        IReadOnlyList<ApplicationStory> Applications,
        IReadOnlyList<AnswerPart> Answers,
        IReadOnlyList<HirePart> Hires,
        IReadOnlyList<ReadingPart> Readings);

    /// <summary>A consent, in force unless withdrawn.</summary>
    public sealed record ConsentPart(string Purpose, long TextVersion, DateTimeOffset GivenAt, DateTimeOffset? WithdrawnAt);

    /// <summary>An answer to an offer.</summary>
    public sealed record AnswerPart(Guid PlacementId, bool Accepted, DateTimeOffset AnsweredAt);

    /// <summary>A confirmed hire with its masked ID number.</summary>
    public sealed record HirePart(Guid PlacementId, string Programme, string? IdNumber, DateTimeOffset ConfirmedAt);

    /// <summary>A unit has read name and phone number.</summary>
    public sealed record ReadingPart(Guid PlacementId, Guid UnitId, string? UnitName, DateTimeOffset ReadAt);

    static Task<Ok<Response>> HandleAsync(Graduate graduate, ApplicantDb db, IdNumberVault vault, CancellationToken cancellation) =>
        db.ReadAsync(async reader =>
        {
            var of = new { graduateId = graduate.Id };
            var stories = await reader.QueryAsync<ApplicationStory.Row>(ApplicationStory.SelectOfGraduate, of);
            return TypedResults.Ok(new Response(
                graduate.Id,
                reader.Now,
                await ReadProfile.FindAsync(reader, graduate.Id),
                [.. (await reader.QueryAsync<ConsentRow>(SelectConsents, of)).Select(row => new ConsentPart(ConsentText.KeyOf(row.Purpose), row.TextVersion, row.GivenAt, row.WithdrawnAt))],
                await ApplicationStory.TellAsync(reader, stories),
                [.. (await reader.QueryAsync<AnswerRow>(SelectAnswers, of)).Select(row => new AnswerPart(row.PlacementId, row.Accepted == 1, row.AnsweredAt))],
                [.. (await reader.QueryAsync<HireRow>(SelectHires, of)).Select(row => new HirePart(
                    row.PlacementId, row.Programme, row.IdNumber is null ? null : vault.Mask(graduate.Id, row.IdNumber), row.ConfirmedAt))],
                [.. (await reader.QueryAsync<ReadingRow>(SelectReadings, of)).Select(row => new ReadingPart(row.ApplicationId, row.UnitId, row.UnitName, row.ReadAt))]));
        }, cancellation);

    sealed record ConsentRow
    {
        public ConsentPurpose Purpose { get; init; }
        public long TextVersion { get; init; }
        public DateTimeOffset GivenAt { get; init; }
        public DateTimeOffset? WithdrawnAt { get; init; }
    }

    sealed record AnswerRow
    {
        public Guid PlacementId { get; init; }
        public long Accepted { get; init; }
        public DateTimeOffset AnsweredAt { get; init; }
    }

    sealed record HireRow
    {
        public Guid PlacementId { get; init; }
        public string Programme { get; init; } = "";
        public string? IdNumber { get; init; }
        public DateTimeOffset ConfirmedAt { get; init; }
    }

    sealed record ReadingRow
    {
        public Guid ApplicationId { get; init; }
        public Guid UnitId { get; init; }
        public string? UnitName { get; init; }
        public DateTimeOffset ReadAt { get; init; }
    }

    const string SelectConsents = """
        SELECT purpose, text_version, given_at, withdrawn_at
        FROM consent
        WHERE graduate_id = @graduateId
        ORDER BY given_at, purpose, number
        """;

    const string SelectAnswers = """
        SELECT o.placement_id, o.accepted, o.answered_at
        FROM offer_answer o
        JOIN application a ON a.application_id = o.placement_id
        WHERE a.graduate_id = @graduateId
        ORDER BY o.answered_at, o.placement_id
        """;

    const string SelectHires = """
        SELECT placement_id, programme, id_number, confirmed_at
        FROM hire
        WHERE graduate_id = @graduateId
        ORDER BY confirmed_at, placement_id
        """;

    const string SelectReadings = """
        SELECT a.application_id, r.unit_id, COALESCE(u.name, p.unit_name) AS unit_name, r.read_at
        FROM application a
        JOIN reading r ON r.unit_id = a.unit_id AND r.application_ids LIKE CONCAT('%', a.application_id, '%')
        LEFT JOIN position p ON p.position_id = a.position_id
        LEFT JOIN unit_standing u ON u.unit_id = r.unit_id
        WHERE a.graduate_id = @graduateId
        ORDER BY r.read_at, r.reading_id, a.application_id
        """;
}
