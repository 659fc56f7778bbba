using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Consents;

/// <summary>A graduate sees each purpose, its words and whether the own consent is in force.</summary>
static class ListConsents
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/consents", HandleAsync).RequireGraduate().RequireScope(Scopes.ProfileRead);

    /// <summary>
    /// One purpose; <c>givenVersion</c> and the times are of the last consent, if there ever was one. <c>change</c> is what the words add
    /// to the version before: of interest to who has consented to that one.
    /// </summary>
    public sealed record Item(
        string Purpose, string Title, string Text, int Version, bool Given, int? GivenVersion, DateTimeOffset? GivenAt, DateTimeOffset? WithdrawnAt, string? Change);

    static Task<IReadOnlyList<Item>> HandleAsync(Graduate graduate, ApplicantDb db, CancellationToken cancellation) =>
        db.ReadAsync<IReadOnlyList<Item>>(async reader =>
        {
            var rows = await reader.QueryAsync<Row>(SelectConsents, new { graduateId = graduate.Id });
            return [.. ConsentText.All.Select(text =>
            {
                var last = rows.LastOrDefault(row => row.Purpose == text.Purpose);
                return new Item(
                    text.Key,
                    text.Title,
                    text.Text,
                    text.Version,
                    rows.Any(row => row.Purpose == text.Purpose && row.WithdrawnAt is null),
                    (int?)last?.TextVersion,
                    last?.GivenAt,
                    last?.WithdrawnAt,
                    text.Change);
            })];
        }, cancellation);

    sealed record Row
    {
        public ConsentPurpose Purpose { get; init; }
        public long TextVersion { get; init; }
        public DateTimeOffset GivenAt { get; init; }
        public DateTimeOffset? WithdrawnAt { get; init; }
    }

    const string SelectConsents = """
        SELECT purpose, text_version, given_at, withdrawn_at
        FROM consent
        WHERE graduate_id = @graduateId
        ORDER BY purpose, number
        """;
}
