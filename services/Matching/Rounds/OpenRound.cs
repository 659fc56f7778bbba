using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// A supervisor opens a round for any parks of a programme, park staff for the own park; all its dates are announced now. 400 where dates, parks
/// or caps contradict each other, 404 for an unknown programme, 409 while a park is in another round or if a supplementary round was not announced.
/// </summary>
static class OpenRound
{
    const int LongestAnswerDays = 60;

    public static void Map(RouteGroupBuilder api) => api.MapPost("/rounds", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsWrite).RequireRight(Right.Manage)
        .WithExample(today => new Request(
            $"ra-{today.Year}",
            "第一轮撮合",
            RankBy: ChinaTime.At(today.AddDays(14), new TimeOnly(18, 0)),
            PublishOn: ChinaTime.At(today.AddDays(16), new TimeOnly(10, 0)),
            AnswerBy: ChinaTime.At(today.AddDays(21), new TimeOnly(18, 0))));

    /// <param name="Programme">The programme's code.</param>
    /// <param name="Title">What the round is called.</param>
    /// <param name="RankBy">Until when wishes are ranked and candidates graded.</param>
    /// <param name="PublishOn">When the result will be published.</param>
    /// <param name="AnswerBy">Until when the offers can be answered.</param>
    /// <param name="SupplementaryOn">When a supplementary round may open for what stays free; null announces none.</param>
    /// <param name="SupplementaryOf">The published round this one supplements.</param>
    /// <param name="PointsPerGrade">Points a grade point is worth, 10 unless given.</param>
    /// <param name="Ungraded">The grade an ungraded candidate counts with, 50 unless given.</param>
    /// <param name="Parks">The parks covered; none given means all parks of the programme, or the staff's own.</param>
    /// <param name="FloorPolicy">What is done where a park stays below its floor: it is reported unless said otherwise.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:round.programme-missing"), Folded] string Programme,
        [Required(ErrorMessage = "ramatch:round.title-missing"), Characters(100, ErrorMessage = "ramatch:round.title-too-long?most={1}")] string Title,
        [Required(ErrorMessage = "ramatch:request.no-value")] DateTimeOffset? RankBy,
        [Required(ErrorMessage = "ramatch:request.no-value")] DateTimeOffset? PublishOn,
        [Required(ErrorMessage = "ramatch:request.no-value")] DateTimeOffset? AnswerBy,
        DateTimeOffset? SupplementaryOn = null,
        Guid? SupplementaryOf = null,
        [Range(0, 1000, ErrorMessage = "ramatch:round.points-range?least={1}&most={2}")] int? PointsPerGrade = null,
        [Range(0, 100, ErrorMessage = "ramatch:round.ungraded-range?least={1}&most={2}")] int? Ungraded = null,
        IReadOnlyList<ParkTerms>? Parks = null,
        [EnumDataType(typeof(FloorPolicy), ErrorMessage = "ramatch:round.floor-policy")] FloorPolicy? FloorPolicy = null);

    /// <summary>A park with the most and the fewest it is to take; null says nothing.</summary>
    public sealed record ParkTerms(
        [Required(ErrorMessage = "ramatch:round.park-missing"), Folded] string ParkId,
        [Range(0, 1_000_000, ErrorMessage = "ramatch:round.cap-range?least={1}&most={2}")] int? Cap = null,
        [Range(0, 1_000_000, ErrorMessage = "ramatch:round.floor-range?least={1}&most={2}")] int? Floor = null);

    public sealed record Response(Guid RoundId, string LotteryCommitment);

    static Task<Results<Created<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        Request request, Caller caller, LotteryVault vault, MatchingDb db, CancellationToken cancellation)
    {
        var roundId = Guid.CreateVersion7();
        var seed = LotteryVault.Draw();
        var sealedSeed = vault.SealSeed(roundId, seed);
        var sealedKey = vault.SealKey(roundId, LotteryVault.Draw());
        var commitment = Convert.ToHexStringLower(SHA256.HashData(seed));
        return db.WriteAsync<Results<Created<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            // Its last day stays what it is until the round is there.
            if (await Programme.TakeAsync(unit, request.Programme) is not { } programme)
            {
                return Problems.NotFound("programme.none");
            }

            if (Contradiction(request, caller, programme, unit.Now) is var (field, sentence))
            {
                return Problems.Invalid(field, sentence);
            }

            var first = request.SupplementaryOf is { } id ? await Round.FindAsync(unit, id, caller) : null;
            if (request.SupplementaryOf is not null && first is null)
            {
                return Round.None();
            }

            var parks = await ParksAsync(unit, request, caller);
            if (parks.Count == 0)
            {
                return Problems.Invalid("parks", "round.no-park");
            }

            if (first is not null && await ObjectionAsync(unit, first, request, caller, parks) is { } objection)
            {
                return Problems.Conflict(objection);
            }

            // Two openings at once pass here; the key refuses the second one's parks, and run again it finds them taken.
            foreach (var park in parks)
            {
                if (await unit.FindAsync<string>(SelectOther, new { request.Programme, park.ParkId }) is { } title)
                {
                    return Problems.Conflict("round.park-taken", ("park", Parks.ShortNameOf(park.ParkId)), ("round", title));
                }
            }

            await unit.InsertAllAsync(InsertUnfinished, parks.Select(park => new { request.Programme, park.ParkId, roundId, closed = 0 }));
            await unit.InsertAllAsync(InsertPark, parks.Select(park => new { roundId, park.ParkId, park.Cap, park.Floor }));
            if (first is not null)
            {
                await unit.ExecuteAsync(InsertSupplement, new { request.SupplementaryOf, roundId });
            }

            await unit.ExecuteAsync(InsertRound, new
            {
                roundId,
                request.Programme,
                title = request.Title,
                stage = RoundStage.Open,
                ownerParkId = caller.ParkId,
                request.RankBy,
                request.PublishOn,
                request.AnswerBy,
                request.SupplementaryOn,
                request.SupplementaryOf,
                pointsPerGrade = request.PointsPerGrade ?? 10,
                ungraded = request.Ungraded ?? 50,
                floorPolicy = request.FloorPolicy ?? FloorPolicy.Report,
                commitment,
                sealedSeed,
                sealedKey,
                openedAt = unit.Now,
            });
            await Round.RecordStageAsync(unit, roundId, RoundStage.Open, caller.Id, reason: null);
            await Round.AnnounceAsync(unit, roundId);
            return TypedResults.Created($"/api/matching/rounds/{roundId}", new Response(roundId, commitment));
        }, cancellation);
    }

    static (string Field, Sentence Sentence)? Contradiction(Request request, Caller caller, Programme programme, DateTimeOffset now)
    {
        var parks = request.Parks ?? [];
        var end = programme.Ends;
        return request switch
        {
            _ when string.IsNullOrWhiteSpace(request.Title) => ("title", Sentence.Of("round.title-missing")),
            _ when request.RankBy <= now => ("rankBy", Sentence.Of("round.ranking-over")),
            _ when request.PublishOn <= request.RankBy => ("publishOn", Sentence.Of("round.published-too-early")),
            _ when request.AnswerBy <= request.PublishOn => ("answerBy", Sentence.Of("round.answer-too-early")),
            _ when request.AnswerBy >= end => ("answerBy", Sentence.Of("round.answer-after-programme")),
            _ when request.AnswerBy > request.PublishOn!.Value.AddDays(LongestAnswerDays) => ("answerBy", Sentence.Of("round.answer-range", ("days", LongestAnswerDays))),
            _ when request.SupplementaryOn < request.AnswerBy => ("supplementaryOn", Sentence.Of("round.supplement-too-early")),
            _ when request.SupplementaryOn >= end => ("supplementaryOn", Sentence.Of("round.supplement-after-programme")),
            _ when request.SupplementaryOn is not null && request.SupplementaryOf is not null => ("supplementaryOn", Sentence.Of("round.supplement-of-supplement")),
            _ => Each(parks).FirstOrDefault(found => found is not null),
        };

        IEnumerable<(string Field, Sentence Sentence)?> Each(IReadOnlyList<ParkTerms> all)
        {
            foreach (var (index, park) in all.Index())
            {
                if (!Parks.TryFind(park.ParkId, out _) || (caller.ParkId is { } own && own != park.ParkId))
                {
                    yield return ($"parks[{index}].parkId", caller.ParkId is null ? Sentence.Of("round.park-unknown") : Sentence.Of("round.park-of-another"));
                }
                else if (all.Take(index).Any(other => other.ParkId == park.ParkId))
                {
                    yield return ($"parks[{index}].parkId", Sentence.Of("round.park-twice"));
                }
                else if (park.Floor > park.Cap)
                {
                    yield return ($"parks[{index}].floor", Sentence.Of("round.floor-above-cap"));
                }
            }
        }
    }

    /// <summary>The parks named; else the staff's own, those of the round supplemented, or all of the programme.</summary>
    static async Task<IReadOnlyList<ParkTerms>> ParksAsync(UnitOfWork unit, Request request, Caller caller)
    {
        if (request.Parks is { Count: > 0 } named)
        {
            return named;
        }

        var ids = (caller.ParkId, request.SupplementaryOf) switch
        {
            ({ } own, _) => [own],
            (null, { } first) => await unit.QueryAsync<string>(SelectParksOfRound, new { roundId = first }),
            _ => await unit.QueryAsync<string>(SelectParksOfProgramme, new { request.Programme }),
        };
        return [.. ids.Select(id => new ParkTerms(id))];
    }

    /// <summary>Why a supplementary round cannot open, or null. It was announced with the first one, comes after it and covers none but its parks.</summary>
    static async Task<Sentence?> ObjectionAsync(UnitOfWork unit, Round first, Request request, Caller caller, IReadOnlyList<ParkTerms> parks)
    {
        if (!first.MayBeSteeredBy(caller) || first.Programme != request.Programme)
        {
            return Sentence.Of("round.supplement-by-another");
        }

        if (first.SupplementaryOn is not { } announced)
        {
            return Sentence.Of("round.supplement-not-announced");
        }

        if (first.Stage != RoundStage.Published)
        {
            return Sentence.Of("round.supplement-before-publication", ("state", first.StateAt(unit.Now)));
        }

        if (unit.Now < announced)
        {
            return Sentence.Of("round.supplement-before-announced", ("on", announced));
        }

        var covered = await unit.QueryAsync<string>(SelectParksOfRound, new { roundId = first.RoundId });
        return parks.Any(park => !covered.Contains(park.ParkId)) ? Sentence.Of("round.supplement-elsewhere")
            : await unit.FindAsync<string>(SelectSupplement, new { request.SupplementaryOf }) is { } title ? Sentence.Of("round.supplement-exists", ("round", title))
            : null;
    }

    const string SelectOther = """
        SELECT round.title
        FROM unfinished_round
        JOIN round ON round.round_id = unfinished_round.round_id
        WHERE unfinished_round.programme = @programme AND unfinished_round.park_id = @parkId
        """;

    const string SelectSupplement = """
        SELECT round.title
        FROM supplementary_round
        JOIN round ON round.round_id = supplementary_round.round_id
        WHERE supplementary_round.supplementary_of = @supplementaryOf
        """;

    const string SelectParksOfRound = "SELECT park_id FROM round_park WHERE round_id = @roundId ORDER BY park_id";

    const string SelectParksOfProgramme = """
        SELECT park_id FROM target WHERE programme = @programme
        UNION
        SELECT park_id FROM position WHERE programme = @programme
        """;

    const string InsertUnfinished = """
        INSERT INTO unfinished_round (programme, park_id, round_id, closed)
        VALUES (@programme, @parkId, @roundId, @closed)
        """;

    const string InsertPark = """
        INSERT INTO round_park (round_id, park_id, cap, floor)
        VALUES (@roundId, @parkId, @cap, @floor)
        """;

    const string InsertSupplement = "INSERT INTO supplementary_round (supplementary_of, round_id) VALUES (@supplementaryOf, @roundId)";

    const string InsertRound = """
        INSERT INTO round (round_id, programme, title, stage, owner_park_id, rank_by, publish_on, answer_by, supplementary_on, supplementary_of,
            points_per_grade, ungraded, floor_policy, lottery_commitment, sealed_seed, sealed_key, opened_at)
        VALUES (@roundId, @programme, @title, @stage, @ownerParkId, @rankBy, @publishOn, @answerBy, @supplementaryOn, @supplementaryOf,
            @pointsPerGrade, @ungraded, @floorPolicy, @commitment, @sealedSeed, @sealedKey, @openedAt)
        """;
}
