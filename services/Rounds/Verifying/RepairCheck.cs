using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>
/// How much of missed floors can be repaired, proved from two sides without searching: the repaired seating is feasible, unseats nobody
/// and keeps every floor now met, so as much can be done; and the cut lets nobody more through, so no more can. Then its price: the
/// blocking pairs are all there, and no others.
/// </summary>
/// <remarks>
/// The cut. Take any other seating that keeps the floors now met, and count it in the parks of the cut. Their units outside the cut are full,
/// and so are the positions outside it of their units within; and who lists a position of the cut sits in one, in these units and
/// parks. So the parks of the cut together hold no more there than here, where none of them has more than its floor. Every park that
/// could still take somebody and lacks some is one of them.
/// </remarks>
static class RepairCheck
{
    public static Violation? FirstViolation(RoundInstance instance, RoundResult result, Levels before)
    {
        var certificate = result.Certificate;
        if (result.Floors is not { } proof || certificate.Repair is not { } repair)
        {
            return certificate.Floors.FirstOrDefault(floor => floor.Repairable != null) is { } unproved ? Wrong($"repairable of {unproved.Park} is without proof") : null;
        }

        var after = After(instance, proof);
        return Seating(instance, result.Outcome, proof, before, after)
            ?? Findings(instance, certificate, before, after)
            ?? Cut(instance, proof, after)
            ?? Price(instance, proof, before, after)
            ?? Differs("repair: seated", repair.Seated, after.Parks.Held.Sum())
            ?? Differs("repair: moved", repair.Moved, proof.Granted.Zip(result.Outcome.Granted).Count(seats => seats.First != seats.Second))
            ?? Differs("repair: blocking_pairs", repair.BlockingPairs, proof.Price.Length)
            ?? Differs("repair: repair_hash", repair.RepairHash, result.RepairHash);
    }

    static Levels After(RoundInstance instance, FloorProof proof)
    {
        var levels = new Levels(instance);
        for (var applicant = 0; applicant < proof.Granted.Length; applicant++)
        {
            if (proof.Granted[applicant] is not Outcome.Unseated and var wish)
            {
                levels.Positions.Take(instance.Wishes[wish].Position, 1, Key(instance, applicant, wish));
            }
        }

        levels.AddUp();
        return levels;
    }

    static Violation? Seating(RoundInstance instance, Outcome outcome, FloorProof proof, Levels before, Levels after)
    {
        if (FeasibilityCheck.FirstViolation(instance, outcome, after, proof.Granted) is { } violation)
        {
            return violation with { File = ResultFolder.Repair, Line = 0 };
        }

        for (var applicant = 0; applicant < proof.Granted.Length; applicant++)
        {
            if (proof.Granted[applicant] == Outcome.Unseated && outcome.Granted[applicant] != Outcome.Unseated)
            {
                return new Violation(ResultFolder.Repair, 0, $"{instance.Applicants.Text(applicant)} loses the seat for none");
            }
        }

        for (var park = 0; park < instance.Parks.Count; park++)
        {
            if (after.Parks.Held[park] < Math.Min(before.Parks.Held[park], instance.ParkFloors[park]))
            {
                return new Violation(ResultFolder.Repair, 0, $"{instance.Parks.Text(park)} falls below its floor, or further below it");
            }
        }

        return null;
    }

    static Violation? Findings(RoundInstance instance, Certificate certificate, Levels before, Levels after)
    {
        var parks = IdIndex.Of(instance.Parks);
        foreach (var floor in certificate.Floors)
        {
            var park = parks.Find(System.Text.Encoding.UTF8.GetBytes(floor.Park));
            var repaired = floor.Deficit == 0 ? 0 : after.Parks.Held[park] - before.Parks.Held[park];
            if (Differs($"repairable of {floor.Park}", floor.Repairable, repaired) is { } violation)
            {
                return violation;
            }

            if (repaired > floor.Deficit)
            {
                return Wrong($"{floor.Park} is repaired beyond its floor");
            }
        }

        return null;
    }

