using RaMatch.Rounds.Format;

namespace RaMatch.Benchmarks.Measuring;

/// <summary>How stable an assignment is, counted without any code of the solver.</summary>
/// <param name="Seated">Graduates with a seat.</param>
/// <param name="BlockingPairs">Wishes dearer to a graduate than what they got at which they would be chosen.</param>
/// <param name="Envious">Graduates with at least one such wish.</param>
/// <param name="OverLimit">Positions, units and parks that hold more than they may.</param>
readonly record struct Stability(int Seated, int BlockingPairs, int Envious, int OverLimit)
{
    /// <summary>
    /// Counts. A graduate would be chosen if no level above the wish is full, or if the innermost full one, position, unit or park, has a
    /// holder with a lower key.
    /// </summary>
    /// <param name="round">The round.</param>
    /// <param name="granted">Each graduate's wish, as <see cref="Outcome.Granted"/>.</param>
    public static Stability Of(RoundInstance round, ReadOnlySpan<int> granted)
    {
        var positions = new Level(round.PositionSeats.Length);
        var units = new Level(round.UnitCaps.Length);
        var parks = new Level(round.ParkCaps.Length);
        var seated = 0;
        for (var applicant = 0; applicant < granted.Length; applicant++)
        {
            if (granted[applicant] != Outcome.Unseated)
            {
                var (position, score) = round.Wishes[granted[applicant]];
                var key = Priority.Of(score, round.Lottery[applicant]);
                positions.Hold(position, key);
                units.Hold(round.PositionUnits[position], key);
                parks.Hold(round.UnitParks[round.PositionUnits[position]], key);
                seated++;
            }
        }

        var (blocking, envious) = (0, 0);
        for (var applicant = 0; applicant < granted.Length; applicant++)
        {
            var before = blocking;
            var end = granted[applicant] == Outcome.Unseated ? round.WishStarts[applicant + 1] : granted[applicant];
            for (var number = round.WishStarts[applicant]; number < end; number++)
            {
                var (position, score) = round.Wishes[number];
                var key = Priority.Of(score, round.Lottery[applicant]);
                var unit = round.PositionUnits[position];
                var park = round.UnitParks[unit];
                var chosen =
                    positions.Held[position] >= round.PositionSeats[position] ? key > positions.Worst[position]
                    : units.Held[unit] >= round.UnitCaps[unit] ? key > units.Worst[unit]
                    : parks.Held[park] < round.ParkCaps[park] || key > parks.Worst[park];
                blocking += chosen ? 1 : 0;
            }

            envious += blocking > before ? 1 : 0;
        }

        return new Stability(seated, blocking, envious, positions.Over(round.PositionSeats) + units.Over(round.UnitCaps) + parks.Over(round.ParkCaps));
    }

    readonly struct Level
    {
        public readonly int[] Held;
        public readonly ulong[] Worst;

        public Level(int count)
        {
            (Held, Worst) = (new int[count], new ulong[count]);
            Array.Fill(Worst, ulong.MaxValue);
        }

        public int Over(IEnumerable<int> limits) => limits.Zip(Held).Count(level => level.Second > level.First);

        public void Hold(int place, ulong key)
        {
            Held[place]++;
            Worst[place] = Math.Min(Worst[place], key);
        }
    }
}
