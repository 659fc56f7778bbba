namespace RaMatch.Rounds.Format;

/// <summary>What a round was announced with: <c>round.json</c>.</summary>
/// <param name="Programme">The programme's code.</param>
/// <param name="Round">The round's id.</param>
/// <param name="ListLimit">How many wishes a graduate may rank.</param>
/// <param name="LotteryCommitment">SHA-256 of the seed's 32 bytes, 64 lower-case hex digits; published before lists close.</param>
/// <param name="LotterySeed">The seed, 64 lower-case hex digits.</param>
/// <param name="RulesVersion">The version of the programme's rules whose formula made the scores.</param>
/// <param name="FloorPolicy">What is done where a park stays below its floor; null where the folder leaves it to whoever solves.</param>
public sealed record RoundTerms(
    string Programme, string Round, int ListLimit, string LotteryCommitment, string LotterySeed, long RulesVersion, FloorPolicy? FloorPolicy = null);
