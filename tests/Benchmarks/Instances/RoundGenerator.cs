using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Benchmarks.Instances;

/// <summary>
/// Makes up a round of a given shape: the same from the same seed on every machine, in integers only. What is random and how is in
/// docs/benchmarks.md; it has to look like a round where it is costly: a few posts everybody wants, wishes near each other in city and
/// discipline, graduates who are good everywhere, parks that fill up before their positions do.
/// </summary>
public static class RoundGenerator
{
    const int ShortestList = 10;
    const int LongestList = 20;

    // Philosophy, economics, law, education, literature, history, science, engineering, agriculture, medicine, management, art: what
    // posts ask for and what graduates have studied, in percent.
    static ReadOnlySpan<int> Asked => [1, 6, 3, 2, 3, 1, 17, 45, 5, 7, 9, 1];
    static ReadOnlySpan<int> Studied => [1, 6, 5, 4, 6, 1, 12, 38, 4, 8, 12, 3];

    // Seats from 1 up to 5, then 10: per mille of the positions.
    static ReadOnlySpan<int> SeatShares => [602, 220, 98, 40, 30, 10];

    /// <summary>Makes the round.</summary>
    public static RoundInstance Make(RoundShape shape)
    {
        var (cities, parkCities) = Places(shape);
        var unitParks = UnitParks(shape);
        var (positionUnits, disciplines) = Positions(shape);
        var seats = Numbers(shape.Positions, number =>
        {
            var dice = new Dice(shape.Seed, Kinds.Seats, number);
            var place = dice.Of(SeatShares, 1000);
            return place == 5 ? 10 : place + 1;
        });
        var unitCaps = UnitCaps(shape, positionUnits, seats);
        var (parkCaps, parkFloors) = ParkLimits(shape, unitParks, positionUnits, seats);

        var positionCities = Array.ConvertAll(positionUnits, unit => parkCities[unitParks[unit]]);
        var stalls = new Stalls(shape, cities, positionCities, disciplines);
        var starts = new int[shape.Applicants + 1];
        for (var applicant = 0; applicant < shape.Applicants; applicant++)
        {
            var dice = new Dice(shape.Seed, Kinds.ListLength, applicant);
            starts[applicant + 1] = starts[applicant] + Math.Min(dice.Between(ShortestList, LongestList), shape.Positions / 4);
        }

        var wishes = GC.AllocateUninitializedArray<Wish>(starts[^1]);
        Parallel.For(0, shape.Applicants, applicant => Fill(shape, stalls, applicant, wishes.AsSpan(starts[applicant]..starts[applicant + 1])));

        var applicants = Ids("G", shape.Applicants);
        var seed = LotterySeed(shape);
        return new RoundInstance
        {
            Terms = new RoundTerms(
                "benchmark",
                $"{shape.Name}-{shape.Seed}",
                LongestList,
                Lottery.Commitment(seed),
                Convert.ToHexStringLower(seed),
                1),
            Parks = Ids("P", shape.Parks),
            ParkCaps = Frozen(parkCaps),
            ParkFloors = Frozen(parkFloors),
            Units = Ids("U", shape.Units),
            UnitParks = Frozen(unitParks),
            UnitCaps = Frozen(unitCaps),
            Positions = Ids("J", shape.Positions),
            PositionUnits = Frozen(positionUnits),
            PositionSeats = Frozen(seats),
            Applicants = applicants,
            Lottery = Lottery.Numbers(seed, applicants),
            WishStarts = Frozen(starts),
            Wishes = Frozen(wishes),
        };
    }

    // Five cities for six parks: the largest parks share one.
    static (int Count, int[] OfPark) Places(RoundShape shape)
    {
        var count = Math.Max(1, shape.Parks * 5 / 6);
        return (count, Numbers(shape.Parks, park => park < count ? park : park - count));
    }

    static int[] UnitParks(RoundShape shape)
    {
        var parks = Numbers(shape.Units, unit =>
        {
            var dice = new Dice(shape.Seed, Kinds.UnitPark, unit);
            return unit < shape.Parks ? unit : dice.Zipf(shape.Parks, 8);
        });
        new Dice(shape.Seed, Kinds.UnitOrder, 0).Shuffle(parks.AsSpan());
        return parks;
    }