    static Violation? Cut(RoundInstance instance, FloorProof proof, Levels after)
    {
        var parks = Within(proof.CutParks, instance.Parks.Count);
        var units = Within(proof.CutUnits, instance.Units.Count);
        var positions = Within(proof.CutPositions, instance.Positions.Count);
        for (var park = 0; park < parks.Length; park++)
        {
            if (parks[park] && after.Parks.Held[park] > instance.ParkFloors[park])
            {
                return Leak($"park {instance.Parks.Text(park)} of it holds more than its floor");
            }

            if (!parks[park] && after.Parks.Held[park] < instance.ParkFloors[park] && !after.Parks.IsFull(park))
            {
                return Leak($"park {instance.Parks.Text(park)} lacks some, has room and is not of it");
            }
        }

        for (var unit = 0; unit < units.Length; unit++)
        {
            if (parks[instance.UnitParks[unit]] && !units[unit] && !after.Units.IsFull(unit))
            {
                return Leak($"unit {instance.Units.Text(unit)} has room and is not of it");
            }
        }

        for (var position = 0; position < positions.Length; position++)
        {
            var unit = instance.PositionUnits[position];
            var inside = units[unit] && parks[instance.UnitParks[unit]];
            if (inside && !positions[position] && !after.Positions.IsFull(position))
            {
                return Leak($"position {instance.Positions.Text(position)} has room and is not of it");
            }

            if (!inside && positions[position] && after.Positions.Held[position] > 0)
            {
                return Leak($"position {instance.Positions.Text(position)} of it holds somebody, and its unit or park is not of it");
            }
        }

        for (var applicant = 0; applicant < proof.Granted.Length; applicant++)
        {
            if (proof.Granted[applicant] is not Outcome.Unseated and var seat && positions[instance.Wishes[seat].Position])
            {
                continue;
            }

            for (var wish = instance.WishStarts[applicant]; wish < instance.WishStarts[applicant + 1]; wish++)
            {
                if (positions[instance.Wishes[wish].Position])
                {
                    return Leak($"{instance.Applicants.Text(applicant)} lists {instance.Positions.Text(instance.Wishes[wish].Position)} of it and sits outside");
                }
            }
        }

        return null;

        static Violation Leak(string how) => new(ResultFolder.Cut, 0, $"the cut does not prove that no more can be repaired: {how}");
    }

    // In the order of the applicants' numbers, which is not that of the file.
    static Violation? Price(RoundInstance instance, FloorProof proof, Levels before, Levels after)
    {
        var named = proof.Price.DistinctBy(pair => pair.Wish).ToDictionary(pair => pair.Wish);
        if (named.Count != proof.Price.Length)
        {
            return new Violation(ResultFolder.Blocking, 0, "a pair stands there twice");
        }

        var cutoffs = Cutoffs(instance, after);
        var found = 0;
        for (var applicant = 0; applicant < proof.Granted.Length; applicant++)
        {
            var dearer = proof.Granted[applicant] == Outcome.Unseated ? instance.WishStarts[applicant + 1] : proof.Granted[applicant];
            for (var wish = instance.WishStarts[applicant]; wish < dearer; wish++)
            {
                if (Key(instance, applicant, wish) < cutoffs[instance.Wishes[wish].Position])
                {
                    continue;
                }

                found++;
                if (!named.TryGetValue(wish, out var pair))
                {
                    return new Violation(ResultFolder.Blocking, 0, $"{instance.Applicants.Text(applicant)},{instance.Positions.Text(instance.Wishes[wish].Position)} blocks after the repair and is not named");
                }

                if (before.Parks.Held[pair.Park] >= instance.ParkFloors[pair.Park] || after.Parks.Held[pair.Park] == before.Parks.Held[pair.Park])
                {
                    return new Violation(ResultFolder.Blocking, 0, $"{instance.Applicants.Text(applicant)} is to pay for {instance.Parks.Text(pair.Park)}, whose floor was not repaired");
                }
            }
        }

        return found == named.Count ? null : new Violation(ResultFolder.Blocking, 0, $"{named.Count - found} of the pairs do not block after the repair");
    }

    // Of each position the worst holder of the innermost full level around it.
    static ulong[] Cutoffs(RoundInstance instance, Levels after)
    {
        var cutoffs = new ulong[instance.Positions.Count];
        for (var position = 0; position < cutoffs.Length; position++)
        {
            var unit = instance.PositionUnits[position];
            cutoffs[position] = after.Positions.IsFull(position) ? after.Positions.Worst[position]
                : after.Units.IsFull(unit) ? after.Units.Worst[unit]
                : after.Parks.Cutoff(instance.UnitParks[unit]);
        }

        return cutoffs;
    }

    static ulong Key(RoundInstance instance, int applicant, int wish) => Priority.Of(instance.Wishes[wish].Score, instance.Lottery[applicant]);

    static bool[] Within(IEnumerable<int> numbers, int count)
    {
        var within = new bool[count];
        foreach (var number in numbers)
        {
            within[number] = true;
        }

        return within;
    }

    static Violation? Differs<T>(string what, T claimed, T right) => Equals(claimed, right) ? null : Wrong($"{what} is {right}, not {claimed}");

    static Violation Wrong(string reason) => new(Certificate.FileName, 0, reason);
}
