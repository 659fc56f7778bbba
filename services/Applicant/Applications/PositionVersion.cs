using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Applicant.Applications;

/// <summary>One version of a position as it was published, and what is different in it from another. What an older event did not tell is null.</summary>
sealed record PositionVersion
{
    public Guid PositionId { get; init; }
    public long Version { get; init; }
    public string Title { get; init; } = "";
    public PositionKind Kind { get; init; }
    public string? Duties { get; init; }
    public DegreeLevel? MinimumDegree { get; init; }
    public string? Majors { get; init; }
    public string? RequiredSkills { get; init; }
    public string? WishedSkills { get; init; }
    public string City { get; init; } = "";
    public long PayMinimumFen { get; init; }
    public long PayMaximumFen { get; init; }
    public long? TermMonths { get; init; }
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>One thing that was changed, in words.</summary>
    /// <param name="Field">As in the JSON of the position; <c>pay</c> is the range.</param>
    /// <param name="Label">What it is.</param>
    /// <param name="Before">As it was when the graduate applied.</param>
    /// <param name="After">As it is now.</param>
    public sealed record Change(string Field, Sentence Label, Sentence Before, Sentence After);

    /// <summary>All versions of some positions, each position's oldest first.</summary>
    public static async Task<ILookup<Guid, PositionVersion>> ReadAsync(Reader reader, IReadOnlyList<Guid> positions) =>
        (await reader.QueryAsync<PositionVersion>(SelectVersions, new { positions })).ToLookup(version => version.PositionId);

    /// <summary>What is different from an earlier version; seats and the closing date are no matter of who has applied.</summary>
    public IReadOnlyList<Change> ChangesFrom(PositionVersion earlier) =>
    [
        .. Facts(earlier).Zip(Facts(this))
            .Where(pair => pair.First.Value is not null && pair.Second.Value is not null && !pair.First.Value.Equals(pair.Second.Value))
            .Select(pair => new Change(pair.Second.Field, pair.Second.Label, pair.First.Value!, pair.Second.Value!)),
    ];

    static IEnumerable<(string Field, Sentence Label, Sentence? Value)> Facts(PositionVersion version) =>
    [
        ("title", Sentence.Of("position-field.title"), Sentence.Said(version.Title)),
        ("kind", Sentence.Of("position-field.kind"), Sentence.Label(version.Kind)),
        ("city", Sentence.Of("position-field.city"), Sentence.Said(version.City)),
        ("pay", Sentence.Of("position-field.pay"), Sentence.Of("position-fact.pay", ("from", version.PayMinimumFen), ("to", version.PayMaximumFen))),
        ("minimumDegree", Sentence.Of("position-field.minimum-degree"), version.MinimumDegree is { } degree ? Sentence.Label(degree) : null),
        ("majors", Sentence.Of("position-field.majors"), Listed(version.Majors, Sentence.Of("position-fact.any-major"), prefix => Reference.Majors.Describe(prefix) ?? prefix)),
        ("requiredSkills", Sentence.Of("position-field.required-skills"), Listed(version.RequiredSkills, Sentence.Of("position-fact.none"), skill => skill)),
        ("wishedSkills", Sentence.Of("position-field.wished-skills"), Listed(version.WishedSkills, Sentence.Of("position-fact.none"), skill => skill)),
        ("termMonths", Sentence.Of("position-field.term-months"), version.TermMonths is { } months ? Sentence.Of("position-fact.months", ("months", months)) : null),
        ("duties", Sentence.Of("position-field.duties"), version.Duties is { } duties ? Sentence.Said(duties) : null),
    ];

    static Sentence? Listed(string? json, Sentence none, Func<string, string> nameOf) => json is null ? null
        : Json.Read<IReadOnlyList<string>>(json) is { Count: > 0 } items ? Sentence.Of("position-fact.listed", ("items", Argument.List(items.Select(nameOf))))
        : none;

    const string SelectVersions = """
        SELECT position_id, version, title, kind, duties, minimum_degree, majors, required_skills, wished_skills, city, pay_minimum_fen, pay_maximum_fen,
            term_months, published_at
        FROM position_version
        WHERE position_id IN @positions
        ORDER BY position_id, version
        """;
}