    // A unit asks for one discipline in seven of ten posts.
    static (int[] Units, byte[] Disciplines) Positions(RoundShape shape)
    {
        var units = Numbers(shape.Units, unit => unit);
        new Dice(shape.Seed, Kinds.UnitSize, 0).Shuffle(units.AsSpan());
        var positionUnits = Numbers(shape.Positions, position =>
        {
            var dice = new Dice(shape.Seed, Kinds.PositionUnit, position);
            return units[position < shape.Units ? position : dice.Zipf(shape.Units, 40)];
        });
        new Dice(shape.Seed, Kinds.PositionOrder, 0).Shuffle(positionUnits.AsSpan());
        var disciplines = new byte[shape.Positions];
        for (var position = 0; position < disciplines.Length; position++)
        {
            var ofUnit = new Dice(shape.Seed, Kinds.UnitDiscipline, positionUnits[position]);
            var ofPosition = new Dice(shape.Seed, Kinds.PositionDiscipline, position);
            disciplines[position] = (byte)(ofPosition.Percent(70) ? ofUnit.Of(Asked, 100) : ofPosition.Of(Asked, 100));
        }

        return (positionUnits, disciplines);
    }

    // Three units in ten take at most 85 to 95 % of their seats together.
    static int[] UnitCaps(RoundShape shape, int[] positionUnits, int[] seats)
    {
        var together = new int[shape.Units];
        for (var position = 0; position < seats.Length; position++)
        {
            together[positionUnits[position]] += seats[position];
        }

        return Numbers(shape.Units, unit =>
        {
            var dice = new Dice(shape.Seed, Kinds.UnitCap, unit);
            return shape.Capped && dice.Percent(30) ? Part(together[unit], dice.Between(85, 95)) : RoundInstance.NoCap;
        });
    }

    // Three parks in four take at most 80 to 90 % of their seats; two in five are to get 50 to 100 % of what they have, within the cap.
    static (int[] Caps, int[] Floors) ParkLimits(RoundShape shape, int[] unitParks, int[] positionUnits, int[] seats)
    {
        var together = new int[shape.Parks];
        for (var position = 0; position < seats.Length; position++)
        {
            together[unitParks[positionUnits[position]]] += seats[position];
        }

        var caps = Numbers(shape.Parks, park =>
        {
            var dice = new Dice(shape.Seed, Kinds.ParkCap, park);
            return shape.Capped && (shape.Parks == 1 || dice.Percent(75)) ? Part(together[park], dice.Between(80, 90)) : RoundInstance.NoCap;
        });
        var floors = Numbers(shape.Parks, park =>
        {
            var dice = new Dice(shape.Seed, Kinds.ParkFloor, park);
            return shape.Capped && (shape.Parks == 1 || dice.Percent(40)) ? Math.Min(caps[park], Part(together[park], dice.Between(50, 100))) : 0;
        });
        return (caps, floors);
    }

    // Of ten wishes six go to the graduate's discipline in the city they know, two to the same in another city, one to the discipline
    // anywhere, one to any post; within each, popular ones more often. An ability of up to 600 points counts everywhere.
    static void Fill(RoundShape shape, Stalls stalls, int applicant, Span<Wish> list)
    {
        var dice = new Dice(shape.Seed, Kinds.Wishes, applicant);
        var discipline = dice.Of(Studied, 100);
        var home = dice.Zipf(stalls.Cities, 4);
        var other = dice.Zipf(stalls.Cities, 4);
        var ability = dice.Below(151) + dice.Below(151) + dice.Below(151) + dice.Below(151);
        for (var rank = 0; rank < list.Length; rank++)
        {
            int position;
            var tries = 0;
            do
            {
                // Who has named all there is looks further.
                position = (dice.Below(10) + tries++ / 4) switch
                {
                    < 6 => stalls.Pick(ref dice, home, discipline),
                    < 8 => stalls.Pick(ref dice, other, discipline),
                    < 9 => stalls.Pick(ref dice, discipline),
                    _ => stalls.Pick(ref dice),
                };
            }
            while (position < 0 || Named(list[..rank], position));

            var points = ability + (stalls.Disciplines[position] == discipline ? 150 : 0) + (stalls.PositionCities[position] == home ? 50 : 0) + dice.Below(201);
            list[rank] = new Wish(position, shape.Ties is not { } share ? points
                : dice.Percent(share) ? points / 100 * 100 << 20
                : points << 20 | (int)((uint)applicant * 0x9E3779B1 & 0xFFFFF));
        }
    }

