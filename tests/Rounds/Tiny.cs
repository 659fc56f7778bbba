using System.Collections.Immutable;
using CsCheck;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Tests;

/// <summary>A round small enough to try everything: up to 2 parks, 3 units, 4 positions and 5 graduates, few scores and so many ties.</summary>
/// <param name="ParkCaps">Each park's cap.</param>
/// <param name="ParkFloors">Each park's floor.</param>
/// <param name="UnitParks">Each unit's park.</param>
/// <param name="UnitCaps">Each unit's cap.</param>
/// <param name="PositionUnits">Each position's unit.</param>
/// <param name="Seats">Each position's seats.</param>
/// <param name="Lottery">Each applicant's lottery number.</param>
/// <param name="Lists">Each applicant's wishes, dearest first.</param>
public sealed record Tiny(
    int[] ParkCaps, int[] ParkFloors, int[] UnitParks, int[] UnitCaps, int[] PositionUnits, int[] Seats, uint[] Lottery, Wish[][] Lists)
{
    const int NoCap = RoundInstance.NoCap;

    /// <summary>With caps and floors of all sorts, those of 0 and those that cannot bind among them.</summary>
    public static readonly Gen<Tiny> Any = Rounds(Gen.Frequency((1, Gen.Const(NoCap)), (2, Gen.Int[0, 3])), Gen.Frequency((1, Gen.Const(NoCap)), (2, Gen.Int[0, 3])));

    /// <summary>Seats only.</summary>
    public static readonly Gen<Tiny> WithoutCaps = Rounds(Gen.Const(NoCap), Gen.Const(NoCap));

    static Gen<Tiny> Rounds(Gen<int> parkCap, Gen<int> unitCap) =>
        from parks in Gen.Int[1, 2]
        from units in Gen.Int[1, 3]
        from positions in Gen.Int[1, 4]
        from applicants in Gen.Int[1, 5]
        from parkCaps in parkCap.Array[parks]
        from parkFloors in Gen.Int[0, 3].Array[parks]
        from unitParks in Gen.Int[0, parks - 1].Array[units]
        from unitCaps in unitCap.Array[units]
        from positionUnits in Gen.Int[0, units - 1].Array[positions]
        from seats in Gen.Frequency((1, Gen.Const(0)), (9, Gen.Int[1, 3])).Array[positions]
        from lottery in Gen.Shuffle(Enumerable.Range(1, applicants).Select(number => (uint)number).ToArray())
        from lists in List(positions).Array[applicants]
        select new Tiny(parkCaps, parkFloors, unitParks, unitCaps, positionUnits, seats, lottery, lists);

    static Gen<Wish[]> List(int positions) =>
        from chosen in Gen.Shuffle(Enumerable.Range(0, positions).ToArray(), 0, positions)
        from scores in Gen.Int[0, 3].Array[positions]
        select chosen.Select(position => new Wish(position, scores[position])).ToArray();

    /// <summary>The same as an instance.</summary>
    public RoundInstance Instance() => new()
    {
        Terms = new RoundTerms("2026", "1", 10, new string('0', 64), new string('0', 64), 1),
        Parks = Ids("K", ParkCaps.Length),
        ParkCaps = [.. ParkCaps],
        ParkFloors = [.. ParkFloors],
        Units = Ids("U", UnitCaps.Length),
        UnitParks = [.. UnitParks],
        UnitCaps = [.. UnitCaps],
        Positions = Ids("P", Seats.Length),
        PositionUnits = [.. PositionUnits],
        PositionSeats = [.. Seats],
        Applicants = Ids("A", Lottery.Length),
        Lottery = [.. Lottery],
        WishStarts = [.. Lists.Aggregate(ImmutableList.Create(0), (starts, list) => starts.Add(starts[^1] + list.Length))],
        Wishes = [.. Lists.SelectMany(list => list)],
    };

    /// <summary>As one writes it down, for the report of a counterexample.</summary>
    public override string ToString() => $"""
        park caps [{List(ParkCaps)}] floors [{List(ParkFloors)}]
        units of parks [{List(UnitParks)}] caps [{List(UnitCaps)}]
        positions of units [{List(PositionUnits)}] seats [{List(Seats)}]
        lottery [{List(Lottery)}]
        lists {string.Join("; ", Lists.Select(list => string.Join(" > ", list.Select(wish => $"{wish.Position}({wish.Score})"))))}
        """;

    static string List<T>(T[] values) => string.Join(", ", values.Select(value => Equals(value, NoCap) ? "-" : value!.ToString()));

    static IdTable Ids(string letter, int count) => IdTable.Of([.. Enumerable.Range(0, count).Select(number => letter + number)]);
}
