namespace RaMatch.Chaos.Tests;

/// <summary>What a campaign comes to. The same reckoning judges the product and its mutants.</summary>
/// <param name="Seed">Plays the campaign again.</param>
/// <param name="Attempted">Parcels somebody tried to send.</param>
/// <param name="Acknowledged">Parcels whose sender was told that they are on their way.</param>
/// <param name="Recorded">Parcels in the depot's database.</param>
/// <param name="Arrived">Parcels noted at least once at their destination.</param>
/// <param name="Lost">Acknowledged or recorded, and never noted.</param>
/// <param name="Doubled">Noted more than once.</param>
/// <param name="Invented">Noted, and never recorded.</param>
/// <param name="Injected">Duplicates put into the queue by the campaign.</param>
/// <param name="Deaths">Processes that died.</param>
/// <param name="Took">From the first parcel to the end.</param>
sealed record Outcome(
    int Seed,
    int Attempted,
    int Acknowledged,
    int Recorded,
    int Arrived,
    int Lost,
    int Doubled,
    int Invented,
    int Injected,
    int Deaths,
    TimeSpan Took)
{
    public bool Ok => Lost == 0 && Doubled == 0 && Invented == 0 && Acknowledged == Attempted;

    public static Outcome Reckon(int seed, IReadOnlyCollection<Guid> attempted, IReadOnlyCollection<Guid> acknowledged, IReadOnlyCollection<Guid> recorded, IReadOnlyCollection<Guid> arrivals, int injected, int deaths, TimeSpan took)
    {
        var arrived = arrivals.CountBy(parcel => parcel).ToDictionary();
        return new Outcome(
            seed,
            attempted.Count,
            acknowledged.Count,
            recorded.Count,
            arrived.Count,
            acknowledged.Union(recorded).Count(parcel => !arrived.ContainsKey(parcel)),
            arrived.Count(parcel => parcel.Value > 1),
            arrived.Keys.Except(recorded).Count(),
            injected,
            deaths,
            took);
    }
}
