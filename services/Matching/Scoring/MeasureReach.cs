using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// A verified unit (409 for others) asks how many graduates meet the hard requirements of a position, published (404 if not its own) or still a draft (400 for an
/// unknown programme, 429 after so many a day), and which requirement alone keeps how many away. Counts only, in whole tens and without pay and
/// city: put together, they say nothing of anyone (ADR 32).
/// </summary>
static class MeasureReach
{
    // Fewer are not counted out, and more only in steps of as many: one graduate more or less is not seen.
    const int Step = 10;

    /// <summary>So many drafts a unit measures on a day in China.</summary>
    public const int DraftsADay = 50;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/positions/{positionId:guid}/reach", OfPositionAsync).RequireUnitMember().RequireScope(Scopes.PositionsRead)
            .WithName("MeasureReachOfPosition");
        app.MapPost("/reach", OfDraftAsync).RequireUnitMember().RequireScope(Scopes.PositionsRead).RequireRight(Right.View)
            .WithName("MeasureReachOfDraft")
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithExample(today => new Draft($"ra-{today.Year}", DegreeLevel.Bachelor, ["0802", "0808"], ["控制理论"]));
    }

    /// <summary>A draft, as far as it decides who may come.</summary>
    public sealed record Draft(
        [Required(ErrorMessage = "ramatch:reach.programme-missing"), Folded] string Programme,
        DegreeLevel MinimumDegree,
        [Required(ErrorMessage = "ramatch:reach.majors-missing"), MaxLength(50, ErrorMessage = "ramatch:reach.too-many-majors?most={1}"), Folded] IReadOnlyList<string> Majors,
        [Required(ErrorMessage = "ramatch:reach.skills-missing"), MaxLength(50, ErrorMessage = "ramatch:reach.too-many-skills?most={1}")] IReadOnlyList<string> RequiredSkills);

    /// <summary>How many graduates a position reaches, at least: whole tens, null for fewer than ten.</summary>
    /// <param name="Graduates">Graduates who consent to matching.</param>
    /// <param name="Eligible">Those of them who meet the requirements on degree, major and cohort.</param>
    /// <param name="WithAllRequiredSkills">Those of the eligible who name every required skill.</param>
    /// <param name="KeptAway">The requirements that alone keep ten graduates away or more, most first.</param>
    public sealed record Reach(long? Graduates, long? Eligible, long? WithAllRequiredSkills, IReadOnlyList<Barrier> KeptAway);

    /// <summary>A requirement and what it alone costs.</summary>
    /// <param name="Requirement">The requirement.</param>
    /// <param name="Graduates">Who meet all others: at least so many.</param>
    /// <param name="Sentence">The same in words.</param>
    public sealed record Barrier(Requirements Requirement, long Graduates, Sentence Sentence);

    /// <summary>A unit measures how many graduates one of its positions reaches.</summary>
    static Task<Results<Ok<Reach>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> OfPositionAsync(Guid positionId, UnitMember member, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Reach>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async reader =>
        {
            var reach = await market.AskAsync(reader, now =>
                now.FindPosition(positionId) is var (supply, rules) && supply.Vacancy.UnitId == member.UnitId ? Measure(now, supply.Features, rules) : null);
            return reach is null ? Problems.NotFound("fit.no-position")
                : await IsVerifiedAsync(reader, member) ? TypedResults.Ok(reach)
                : Problems.Conflict("reach.unit-not-verified");
        }, cancellation);

    /// <summary>A unit measures how many graduates a draft would reach.</summary>
    static async Task<Results<Ok<Reach>, ValidationProblem, Conflict<ProblemDetails>, ProblemHttpResult>> OfDraftAsync(
        Draft draft, UnitMember member, Market market, MatchingDb db, HttpContext http, CancellationToken cancellation)
    {
        var verified = await db.ReadAsync(reader => IsVerifiedAsync(reader, member), cancellation);
        if (!verified)
        {
            return Problems.Conflict("reach.unit-not-verified");
        }

        if (await db.WriteAsync(unit => SecondsToWaitAsync(unit, member), cancellation) is { } wait)
        {
            http.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Problems.Refused(StatusCodes.Status429TooManyRequests, "reach.too-many-drafts", ("most", DraftsADay));
        }

        var vacancy = new Vacancy { MinimumDegree = draft.MinimumDegree, Majors = draft.Majors, RequiredSkills = draft.RequiredSkills };
        var reach = await db.ReadAsync(
            reader => market.AskAsync(reader, now => now.RulesOf(draft.Programme) is { } rules ? Measure(now, vacancy.Features(), rules) : null),
            cancellation);
        return reach is null ? Problems.Invalid("programme", "programme.none") : TypedResults.Ok(reach);
    }

    static async Task<bool> IsVerifiedAsync(Reader reader, UnitMember member) => await reader.GetAsync<long>(CountVerified, new { member.UnitId }) > 0;

    /// <summary>Counts a draft; null, or how long to wait where there have been as many as a day has.</summary>
    static async Task<long?> SecondsToWaitAsync(UnitOfWork unit, UnitMember member)
    {
        var today = ChinaTime.DayOf(unit.Now);
        var use = new { member.UnitId, usedOn = today, most = DraftsADay };
        await unit.ExecuteAsync(DeleteEarlier, use);
        return await unit.PutAsync(CountOn, InsertUse, use) ? null : (long)Math.Ceiling((ChinaTime.EndOf(today) - unit.Now).TotalSeconds);
    }

    // One by one: the index holds only whom units may see, and does not tell who fails by one requirement alone. A tenth of the country takes less than 30 ms.
    static Reach Measure(MarketView now, VacancyFeatures vacancy, FitRules rules)
    {
        var graduates = 0L;
        var (eligible, skilled) = (0L, 0L);
        var alone = new Dictionary<Requirements, long>();
        foreach (var demand in now.Graduates)
        {
            graduates++;
            var failed = Fit.Failed(vacancy, demand.Features, rules, now.Today.DayNumber) & UnitView.Told;
            if (failed == Requirements.None)
            {
                eligible++;
                skilled += vacancy.RequiredSkills.CountCommon(demand.Features.Skills) == vacancy.RequiredSkills.Count ? 1 : 0;
            }
            else if (System.Numerics.BitOperations.IsPow2((int)failed))
            {
                alone[failed] = alone.GetValueOrDefault(failed) + 1;
            }
        }

        return new Reach(
            AtLeast(graduates),
            AtLeast(eligible),
            AtLeast(skilled),
            [
                .. alone.Select(one => (one.Key, Graduates: AtLeast(one.Value)))
                    .Where(one => one.Graduates is not null)
                    .OrderByDescending(one => one.Graduates)
                    .ThenBy(one => one.Key)
                    .Select(one => new Barrier(one.Key, one.Graduates!.Value, Wording.Barrier(one.Key, one.Graduates.Value))),
            ]);
    }

    static long? AtLeast(long graduates) => graduates < Step ? null : graduates / Step * Step;

    const string CountVerified = "SELECT COUNT(*) FROM unit_status WHERE unit_id = @unitId AND verified_version > suspended_version";

    const string DeleteEarlier = "DELETE FROM reach_use WHERE unit_id = @unitId AND used_on < @usedOn";

    const string CountOn = "UPDATE reach_use SET used = used + 1 WHERE unit_id = @unitId AND used_on = @usedOn AND used < @most";

    const string InsertUse = """
        INSERT INTO reach_use (unit_id, used_on, used)
        SELECT @unitId, @usedOn, 1
        WHERE NOT EXISTS (SELECT 1 FROM reach_use WHERE unit_id = @unitId AND used_on = @usedOn)
        """;
}
