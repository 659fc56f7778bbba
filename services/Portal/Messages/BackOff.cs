namespace RaMatch.Portal.Messages;

/// <summary>How long a letter rests after an attempt that came to nothing.</summary>
static class BackOff
{
    static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Longest = TimeSpan.FromHours(4);
    const double Spread = 0.2;

    /// <summary>A minute after the first attempt, twice as long after each further one, four hours at most; a fifth more or less, so that what failed together does not come again together.</summary>
    /// <param name="attempts">Attempts so far, from 1.</param>
    /// <param name="messageId">Whose they are: chance lies in the id, so that the same letter rests as long in every telling.</param>
    public static TimeSpan After(long attempts, Guid messageId)
    {
        var rest = First * Math.Pow(2, Math.Min(attempts - 1, 20));
        var bytes = messageId.ToByteArray();
        var chance = ((bytes[^1] + (attempts * 97)) % 256) / 255.0;
        return (rest < Longest ? rest : Longest) * (1 - Spread + (2 * Spread * chance));
    }
}
