using System.Runtime.CompilerServices;

namespace RaMatch.Rounds.Format;

/// <summary>Members by group, one group after the other, and where each group ends: the units of each park, the positions of each unit.</summary>
/// <param name="Members">The members.</param>
/// <param name="Ends">Where each group ends among them.</param>
readonly record struct Groups(int[] Members, int[] Ends)
{
    /// <summary>The members of a group.</summary>
    public Span<int> this[int group] => Members.AsSpan((group == 0 ? 0 : Ends[group - 1])..Ends[group]);

    /// <summary>Groups members by the group each says it is in; within a group they stand in the order given, or in that of their numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Groups By(ReadOnlySpan<int> groupOf, int groups, ReadOnlySpan<int> order = default)
    {
        var ends = new int[groups];
        foreach (var group in groupOf)
        {
            ends[group]++;
        }

        var start = 0;
        for (var group = 0; group < groups; group++)
        {
            (ends[group], start) = (start, start + ends[group]);
        }

        var members = new int[groupOf.Length];
        for (var number = 0; number < members.Length; number++)
        {
            var member = order.IsEmpty ? number : order[number];
            members[ends[groupOf[member]]++] = member;
        }

        return new Groups(members, ends);
    }
}
