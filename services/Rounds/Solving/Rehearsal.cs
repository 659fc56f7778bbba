using System.Collections.Immutable;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>
/// Makes the solver ready in a process that has just started: solves a small made-up round, so that what takes the time is compiled, at its
/// best at the first call as it is marked. That costs nearly as much as solving a national round and needs nothing of it, so it
/// can be done on another thread while the folder is read.
/// </summary>
public static class Rehearsal
{
    /// <summary>Rehearses: 25 ms or so in a new process, nothing in one that has solved.</summary>
    public static void Run() => DeferredAcceptance.Solve(Round());

    // Two graduates want one seat, and there are caps of each kind that bind and that do not, so that nothing is left to compile.
    static RoundInstance Round()
    {
        const int Parks = 4, Units = 16, Positions = 64, Applicants = 192, List = 12;
        return new RoundInstance
        {
            Terms = new RoundTerms("", "", List, "", "", 0),
            Parks = Ids(Parks),
            ParkCaps = Make(Parks, park => park % 2 == 0 ? 20 : RoundInstance.NoCap),
            ParkFloors = Make(Parks, _ => 0),
            Units = Ids(Units),
            UnitParks = Make(Units, unit => unit % Parks),
            UnitCaps = Make(Units, unit => unit % 3 == 0 ? 5 : RoundInstance.NoCap),
            Positions = Ids(Positions),
            PositionUnits = Make(Positions, position => position % Units),
            PositionSeats = Make(Positions, position => 1 + position % 5 / 3),
            Applicants = Ids(Applicants),
            Lottery = [.. Enumerable.Range(1, Applicants).Select(number => (uint)number)],
            WishStarts = Make(Applicants + 1, applicant => applicant * List),
            Wishes = [.. Enumerable.Range(0, Applicants * List).Select(wish => Wish(wish / List, wish % List))],
        };

        // 11 and 64 have no common factor, so no position is listed twice.
        static Wish Wish(int applicant, int rank) => new((applicant * 7 + rank * 11) % Positions, (applicant * 37 + rank * 101) % 211);

        static IdTable Ids(int count) => IdTable.Of([.. Enumerable.Range(0, count).Select(number => $"{number}")]);

        static ImmutableArray<int> Make(int count, Func<int, int> value) => [.. Enumerable.Range(0, count).Select(value)];
    }
}
