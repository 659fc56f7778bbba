using RaMatch.Contracts;
using RaMatch.Platform.Words;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// Expected hires of a visit: seats × the chance that they are published × the part that is filled, each the norm of the kind drawn towards what the units of
/// the kind in the park did, the more of them there are, and then corrected by what the unit itself said and did. Of several kinds the best counts.
/// </summary>
/// <param name="Category">The kind by which it is reckoned.</param>
/// <param name="Seats">Seats that a visit could bring.</param>
/// <param name="Chance">That they are published, 0 to 1.</param>
/// <param name="Filled">The part of them that is filled, 0 to 1.</param>
/// <param name="Because">What it rests on, in words.</param>
sealed record VisitEstimate(UnitCategory Category, decimal Seats, decimal Chance, decimal Filled, IReadOnlyList<Sentence> Because)
{
    // So many units, or seats, the norm weighs as much as.
    const decimal WeightOfSeats = 5;
    const decimal WeightOfChance = 10;
    const decimal WeightOfFilled = 20;

    const decimal KeepsPromise = 0.7m;
    const decimal Surest = 0.9m;

    /// <summary>Hires expected of a visit.</summary>
    public decimal Hires => Seats * Chance * Filled;

    /// <summary>The estimate for a unit.</summary>
    public static VisitEstimate Of(KnownUnit unit, IEnumerable<UnitCategory> categories, IReadOnlyDictionary<UnitCategory, Neighbours> neighbours, DateOnly today) =>
        categories.Select(category => Of(unit, category, neighbours[category].Without(unit), today)).MaxBy(one => one.Hires)!;

    static VisitEstimate Of(KnownUnit unit, UnitCategory category, Neighbours others, DateOnly today)
    {
        var norms = VisitNorms.Of(category);
        var usual = (WeightOfSeats * norms.Seats(unit.Headcount) + others.Seats) / (WeightOfSeats + others.Publishing);
        var chance = (WeightOfChance * norms.PublishPercent / 100 + others.ContactedAndPublishing) / (WeightOfChance + others.Contacted);
        var filled = Math.Min(1, (WeightOfFilled * norms.FillPercent / 100 + others.Hires) / (WeightOfFilled + others.Seats));
        List<Sentence> because = [unit.Headcount is { } headcount
            ? Sentence.Of("outreach.because-norm", ("category", Sentence.Label(category)), ("headcount", headcount), ("seats", Whole(usual)))
            : Sentence.Of("outreach.because-norm-unsized", ("category", Sentence.Label(category)), ("seats", Whole(usual)))];
        if (others.Contacted > 0)
        {
            because.Add(Sentence.Of("outreach.because-neighbours", ("contacted", others.Contacted), ("published", others.ContactedAndPublishing)));
        }

        if (others.Seats > 0)
        {
            because.Add(Sentence.Of("outreach.because-filled", ("seats", others.Seats), ("hires", others.Hires)));
        }

        var seats = usual;
        if (unit.SeatsPromised > unit.SeatsPublished)
        {
            (seats, chance) = (unit.SeatsPromised - unit.SeatsPublished, Math.Max(chance, KeepsPromise));
            because.Insert(0, Sentence.Of("outreach.because-promised", ("promised", unit.SeatsPromised), ("missing", unit.SeatsPromised - unit.SeatsPublished)));
        }
        else if (unit.SeatsPublished > 0)
        {
            seats = Math.Max(0, usual - unit.SeatsPublished);
            because.Insert(0, Sentence.Of("outreach.because-published", ("published", unit.SeatsPublished), ("seats", Whole(usual))));
        }

        var (factor, said) = unit.Outcome switch
        {
            ContactOutcome.Interested => (1.5m, Sentence.Of("outreach.because-interested")),
            ContactOutcome.Considering => (1.5m, Sentence.Of("outreach.because-considering")),
            ContactOutcome.NoNeed => (0.25m, Sentence.Of("outreach.because-no-need")),
            ContactOutcome.NotReached => (0.8m, Sentence.Of("outreach.because-not-reached")),
            _ => (1m, null),
        };
        because.AddRange(said is null ? [] : [said]);
        because.AddRange(unit.FollowUpOn <= today ? [Sentence.Of("outreach.because-due")] : []);
        return new VisitEstimate(category, seats, Math.Min(Surest, chance * factor), filled, because);
    }

    static int Whole(decimal seats) => Math.Max(1, (int)Math.Round(seats, MidpointRounding.AwayFromZero));

    /// <summary>What the units of a kind in the park did.</summary>
    /// <param name="Contacted">How many were contacted.</param>
    /// <param name="ContactedAndPublishing">How many of these have published.</param>
    /// <param name="Publishing">How many have published, contacted or not.</param>
    /// <param name="Seats">Seats published.</param>
    /// <param name="Hires">Hires that count.</param>
    public sealed record Neighbours(int Contacted, int ContactedAndPublishing, int Publishing, long Seats, long Hires)
    {
        /// <summary>Those of a kind.</summary>
        public static Neighbours Of(IReadOnlyCollection<KnownUnit> units) => new(
            units.Count(unit => unit.Contacts > 0),
            units.Count(unit => unit is { Contacts: > 0, PositionsPublished: > 0 }),
            units.Count(unit => unit.PositionsPublished > 0),
            units.Sum(unit => unit.SeatsPublished),
            units.Sum(unit => unit.HiresCounted));

        /// <summary>The others, for one of them.</summary>
        public Neighbours Without(KnownUnit unit) => new(
            Contacted - (unit.Contacts > 0 ? 1 : 0),
            ContactedAndPublishing - (unit is { Contacts: > 0, PositionsPublished: > 0 } ? 1 : 0),
            Publishing - (unit.PositionsPublished > 0 ? 1 : 0),
            Seats - unit.SeatsPublished,
            Hires - unit.HiresCounted);
    }
}
