using System.Collections.Immutable;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>How many hold a seat of each position, unit and park, and the worst of them: counted from the assignments alone.</summary>
sealed class Levels(RoundInstance instance)
{
    /// <summary>Whoever goes over the assignments takes each holder here.</summary>
    public Level Positions { get; } = new(instance.PositionSeats);

    public Level Units { get; } = new(instance.UnitCaps);

    public Level Parks { get; } = new(instance.ParkCaps);

    /// <summary>Adds up to units and parks, once all holders are taken.</summary>
    public void AddUp()
    {
        Units.Take(Positions, instance.PositionUnits);
        Parks.Take(Units, instance.UnitParks);
    }

    /// <summary>One of the three.</summary>
    public sealed class Level
    {
        readonly ImmutableArray<int> _limits;

        public Level(ImmutableArray<int> limits)
        {
            _limits = limits;
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

        public void Take(Level below, ImmutableArray<int> above)
        {
            for (var number = 0; number < below.Held.Length; number++)
            {
                Take(above[number], below.Held[number], below.Worst[number]);
            }
        }
    }
}
