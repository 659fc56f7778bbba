using CsCheck;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Tests;

/// <summary>The same round with its rows in another order, and how to read its outcome in the first order.</summary>
/// <param name="Instance">The round with its rows in the other order.</param>
/// <param name="Applicants">Where each applicant has gone.</param>
/// <param name="Positions">Where each position has gone.</param>
/// <param name="Units">Where each unit has gone.</param>
/// <param name="Parks">Where each park has gone.</param>
sealed record Shuffled(RoundInstance Instance, int[] Applicants, int[] Positions, int[] Units, int[] Parks)
{
    public static Gen<Shuffled> Of(Tiny round) =>
        from applicants in Order(round.Lists.Length)
        from positions in Order(round.Seats.Length)
        from units in Order(round.UnitCaps.Length)
        from parks in Order(round.ParkCaps.Length)
        select Make(round, applicants, positions, units, parks);

    static Gen<int[]> Order(int count) => Gen.Shuffle(Enumerable.Range(0, count).ToArray());

    static Shuffled Make(Tiny round, int[] applicants, int[] positions, int[] units, int[] parks)
    {
        var first = round.Instance();
        var instance = new Tiny(
            Moved(round.ParkCaps, parks),
            Moved(round.ParkFloors, parks),
            Moved([.. round.UnitParks.Select(park => parks[park])], units),
            Moved(round.UnitCaps, units),
            Moved([.. round.PositionUnits.Select(unit => units[unit])], positions),
            Moved(round.Seats, positions),
            Moved(round.Lottery, applicants),
            Moved([.. round.Lists.Select(list => list.Select(wish => wish with { Position = positions[wish.Position] }).ToArray())], applicants)).Instance();
        return new Shuffled(
            instance with
            {
                Parks = Moved(first.Parks, parks),
                Units = Moved(first.Units, units),
                Positions = Moved(first.Positions, positions),
                Applicants = Moved(first.Applicants, applicants),
            },
            applicants,
            positions,
            units,
            parks);
    }

    /// <summary>An outcome of the shuffled round by the numbers of the first.</summary>
    public Outcome Back(Tiny round, Outcome outcome) => new()
    {
        Granted = [.. Back(round, outcome.Granted)],
        PositionCutoffs = [.. Positions.Select(position => outcome.PositionCutoffs[position])],
        UnitCutoffs = [.. Units.Select(unit => outcome.UnitCutoffs[unit])],
        ParkCutoffs = [.. Parks.Select(park => outcome.ParkCutoffs[park])],
    };

    /// <summary>Granted wishes of the shuffled round by the numbers of the first.</summary>
    public IEnumerable<int> Back(Tiny round, IReadOnlyList<int> granted)
    {
        var starts = round.Instance().WishStarts;
        return Applicants.Select((applicant, number) =>
            granted[applicant] == Outcome.Unseated ? Outcome.Unseated : granted[applicant] - Instance.WishStarts[applicant] + starts[number]);
    }

    static T[] Moved<T>(T[] rows, int[] to)
    {
        var moved = new T[rows.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            moved[to[row]] = rows[row];
        }

        return moved;
    }

    static IdTable Moved(IdTable ids, int[] to) => IdTable.Of(Moved([.. Enumerable.Range(0, ids.Count).Select(ids.Text)], to));
}
