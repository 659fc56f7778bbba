using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// A park, or a supervisor of one park, sees whom to visit next, most expected hires first, and why. Whoever was contacted in the last two weeks, is to be
/// followed up later, is put off, suspended or refused, or has published all that is expected of it, is left out. 400 where a supervisor names no park, 404 for an unknown programme.
/// </summary>
static class PlanVisits
{
    const int DaysAfterContact = 14;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/outreach/plan", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.OutreachRead);

    /// <summary>What is looked for.</summary>
    public sealed record Query
    {
        /// <summary>A supervisor's choice of park; park staff see their own whatever they ask.</summary>
        public string? Park { get; init; }

        /// <summary>The programme whose contacts, positions and hires count; all without one.</summary>
        public string? Programme { get; init; }
    }

    /// <summary>One unit to visit.</summary>
    /// <param name="FirmId">The id by which it is opened.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Category">The kind by which it is reckoned.</param>
    /// <param name="Address">Street and number.</param>
    /// <param name="LastOn">When it was last contacted or tried.</param>
    /// <param name="HiresHundredths">Hires expected of a visit, in hundredths.</param>
    /// <param name="SeatsHundredths">Seats that it could bring, in hundredths.</param>
    /// <param name="ChanceBasisPoints">That they are published.</param>
    /// <param name="FilledBasisPoints">The part of them that is filled.</param>
    /// <param name="Because">What it rests on, sentence by sentence.</param>
    public sealed record Item(
        Guid FirmId, string Name, UnitCategory Category, string? Address, DateOnly? LastOn, int HiresHundredths, int SeatsHundredths, int ChanceBasisPoints, int FilledBasisPoints, IReadOnlyList<Sentence> Because);

    static Task<Results<Ok<PageOf<Item>>, ValidationProblem, NotFound<ProblemDetails>>> HandleAsync([AsParameters] Query query, Caller caller, Page page, PostingDb db, CancellationToken cancellation) =>
        ParkQuestion.AnswerAsync(
            db, caller, query.Park, query.Programme, async (reader, park, programme) =>
            {
                var asked = new { park, programme };
                var units = await reader.QueryAsync<KnownUnit>(SelectFacts, asked);
                var held = (await reader.QueryAsync<KnownUnit.Held>(SelectHeld, asked)).ToLookup(one => one.KnownId, one => one.Category);
                var putOff = (await reader.QueryAsync<Postponed>(SelectPostponed, asked)).ToDictionary(one => one.SubjectId, one => one.UntilDay);
                var ranked = Rank(units, held, putOff, ChinaTime.DayOf(reader.Now));
                return new PageOf<Item>([.. ranked.Skip((int)Math.Min(page.Skip, int.MaxValue)).Take(page.Size)], ranked.Count, page.Number, page.Size);
            },
            cancellation);

    static List<Item> Rank(IReadOnlyList<KnownUnit> units, ILookup<Guid, UnitCategory> held, Dictionary<Guid, DateOnly> putOff, DateOnly today)
    {
        var neighbours = units.SelectMany(unit => held[unit.KnownId].Select(category => (Category: category, Unit: unit)))
            .GroupBy(one => one.Category, one => one.Unit)
            .ToDictionary(kind => kind.Key, kind => VisitEstimate.Neighbours.Of([.. kind]));
        return [.. units.Where(unit => IsOpen(unit, putOff, today))
            .Select(unit => (Unit: unit, Estimate: VisitEstimate.Of(unit, held[unit.KnownId], neighbours, today)))
            .Where(one => one.Estimate.Hires > 0 || one.Unit.FollowUpOn <= today)
            .OrderByDescending(one => one.Estimate.Hires).ThenBy(one => one.Unit.Name, Pinyin.Order).ThenBy(one => one.Unit.KnownId)
            .Select(one => new Item(
                one.Unit.KnownId, one.Unit.Name, one.Estimate.Category, one.Unit.Address, one.Unit.LastOn, (int)Math.Round(one.Estimate.Hires * 100), (int)Math.Round(one.Estimate.Seats * 100),
                (int)Math.Round(one.Estimate.Chance * 10_000), (int)Math.Round(one.Estimate.Filled * 10_000), one.Estimate.Because))];
    }

    // A follow-up that is agreed on has its day; without one a unit is left in peace for a while, unless nobody was reached.
    static bool IsOpen(KnownUnit unit, Dictionary<Guid, DateOnly> putOff, DateOnly today) =>
        unit.Standing is not (UnitStatus.Suspended or UnitStatus.Refused)
        && new[] { unit.UnitId, unit.FirmId }.OfType<Guid>().All(id => !putOff.TryGetValue(id, out var until) || until <= today)
        && (unit.FollowUpOn is { } due ? due <= today : unit.LastOn is not { } last || unit.Outcome == ContactOutcome.NotReached || last.AddDays(DaysAfterContact) <= today);

    sealed record Postponed
    {
        public Guid SubjectId { get; init; }
        public DateOnly UntilDay { get; init; }
    }

    const string SelectFacts = $"""
        WITH {KnownUnits.Facts}
        SELECT fact.known_id, fact.unit_id, fact.firm_id, fact.name, fact.status, fact.headcount, fact.address, fact.contacts, fact.last_on, fact.last_outcome, fact.follow_up_on,
            fact.seats_promised, fact.positions_published, fact.seats_published, fact.hires_counted
        FROM fact
        """;

    const string SelectHeld = $"""
        WITH {KnownUnits.Facts}
        SELECT held.known_id, held.category FROM held
        """;

    const string SelectPostponed = """
        SELECT visit_postponement.subject_id, visit_postponement.until_day
        FROM visit_postponement
        WHERE visit_postponement.park_id = @park AND NOT EXISTS (
            SELECT 1 FROM visit_postponement later
            WHERE later.subject_id = visit_postponement.subject_id AND later.park_id = visit_postponement.park_id AND later.postponement_id > visit_postponement.postponement_id)
        """;
}
