using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Tests;

/// <summary>Rounds in which some parks are crowded and others empty, so that floors are missed and graduates could be moved there: seeded.</summary>
static class Villages
{
    const int NoCap = RoundInstance.NoCap;

    /// <summary>Four parks, eight units, twelve positions, sixteen graduates with one to four wishes, most of them for the first positions.</summary>
    public static Tiny Make(int seed)
    {
        var random = new Random(seed);
        var lottery = Enumerable.Range(1, 16).Select(number => (uint)number).ToArray();
        random.Shuffle(lottery);
        return new Tiny(
            Numbers(4, () => random.Next(3) == 0 ? random.Next(2, 6) : NoCap),
            Numbers(4, () => random.Next(6)),
            [0, 0, 1, 1, 2, 2, 3, 3],
            Numbers(8, () => random.Next(3) == 0 ? random.Next(1, 4) : NoCap),
            [0, 0, 1, 2, 2, 3, 4, 4, 5, 6, 7, 7],
            Numbers(12, () => random.Next(1, 4)),
            lottery,
            [.. Enumerable.Range(0, 16).Select(_ => List(random))]);
    }

    static Wish[] List(Random random)
    {
        var wishes = new Dictionary<int, Wish>();
        for (var count = random.Next(1, 5); wishes.Count < count;)
        {
            var position = (int)(12 * Math.Pow(random.NextDouble(), 2));
            wishes.TryAdd(position, new Wish(position, random.Next(4)));
        }

        return [.. wishes.Values];
    }

    static int[] Numbers(int count, Func<int> make) => [.. Enumerable.Range(0, count).Select(_ => make())];
}
