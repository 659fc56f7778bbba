using RaMatch.Matching.Programmes;

namespace RaMatch.Matching.Counting;

/// <summary>A piece of evidence without its document.</summary>
sealed record EvidenceOnFile
{
    public Guid EvidenceId { get; init; }
    public Guid PlacementId { get; init; }
    public EvidenceKind Kind { get; init; }

    /// <summary>The month of the social insurance, yyyy-MM.</summary>
    public string? Month { get; init; }
    public string ContentType { get; init; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 of the document, 64 lower-case hex digits.</summary>
    public string Sha256 { get; init; } = "";
    public DateTimeOffset FiledAt { get; init; }
}
