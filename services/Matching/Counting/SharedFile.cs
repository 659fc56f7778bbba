using RaMatch.Platform.Data;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A file on a hire that is, to the byte, on other hires too, of whatever programme. A unit's list of who came or whose insurance is paid may prove several
/// of its own; an agreement is one person's, and what one unit has filed proves nothing at another.
/// </summary>
sealed record SharedFile
{
    public Guid EvidenceId { get; init; }
    public Guid PlacementId { get; init; }

    /// <summary>How many other hires have it.</summary>
    public long Hires { get; init; }

    /// <summary>Those of them of which it cannot be true as well.</summary>
    public long Strangers { get; init; }

    /// <summary>Those of one hire.</summary>
    public static Task<IReadOnlyList<SharedFile>> OfPlacementAsync(Reader reader, Guid placementId) =>
        reader.QueryAsync<SharedFile>(SelectOfPlacement, new { placementId });

    /// <summary>Those of the claimed hires of a park that do not count yet.</summary>
    public static Task<IReadOnlyList<SharedFile>> OfParkAsync(Reader reader, string programme, string parkId) =>
        reader.QueryAsync<SharedFile>(SelectOfPark, new { programme, parkId });

    /// <summary>Those of the hires of a park that count.</summary>
    public static Task<IReadOnlyList<SharedFile>> OfCountedAsync(Reader reader, string programme, string parkId) =>
        reader.QueryAsync<SharedFile>(SelectOfCounted, new { programme, parkId });

    const string SelectOfPlacement = $"SELECT {Shared} AND placement.placement_id = @placementId {EachFile}";

    const string SelectOfPark = $"""
        SELECT {Shared} AND placement.programme = @programme AND placement.park_id = @parkId AND placement.stage IN ('Signed', 'OnDuty')
        {EachFile}
        """;

    const string SelectOfCounted = $"""
        SELECT {Shared} AND placement.placement_id IN (SELECT placement_id FROM counted_hire WHERE programme = @programme AND park_id = @parkId)
        {EachFile}
        """;

    // A hire that has ended and does not count claims nothing any more, nor does what was taken out.
    const string Shared = """
        evidence.evidence_id, placement.placement_id, COUNT(DISTINCT elsewhere.placement_id) AS hires,
            COUNT(DISTINCT CASE WHEN evidence.kind = 'Agreement' OR other.kind = 'Agreement' OR elsewhere.unit_id <> placement.unit_id THEN elsewhere.placement_id END) AS strangers
        FROM placement
        JOIN evidence ON evidence.placement_id = placement.placement_id AND evidence.superseded_at IS NULL
        JOIN evidence other ON other.sha256 = evidence.sha256 AND other.placement_id <> evidence.placement_id AND other.superseded_at IS NULL
        JOIN placement elsewhere ON elsewhere.placement_id = other.placement_id
        WHERE (elsewhere.stage IN ('Signed', 'OnDuty', 'Counted') OR EXISTS (SELECT 1 FROM counted_hire WHERE counted_hire.placement_id = elsewhere.placement_id))
        """;

    // Counted by the database: as pairs, one list of a hundred hires would be ten thousand rows.
    const string EachFile = "GROUP BY evidence.evidence_id, placement.placement_id";
}
