using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Tests.Solving;

/// <summary>
/// Deferred acceptance as the textbook has it: whoever has no seat asks for the next wish, and the park sorts all who ask or sit there and takes them
/// down the list while position, unit and park have room. Slow, and with nothing to get wrong.
/// </summary>
static class Reference
{
    public static Outcome Solve(Tiny round)
    {
        var next = new int[round.Lists.Length];
        var holders = round.ParkCaps.Select(_ => new List<int>()).ToArray();
        var waiting = new Queue<int>(Enumerable.Range(0, round.Lists.Length));
        while (waiting.TryDequeue(out var applicant))
        {
            if (next[applicant] == round.Lists[applicant].Length)
            {
                continue;
            }

            var park = Park(round, round.Lists[applicant][next[applicant]].Position);
            holders[park].Add(applicant);
            var chosen = Chosen(round, park, [.. holders[park].OrderByDescending(asking => Key(round, asking, next[asking]))], next);
            foreach (var refused in holders[park].Except(chosen))
            {
                next[refused]++;
                waiting.Enqueue(refused);
            }

            holders[park] = chosen;
        }

        var seated = holders.SelectMany(park => park).ToHashSet();
        var starts = round.Instance().WishStarts;
        var seats = seated.Select(applicant => (round.Lists[applicant][next[applicant]].Position, Key: Key(round, applicant, next[applicant]))).ToList();
        return new Outcome
        {
            Granted = [.. next.Select((place, applicant) => seated.Contains(applicant) ? starts[applicant] + place : Outcome.Unseated)],
            PositionCutoffs = [.. round.Seats.Select((limit, number) => Cutoff(limit, position => position == number))],
            UnitCutoffs = [.. round.UnitCaps.Select((limit, number) => Cutoff(limit, position => round.PositionUnits[position] == number))],
            ParkCutoffs = [.. round.ParkCaps.Select((limit, number) => Cutoff(limit, position => Park(round, position) == number))],
        };

        ulong Cutoff(int limit, Func<int, bool> within)
        {
            var keys = seats.Where(seat => within(seat.Position)).Select(seat => seat.Key).ToList();
            return keys.Count < limit ? 0 : keys.Append(Outcome.Closed).Min();
        }
    }

    static List<int> Chosen(Tiny round, int park, List<int> asking, int[] next)
    {
        var (room, rooms, seats) = (round.ParkCaps[park], round.UnitCaps.ToArray(), round.Seats.ToArray());
        return asking.FindAll(applicant =>
        {
            var position = round.Lists[applicant][next[applicant]].Position;
            var unit = round.PositionUnits[position];
            if (room == 0 || rooms[unit] == 0 || seats[position] == 0)
            {
                return false;
            }

            (room, rooms[unit], seats[position]) = (room - 1, rooms[unit] - 1, seats[position] - 1);
            return true;
        });
    }

    static int Park(Tiny round, int position) => round.UnitParks[round.PositionUnits[position]];

    static ulong Key(Tiny round, int applicant, int place) => Priority.Of(round.Lists[applicant][place].Score, round.Lottery[applicant]);
}