    static bool Named(ReadOnlySpan<Wish> list, int position)
    {
        foreach (var wish in list)
        {
            if (wish.Position == position)
            {
                return true;
            }
        }

        return false;
    }

    static byte[] LotterySeed(RoundShape shape)
    {
        var dice = new Dice(shape.Seed, Kinds.LotterySeed, 0);
        var seed = new byte[32];
        for (var at = 0; at < seed.Length; at += sizeof(ulong))
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(seed.AsSpan(at), dice.Next());
        }

        return seed;
    }

    /// <summary>Ids of equal length, in order: G0000001, G0000002, …</summary>
    internal static IdTable Ids(string letter, int count)
    {
        var digits = count.ToString(CultureInfo.InvariantCulture).Length;
        var length = letter.Length + digits;
        var text = new byte[(long)count * length];
        var ends = new int[count];
        for (var number = 0; number < count; number++)
        {
            var at = number * length;
            Encoding.UTF8.GetBytes(letter, text.AsSpan(at));
            for (var (digit, left) = (digits - 1, number + 1); digit >= 0; digit--, left /= 10)
            {
                text[at + letter.Length + digit] = (byte)('0' + left % 10);
            }

            ends[number] = at + length;
        }

        return new IdTable(text, ends);
    }

    internal static ImmutableArray<T> Frozen<T>(T[] items) => ImmutableCollectionsMarshal.AsImmutableArray(items);

    static int[] Numbers(int count, Func<int, int> make)
    {
        var numbers = new int[count];
        for (var number = 0; number < count; number++)
        {
            numbers[number] = make(number);
        }

        return numbers;
    }

    static int Part(int whole, int percent) => (int)((long)whole * percent / 100);

    // One stream of random numbers a kind of thing.
    static class Kinds
    {
        public const uint Seats = 1, UnitPark = 2, UnitOrder = 3, UnitSize = 4, PositionUnit = 5, PositionOrder = 6, UnitDiscipline = 7, PositionDiscipline = 8,
            UnitCap = 9, ParkCap = 10, ParkFloor = 11, ListLength = 12, Wishes = 13, LotterySeed = 14, Popularity = 15;
    }

    /// <summary>Where a graduate looks: the positions of a discipline in a city, of a discipline, and all, each list from the most popular on.</summary>
    sealed class Stalls
    {
        readonly int[] _all;
        readonly int[] _byDiscipline;
        readonly int[] _byCity;
        readonly int[] _disciplineStarts;
        readonly int[] _cityStarts;

        public Stalls(RoundShape shape, int cities, int[] positionCities, byte[] disciplines)
        {
            (Cities, PositionCities, Disciplines) = (cities, positionCities, disciplines);
            _all = Numbers(shape.Positions, position => position);
            new Dice(shape.Seed, Kinds.Popularity, 0).Shuffle(_all.AsSpan());
            (_disciplineStarts, _byDiscipline) = Grouped(Asked.Length, position => disciplines[position]);
            (_cityStarts, _byCity) = Grouped(cities * Asked.Length, position => positionCities[position] * Asked.Length + disciplines[position]);
        }

        public int Cities { get; }

        public int[] PositionCities { get; }

        public byte[] Disciplines { get; }

        public int Pick(ref Dice dice) => _all[dice.Zipf(_all.Length, 8)];

        public int Pick(ref Dice dice, int discipline) => Pick(ref dice, _byDiscipline, _disciplineStarts, discipline);

        public int Pick(ref Dice dice, int city, int discipline) => Pick(ref dice, _byCity, _cityStarts, city * Asked.Length + discipline);

        // -1 where nobody asks for it.
        static int Pick(ref Dice dice, int[] positions, int[] starts, int group)
        {
            var count = starts[group + 1] - starts[group];
            return count == 0 ? -1 : positions[starts[group] + dice.Zipf(count, 8)];
        }

        (int[] Starts, int[] Positions) Grouped(int groups, Func<int, int> group)
        {
            var starts = new int[groups + 1];
            foreach (var position in _all)
            {
                starts[group(position) + 1]++;
            }

            for (var number = 0; number < groups; number++)
            {
                starts[number + 1] += starts[number];
            }

            var next = starts.ToArray();
            var positions = new int[_all.Length];
            foreach (var position in _all)
            {
                positions[next[group(position)]++] = position;
            }

            return (starts, positions);
        }
    }
}
