namespace RaMatch.Rounds.Format;

/// <summary>
/// The one strict order of a round as a 64-bit key, the higher first: the score in the upper half, the lottery number reversed in the
/// lower. No two applicants share a key, since no two share a lottery number.
/// </summary>
public static class Priority
{
    /// <summary>The key of a wish.</summary>
    public static ulong Of(int score, uint lottery) => (ulong)(uint)score << 32 | ~lottery;

    /// <summary>The score in a key.</summary>
    public static int Score(ulong key) => (int)(key >> 32);

    /// <summary>The lottery number in a key.</summary>
    public static uint Lottery(ulong key) => ~(uint)key;
}
