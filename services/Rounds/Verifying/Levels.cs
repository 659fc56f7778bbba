using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>How many hold a seat of each position, unit and park, and the worst of them: counted from the assignments alone.</summary>
sealed class Levels
{
    Levels(RoundInstance instance)
    {
        Positions = new Level(instance.PositionSeats.AsSpan());
        Units = new Level(instance.UnitCaps.AsSpan());
        Parks = new Level(instance.ParkCaps.AsSpan());
    }

    public Level Positions { get; }

    public Level Units { get; }

    public Level Parks { get; }

    /// <summary>Adds up from who holds a seat of each position.</summary>
    public static Levels Of(RoundInstance instance, ReadOnlySpan<Walk.Holders> holders)
    {
        var levels = new Levels(instance);
        for (var position = 0; position < holders.Length; position++)
        {
            levels.Positions.Take(position, holders[position].Count, holders[position].Worst);
            levels.Units.Take(instance.PositionUnits[position], holders[position].Count, holders[position].Worst);
        }

        for (var unit = 0; unit < instance.Units.Count; unit++)
            levels.Parks.Take(instance.UnitParks[unit], levels.Units.Held[unit], levels.Units.Worst[unit]);
        return levels;
    }

    /// <summary>One of the three.</summary>
    public sealed class Level
    {
        readonly int[] _limits;

        public Level(ReadOnlySpan<int> limits)
        {
            _limits = limits.ToArray();
            Held = new int[limits.Length];
            Worst = new ulong[limits.Length];
            Worst.AsSpan().Fill(Outcome.Closed);
        }

        public int[] Held { get; }

        /// <summary>The least key of the holders; <see cref="Outcome.Closed"/> without any.</summary>
        public ulong[] Worst { get; }

        public int Limit(int number) => _limits[number];

        public bool IsFull(int number) => Held[number] == _limits[number];

        /// <summary>The cutoff as defined: the worst holder where the level is full, 0 where it is not.</summary>
        public ulong Cutoff(int number) => IsFull(number) ? Worst[number] : 0;

        public void Take(int number, int holders, ulong worst)
        {
            Held[number] += holders;
            Worst[number] = Math.Min(Worst[number], worst);
        }
    }
}
