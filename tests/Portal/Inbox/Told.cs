using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Contracts.Posting;
using RaMatch.Portal.Inbox;
using RaMatch.Portal.Tests.People;
using RaMatch.Testing;

namespace RaMatch.Portal.Tests.Inbox;

/// <summary>What services announce, for the tests of what people are told of it; and what they were told.</summary>
static class Told
{
    public const string Programme = "ra-2022";
    public const string Park = "weifang";

    public static Guid PositionId { get; } = Guid.Parse("0195f0a0-0000-7000-8000-00000000a001");

    public static Guid UnitId { get; } = Guid.Parse("0195f0a0-0000-7000-8000-00000000a002");

    public static Guid RoundId { get; } = Guid.Parse("0195f0a0-0000-7000-8000-00000000a003");

    public static DateTimeOffset At { get; } = new ManualClock().GetUtcNow();

    /// <summary>A placement at a stage.</summary>
    public static PlacementAdvanced Placement(Guid placementId, long version, PlacementStage stage, Guid graduateId, DateTimeOffset? interviewAt = null, string? place = null, DateTimeOffset? expiresAt = null, Guid? positionId = null) => new(
        placementId, version, graduateId, positionId ?? PositionId, UnitId, Park, Programme, stage, null, expiresAt, null, interviewAt, place, At);

    /// <summary>A published position.</summary>
    public static PositionPublished Position(long version = 1, string title = "数据分析工程师", long payMaximumFen = 900_000, string unitName = "启明智造科技", Guid? positionId = null) => new(
        positionId ?? PositionId, version, UnitId, unitName, Park, Programme, title, PositionKind.ResearchProject, 3, DegreeLevel.Bachelor, [], ["SQL"], [], "潍坊市", 700_000, payMaximumFen, 12, new DateOnly(2022, 7, 31), At, "清洗数据");

    /// <summary>A round of the park.</summary>
    public static RoundAnnounced Round(long version, DateTimeOffset closesAt, bool isOver = false, bool? isCancelled = null) => new(RoundId, version, Programme, "第一轮撮合", [Park], closesAt, isOver, At, isCancelled);

    /// <summary>What was told, as “audience: kinds”, in the order of the kinds' names; a settled one in brackets. Waits until it is what is expected.</summary>
    public static Task ExpectAsync(Installation installation, Audience audience, params string[] kinds) => Eventually.Get(
        () => ReadAsync(installation, audience),
        told => told.SequenceEqual(kinds.Order(StringComparer.Ordinal)),
        $"{audience} should have been told: {string.Join(", ", kinds)}");

    /// <summary>What an audience has been told that has appeared by now.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(Installation installation, Audience audience) =>
    [
        .. (await installation.Db.ReadAsync(reader => reader.QueryAsync<Row>(
            "SELECT kind, settled_at FROM notification WHERE audience = @kind AND audience_id = @id AND appears_at <= @now",
            new { audience.Kind, audience.Id, reader.Now }))).Select(row => row.SettledAt is null ? row.Kind : $"({row.Kind})").Order(StringComparer.Ordinal),
    ];

    sealed record Row
    {
        public string Kind { get; init; } = "";
        public DateTimeOffset? SettledAt { get; init; }
    }
}
