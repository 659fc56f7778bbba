using System.Buffers.Binary;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>A wish as the closing froze it. The points follow from it by the round's formula; the rank is its place in the list.</summary>
/// <param name="PositionId">Where.</param>
/// <param name="PlacementId">The placement.</param>
/// <param name="FitScore">0 to 1000.</param>
/// <param name="Grade">The unit's grade, 0 to 100; null if it gave none.</param>
readonly record struct FrozenWish(Guid PositionId, Guid PlacementId, int FitScore, long? Grade)
{
    const int Size = 16 + 16 + 2 + 1;
    const byte NoGrade = byte.MaxValue;

    /// <summary>A list as it is stored.</summary>
    public static byte[] Pack(IReadOnlyList<FrozenWish> list)
    {
        var stored = new byte[list.Count * Size];
        for (var index = 0; index < list.Count; index++)
        {
            var wish = list[index];
            var at = stored.AsSpan(index * Size, Size);
            wish.PositionId.TryWriteBytes(at, bigEndian: true, out _);
            wish.PlacementId.TryWriteBytes(at[16..], bigEndian: true, out _);
            BinaryPrimitives.WriteUInt16BigEndian(at[32..], checked((ushort)wish.FitScore));
            at[34] = wish.Grade is { } grade ? checked((byte)grade) : NoGrade;
        }

        return stored;
    }

    /// <summary>The list that was stored, dearest first.</summary>
    public static IReadOnlyList<FrozenWish> Unpack(byte[] stored)
    {
        var list = new FrozenWish[stored.Length / Size];
        for (var index = 0; index < list.Length; index++)
        {
            var at = stored.AsSpan(index * Size, Size);
            list[index] = new FrozenWish(
                new Guid(at[..16], bigEndian: true),
                new Guid(at[16..32], bigEndian: true),
                BinaryPrimitives.ReadUInt16BigEndian(at[32..]),
                at[34] == NoGrade ? null : at[34]);
        }

        return list;
    }
}

/// <summary>What a closing froze of a graduate with wishes.</summary>
/// <param name="GraduateId">The graduate.</param>
/// <param name="Lottery">The lottery number.</param>
/// <param name="Wishes">Dearest first.</param>
sealed record FrozenList(Guid GraduateId, long Lottery, IReadOnlyList<FrozenWish> Wishes)
{
    /// <summary>The lists of those who have a placement at a position of the unit; not all of their wishes are there, and perhaps none.</summary>
    public static async Task<IReadOnlyList<FrozenList>> OfUnitAsync(Reader reader, Round round, Guid unitId) =>
        [.. (await reader.QueryAsync<Row>(SelectOfUnit, new { round.RoundId, unitId })).Select(row => row.List())];

    /// <summary>The graduate's list, or null if none of the wishes took part.</summary>
    public static async Task<FrozenList?> OfGraduateAsync(Reader reader, Round round, Guid graduateId) =>
        (await reader.FindAsync<Row>(SelectOfGraduate, new { round.RoundId, graduateId }))?.List();

    sealed record Row
    {
        public Guid GraduateId { get; init; }
        public long Lottery { get; init; }
        public byte[] Wishes { get; init; } = [];

        public FrozenList List() => new(GraduateId, Lottery, FrozenWish.Unpack(Wishes));
    }

    const string SelectOfUnit = """
        SELECT graduate_id, lottery, wishes
        FROM round_applicant
        WHERE round_id = @roundId AND graduate_id IN (
            SELECT placement.graduate_id
            FROM round_position
            JOIN placement ON placement.position_id = round_position.position_id
            WHERE round_position.round_id = @roundId AND round_position.unit_id = @unitId)
        """;

    const string SelectOfGraduate = """
        SELECT graduate_id, lottery, wishes
        FROM round_applicant
        WHERE round_id = @roundId AND graduate_id = @graduateId
        """;
}
