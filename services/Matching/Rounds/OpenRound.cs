using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
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

    public static void Map(RouteGroupBuilder api) => api.MapPost("/rounds", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff);

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
        [Required(ErrorMessage = "请注明专项。")] string Programme,
        [Required(ErrorMessage = "请填写轮次名称。"), StringLength(100, ErrorMessage = "轮次名称不超过 100 个字。")] string Title,
        DateTimeOffset RankBy,
        DateTimeOffset PublishOn,
        DateTimeOffset AnswerBy,
        DateTimeOffset? SupplementaryOn = null,
        Guid? SupplementaryOf = null,
        [Range(0, 1000, ErrorMessage = "每分评价折合的分值应为 0 至 1000。")] int? PointsPerGrade = null,
        [Range(0, 100, ErrorMessage = "未评价按几分计应为 0 至 100。")] int? Ungraded = null,
        IReadOnlyList<ParkTerms>? Parks = null,
        [EnumDataType(typeof(FloorPolicy), ErrorMessage = "请选择达不到名额下限时怎么处理。")] FloorPolicy? FloorPolicy = null);

    /// <summary>A park with the most and the fewest it is to take; null says nothing.</summary>
    public sealed record ParkTerms(
        [Required(ErrorMessage = "请选择园区。")] string ParkId,
        [Range(0, 1_000_000, ErrorMessage = "上限应为 0 至 1000000。")] int? Cap = null,
        [Range(0, 1_000_000, ErrorMessage = "下限应为 0 至 1000000。")] int? Floor = null);

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
            if (await Programme.FindAsync(unit, request.Programme) is not { } programme)
            {
                return Problems.NotFound("没有这个专项。");
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
                return Problems.Invalid("parks", "本专项还没有园区：请先下达任务或发布岗位，或者指定园区。");
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
                    return Problems.Conflict($"{Parks.ShortNameOf(park.ParkId)}已在未结束的轮次“{title}”中，请待其公布或取消后再开启。");
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
                title = request.Title.Trim(),
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
            return TypedResults.Created($"/api/matching/rounds/{roundId}", new Response(roundId, commitment));
        }, cancellation);
    }

    static (string Field, string Sentence)? Contradiction(Request request, Caller caller, Programme programme, DateTimeOffset now)
    {
        var parks = request.Parks ?? [];
        var end = ChinaTime.EndOf(programme.ClosesOn);
        return request switch
        {
            _ when string.IsNullOrWhiteSpace(request.Title) => ("title", "请填写轮次名称。"),
            _ when request.RankBy <= now => ("rankBy", "志愿排序截止时间应晚于现在。"),
            _ when request.PublishOn <= request.RankBy => ("publishOn", "公布时间应晚于志愿排序截止时间。"),
            _ when request.AnswerBy <= request.PublishOn => ("answerBy", "答复截止时间应晚于公布时间。"),
            _ when request.AnswerBy >= end => ("answerBy", "答复截止时间应在专项结束之前。"),
            _ when request.AnswerBy > request.PublishOn.AddDays(LongestAnswerDays) => ("answerBy", $"答复期限不超过公布后 {LongestAnswerDays} 天。"),
            _ when request.SupplementaryOn < request.AnswerBy => ("supplementaryOn", "补充轮次应在本轮答复截止之后开启。"),
            _ when request.SupplementaryOn >= end => ("supplementaryOn", "补充轮次应在专项结束之前开启。"),
            _ when request.SupplementaryOn is not null && request.SupplementaryOf is not null => ("supplementaryOn", "补充轮次之后不再有补充轮次。"),
            _ => Each(parks).FirstOrDefault(found => found is not null),
        };

        IEnumerable<(string Field, string Sentence)?> Each(IReadOnlyList<ParkTerms> all)
        {
            foreach (var (index, park) in all.Index())
            {
                if (!Parks.TryFind(park.ParkId, out _) || (caller.ParkId is { } own && own != park.ParkId))
                {
                    yield return ($"parks[{index}].parkId", caller.ParkId is null ? "没有这个园区。" : "只能为本园区开启轮次。");
                }
                else if (all.Take(index).Any(other => other.ParkId == park.ParkId))
                {
                    yield return ($"parks[{index}].parkId", "同一园区只能列一次。");
                }
                else if (park.Floor > park.Cap)
                {
                    yield return ($"parks[{index}].floor", "下限不能高于上限。");
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
    static async Task<string?> ObjectionAsync(UnitOfWork unit, Round first, Request request, Caller caller, IReadOnlyList<ParkTerms> parks)
    {
        if (!first.MayBeSteeredBy(caller) || first.Programme != request.Programme)
        {
            return "补充轮次由开启首轮的一方在同一专项中开启。";
        }

        if (first.SupplementaryOn is not { } announced)
        {
            return "首轮开启时没有公布补充轮次的时间，不能开启补充轮次。";
        }

        if (first.Stage != RoundStage.Published)
        {
            return $"首轮{Round.ChineseOf(first.ShownStage)}，公布之后才能开启补充轮次。";
        }

        if (unit.Now < announced)
        {
            return $"补充轮次已公布于 {ChinaTime.MinuteOf(announced)} 开启，不能提前。";
        }

        var covered = await unit.QueryAsync<string>(SelectParksOfRound, new { roundId = first.RoundId });
        return parks.Any(park => !covered.Contains(park.ParkId)) ? "补充轮次只能覆盖首轮的园区。"
            : await unit.FindAsync<string>(SelectSupplement, new { request.SupplementaryOf }) is { } title ? $"首轮已有补充轮次“{title}”。"
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
