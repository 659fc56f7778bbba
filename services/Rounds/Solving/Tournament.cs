namespace RaMatch.Rounds.Solving;

/// <summary>
/// A tournament for the smallest of n values in 2n numbers: leaves at n … 2n - 1, the smallest at 1, each node the smaller of 2i and
/// 2i + 1. Works for every n from 1.
/// </summary>
static class Tournament
{
    /// <summary>Plays all matches above the leaves.</summary>
    public static void Build(Span<long> nodes)
    {
        for (var node = nodes.Length / 2 - 1; node > 0; node--)
            nodes[node] = Math.Min(nodes[2 * node], nodes[2 * node + 1]);
    }

    /// <summary>Gives a leaf a new value; stops where nothing changes any more.</summary>
    public static void Set(Span<long> nodes, int leaf, long value)
    {
        var node = nodes.Length / 2 + leaf;
        nodes[node] = value;
        while ((node >>= 1) > 0)
        {
            var smaller = Math.Min(nodes[2 * node], nodes[2 * node + 1]);
            if (nodes[node] == smaller)
                return;
            nodes[node] = smaller;
        }
    }

    /// <summary>The leaf of the smallest value.</summary>
    public static int Winner(ReadOnlySpan<long> nodes)
    {
        var leaves = nodes.Length / 2;
        var node = 1;
        while (node < leaves)
            node = 2 * node + (nodes[2 * node] == nodes[node] ? 0 : 1);
        return node - leaves;
    }
}
