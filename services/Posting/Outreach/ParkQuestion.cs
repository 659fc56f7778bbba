using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Posting.Positions;

namespace RaMatch.Posting.Outreach;

/// <summary>What is asked of one park: by its staff, who see their own whatever they ask, or by a supervisor, who names it; and of one programme or of all.</summary>
static class ParkQuestion
{
    /// <summary>Answers it. 400 where a supervisor names no park, 404 for a programme that there is not.</summary>
    /// <param name="db">Where it is answered.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="park">The park a supervisor names.</param>
    /// <param name="programme">The programme; null or empty is all.</param>
    /// <param name="read">Reads the answer, of a park and a programme.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Results<Ok<T>, ValidationProblem, NotFound<ProblemDetails>>> AnswerAsync<T>(
        PostingDb db, Caller caller, string? park, string? programme, Func<Reader, string, string?, Task<T>> read, CancellationToken cancellation)
    {
        if ((caller.ParkId ?? park) is not { Length: > 0 } own)
        {
            return Problems.Invalid("park", "unit.park-missing");
        }

        var code = string.IsNullOrWhiteSpace(programme) ? null : programme.Trim();
        return await db.ReadAsync<Results<Ok<T>, ValidationProblem, NotFound<ProblemDetails>>>(
            async reader => code is not null && await ProgrammeRules.FindAsync(reader, code) is null
                ? Problems.NotFound("position.programme-unknown")
                : TypedResults.Ok(await read(reader, own, code)),
            cancellation);
    }
}
