using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A file on a hire that is, to the byte, on another hire of the programme too. A unit's list of who came or whose insurance is paid may prove several
/// of its own; an agreement is one person's, and what one unit has filed proves nothing at another.
/// </summary>
sealed record SharedFile
{
    public Guid EvidenceId { get; init; }
    public Guid PlacementId { get; init; }
    public EvidenceKind Kind { get; init; }
    public Guid UnitId { get; init; }
    public Guid OtherPlacementId { get; init; }
    public EvidenceKind OtherKind { get; init; }
    public Guid OtherUnitId { get; init; }

    /// <summary>The file cannot be true of both.</summary>
    public bool ProvesNothing => Kind == EvidenceKind.Agreement || OtherKind == EvidenceKind.Agreement || UnitId != OtherUnitId;

    /// <summary>Those of one hire.</summary>
    public static Task<IReadOnlyList<SharedFile>> OfPlacementAsync(Reader reader, Guid placementId) =>
        reader.QueryAsync<SharedFile>(SelectShared + " AND placement.placement_id = @placementId", new { placementId });

    /// <summary>Those of the claimed hires of a park that do not count yet.</summary>
    public static Task<IReadOnlyList<SharedFile>> OfParkAsync(Reader reader, string programme, string parkId) =>
        reader.QueryAsync<SharedFile>(SelectShared + " AND placement.programme = @programme AND placement.park_id = @parkId AND placement.stage IN ('Signed', 'OnDuty')", new { programme, parkId });

    // A hire that has ended claims nothing any more, nor does what was taken out.
    const string SelectShared = """
        SELECT evidence.evidence_id, placement.placement_id, evidence.kind, placement.unit_id,
            elsewhere.placement_id AS other_placement_id, other.kind AS other_kind, elsewhere.unit_id AS other_unit_id
        FROM placement
        JOIN evidence ON evidence.placement_id = placement.placement_id AND evidence.superseded_at IS NULL
        JOIN evidence other ON other.sha256 = evidence.sha256 AND other.placement_id <> evidence.placement_id AND other.superseded_at IS NULL
        JOIN placement elsewhere ON elsewhere.placement_id = other.placement_id AND elsewhere.programme = placement.programme
        WHERE elsewhere.stage IN ('Signed', 'OnDuty', 'Counted')
        """;
}
