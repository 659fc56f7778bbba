namespace RaMatch.Portal.Messages;

/// <summary>Hands letters to a server that carries them on, one after the other. Its connection is nobody else's and ends with it.</summary>
interface ICourier : IAsyncDisposable
{
    /// <summary>Hands a letter over and says what the server made of it; that it cannot be spoken to is an answer too.</summary>
    Task<HandOver> HandOverAsync(WaitingLetter letter, CancellationToken cancellation);
}

/// <summary>What a server made of a letter.</summary>
/// <param name="Verdict">Whether it was taken.</param>
/// <param name="Reason">Why not; null where it was.</param>
sealed record HandOver(Verdict Verdict, string? Reason)
{
    /// <summary>The server has it.</summary>
    public static HandOver Taken { get; } = new(Verdict.Taken, null);

    /// <summary>Whether the server certainly has nothing of the letter.</summary>
    public bool IsBeforeAnything { get; init; }
}

/// <summary>Whether a server took a letter.</summary>
enum Verdict
{
    /// <summary>It carries it on.</summary>
    Taken,

    /// <summary>It will never take this letter, or knows no such address.</summary>
    Refused,

    /// <summary>It does not take this letter now.</summary>
    NotNow,

    /// <summary>It takes no letter now, or cannot be spoken to.</summary>
    NoService,

    /// <summary>This process stops, and nobody knows how far it came.</summary>
    Interrupted,
}
