using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Tests;

/// <summary>Rounds of a middling size, too large to enumerate and large enough that heaps, blocks and rings are full: seeded.</summary>
static class Towns
{
    public const int ListLength = 12;

    /// <summary>Twice as many applicants as seats is a good measure; half of all units and parks are capped.</summary>
    public static Tiny Make(int positions, int applicants, int seed)
    {
        var random = new Random(seed);
        var units = Math.Max(1, positions / 20);
        var parks = Math.Max(1, units / 5);
        var seats = Numbers(positions, () => random.Next(5));
        var unitParks = Numbers(units, () => random.Next(parks));
        var positionUnits = Numbers(positions, () => random.Next(units));
        var lottery = Enumerable.Range(1, applicants).Select(number => (uint)number).ToArray();
        random.Shuffle(lottery);
        return new Tiny(
            Numbers(parks, () => random.Next(2) == 0 ? RoundInstance.NoCap : random.Next(40, 120)),
            Numbers(parks, () => random.Next(100)),
            unitParks,
            Numbers(units, () => random.Next(2) == 0 ? RoundInstance.NoCap : random.Next(10, 40)),
            positionUnits,
            seats,
            lottery,
            [.. Enumerable.Range(0, applicants).Select(_ => List(random, positions))]);
    }

    static Wish[] List(Random random, int positions)
    {
        var ability = random.Next(500);
        var wishes = new Dictionary<int, Wish>();
        while (wishes.Count < ListLength)
        {
            var position = (int)(positions * Math.Pow(random.NextDouble(), 1.5));
            wishes.TryAdd(position, new Wish(position, ability + random.Next(50)));
        }

        return [.. wishes.Values];
    }

    static int[] Numbers(int count, Func<int> make) => [.. Enumerable.Range(0, count).Select(_ => make())];
}
