using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Tests;

/// <summary>The definitions, word for word and by trying everything: shares no idea with the solver.</summary>
/// <param name="Round">The round.</param>
sealed record Enumeration(Tiny Round)
{
    /// <summary>Every feasible matching: of each applicant the place in the own list, or -1.</summary>
    public IEnumerable<int[]> Feasible() => Assignments(0, new int[Round.Lists.Length]).Where(IsFeasible);

    /// <summary>Every stable matching.</summary>
    public List<int[]> Stable() => [.. Feasible().Where(IsStable)];

    /// <summary>No level holds more than it may.</summary>
    public bool IsFeasible(int[] places)
    {
        var held = Held(places);
        return held.GroupBy(seat => seat.Position).All(seats => seats.Count() <= Round.Seats[seats.Key])
            && held.GroupBy(seat => seat.Unit).All(seats => seats.Count() <= Round.UnitCaps[seats.Key])
            && held.GroupBy(seat => seat.Park).All(seats => seats.Count() <= Round.ParkCaps[seats.Key]);
    }

    /// <summary>
    /// No graduate has a dearer wish that the park would choose: with room, or by the worst of the innermost full level going, who may be the
    /// graduate, wanting another position there at the same points.
    /// </summary>
    public bool IsStable(int[] places) => !Blocking(places).Any();

    /// <summary>The applicants and the places in their lists that block.</summary>
    public IEnumerable<(int Applicant, int Place)> Blocking(int[] places)
    {
        for (var applicant = 0; applicant < places.Length; applicant++)
        {
            var dearer = places[applicant] == -1 ? Round.Lists[applicant].Length : places[applicant];
            for (var place = 0; place < dearer; place++)
            {
                if (Refusing(places, applicant, place) == null)
                {
                    yield return (applicant, place);
                }
            }
        }
    }

    /// <summary>How many each park holds.</summary>
    public int[] ParkCounts(int[] places) => Counts(places, Round.ParkCaps.Length, seat => seat.Park);

    /// <summary>How many each unit holds.</summary>
    public int[] UnitCounts(int[] places) => Counts(places, Round.UnitCaps.Length, seat => seat.Unit);

    /// <summary>How many each position holds.</summary>
    public int[] PositionCounts(int[] places) => Counts(places, Round.Seats.Length, seat => seat.Position);

    /// <summary>The places in the lists that an outcome grants.</summary>
    public int[] Places(Outcome outcome) => Places(outcome.Granted);

    /// <summary>The places in the lists of wishes granted by their numbers.</summary>
    public int[] Places(IEnumerable<int> granted)
    {
        var instance = Round.Instance();
        return [.. granted.Select((wish, applicant) => wish == Outcome.Unseated ? -1 : wish - instance.WishStarts[applicant])];
    }

    /// <summary>The innermost level that refuses a wish, or null.</summary>
    public Reason? Refusing(int[] places, int applicant, int place)
    {
        var held = Held(places);
        var seat = Seat(applicant, place);
        (Reason Refuses, Func<Sitting, bool> Within, int Limit)[] levels =
        [
            (Reason.PositionCutoff, other => other.Position == seat.Position, Round.Seats[seat.Position]),
            (Reason.UnitCutoff, other => other.Unit == seat.Unit, Round.UnitCaps[seat.Unit]),
            (Reason.ParkCutoff, other => other.Park == seat.Park, Round.ParkCaps[seat.Park]),
        ];
        foreach (var (refuses, within, limit) in levels)
        {
            var holders = held.Where(within).ToList();
            if (holders.Count >= limit && holders.All(holder => Before(holder, seat)))
            {
                return refuses;
            }
        }

        return null;
    }

    // Higher score, then smaller lottery number.
    bool Before(Sitting one, Sitting other) =>
        one.Score != other.Score ? one.Score > other.Score : Round.Lottery[one.Applicant] < Round.Lottery[other.Applicant];

    IEnumerable<int[]> Assignments(int applicant, int[] places)
    {
        if (applicant == places.Length)
        {
            yield return [.. places];
            yield break;
        }

        for (places[applicant] = -1; places[applicant] < Round.Lists[applicant].Length; places[applicant]++)
        {
            foreach (var assignment in Assignments(applicant + 1, places))
            {
                yield return assignment;
            }
        }
    }

    int[] Counts(int[] places, int count, Func<Sitting, int> level)
    {
        var counts = new int[count];
        foreach (var seat in Held(places))
        {
            counts[level(seat)]++;
        }

        return counts;
    }

    List<Sitting> Held(int[] places) => [.. places.Index().Where(applicant => applicant.Item >= 0).Select(applicant => Seat(applicant.Index, applicant.Item))];

    Sitting Seat(int applicant, int place)
    {
        var wish = Round.Lists[applicant][place];
        var unit = Round.PositionUnits[wish.Position];
        return new Sitting(applicant, wish.Position, unit, Round.UnitParks[unit], wish.Score);
    }

    readonly record struct Sitting(int Applicant, int Position, int Unit, int Park, int Score);
}
