using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A supervisor tries rules on what there is before adopting them: which hires that count would not, and how many of those that wait would be ready. Nothing is kept.
/// 404 for an unknown programme, 400 for rules that contradict themselves.
/// </summary>
static class TryRules
{
    // A person looks through these; the numbers are of all.
    const int MostShown = 200;

    public static void Map(RouteGroupBuilder api) => api.MapPost("/programmes/{code}/rules/trial", HandleAsync).RequireSupervisor().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.View)
        .WithExample(today => new Request(Rules.Example(today)));

    public sealed record Request([Required(ErrorMessage = "ramatch:programme.rules-missing")] Rules Rules);

    /// <summary>What the rules would mean.</summary>
    /// <param name="Counted">Hires that count now.</param>
    /// <param name="NotUnderThese">Those of them that would not.</param>
    /// <param name="NorNow">Those of these that would not by the rules in force either.</param>
    /// <param name="Ready">Hires that wait for nothing but their park's verification now.</param>
    /// <param name="ReadyUnderThese">How many would.</param>
    /// <param name="Parks">The parks with a hire that would not count.</param>
    /// <param name="Hires">The first 200 hires that would not count, park by park, with what would stand in their way.</param>
    public sealed record Response(long Counted, long NotUnderThese, long NorNow, long Ready, long ReadyUnderThese, IReadOnlyList<ParkPart> Parks, IReadOnlyList<Excluded> Hires);

    /// <summary>A park's part of it.</summary>
    public sealed record ParkPart(string ParkId, string ParkName, long Counted, long NotUnderThese);

    /// <summary>A hire that counts and would not.</summary>
    /// <param name="PlacementId">The hire.</param>
    /// <param name="ParkId">Its park.</param>
    /// <param name="UnitName">Its unit.</param>
    /// <param name="PositionTitle">Its post.</param>
    /// <param name="CountedAt">When it was counted.</param>
    /// <param name="Missing">What would stand in its way.</param>
    /// <param name="NorNow">Whether it would not count by the rules in force either, as one that was counted under older ones.</param>
    public sealed record Excluded(Guid PlacementId, string ParkId, string? UnitName, string? PositionTitle, DateTimeOffset? CountedAt, IReadOnlyList<Sentence> Missing, bool NorNow);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, ValidationProblem>> HandleAsync(string code, Request request, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>, ValidationProblem>>(async reader =>
        {
            if (RulesCheck.Contradiction(request.Rules) is var (field, sentence))
            {
                return Problems.Invalid(field, sentence);
            }

            if (await Programme.FindAsync(reader, code) is not { } programme)
            {
                return Problems.NotFound("programme.none");
            }

            var tried = programme.Under(request.Rules);
            var (parks, hires) = (new List<ParkPart>(), new List<Excluded>());
            var (counted, norNow, ready, readyUnderThese) = (0L, 0L, 0L, 0L);
            // A park at a time, so that a national programme is never in memory as a whole.
            foreach (var parkId in await reader.QueryAsync<string>(SelectParks, new { code }))
            {
                var counting = await HireCase.CountedAsync(reader, tried, parkId);
                var excluded = counting.Where(hire => !hire.Verdict.Countable).ToList();
                counted += counting.Count;
                ready += (await HireCase.WaitingVerdictsAsync(reader, programme, parkId)).Count(hire => hire.Verdict.Countable && !hire.Returned);
                readyUnderThese += (await HireCase.WaitingVerdictsAsync(reader, tried, parkId)).Count(hire => hire.Verdict.Countable && !hire.Returned);
                if (excluded.Count > 0)
                {
                    var now = (await HireCase.CountedAsync(reader, programme, parkId)).Where(hire => !hire.Verdict.Countable).Select(hire => hire.Hire.PlacementId).ToHashSet();
                    norNow += excluded.Count(hire => now.Contains(hire.Hire.PlacementId));
                    parks.Add(new ParkPart(parkId, Parks.ShortNameOf(parkId), counting.Count, excluded.Count));
                    hires.AddRange(excluded.Take(MostShown - hires.Count).Select(hire => new Excluded(hire.Hire.PlacementId, parkId, hire.Hire.UnitName, hire.Hire.PositionTitle, hire.Hire.CountedAt, hire.Verdict.Missing, now.Contains(hire.Hire.PlacementId))));
                }
            }

            return TypedResults.Ok(new Response(counted, parks.Sum(park => park.NotUnderThese), norNow, ready, readyUnderThese, parks, hires));
        }, cancellation);

    const string SelectParks = "SELECT DISTINCT park_id FROM placement WHERE programme = @code ORDER BY park_id";
}
