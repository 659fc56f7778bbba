using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Anyone takes a published round away, in the documented format, to recompute and verify it: its folder and its result, under pseudonyms. Who steers
/// it may as soon as it is solved; for everybody else it is 404 until then. The archives are made once and never change: the hash is the ETag, 304
/// and ranges hold; 202 for as long as they are being made.
/// </summary>
static class DownloadRound
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{roundId:guid}/folder.zip", FolderAsync).AllowPublic().SendsFileInRanges("application/zip")
            .WithName("DownloadRoundFolder");
        api.MapGet("/rounds/{roundId:guid}/result.zip", ResultAsync).AllowPublic().SendsFileInRanges("application/zip")
            .WithName("DownloadRoundResult");
    }

    /// <summary>Anyone takes the folder of a published round away: its lists under pseudonyms.</summary>
    static Task<Results<FileStreamHttpResult, Accepted<JobState>, NotFound<ProblemDetails>>> FolderAsync(Guid roundId, HttpContext http, JobDesk jobs, MatchingDb db, CancellationToken cancellation) =>
        SendAsync(roundId, RoundArchives.Folder, $"round-{roundId}.zip", http, jobs, db, cancellation);

    /// <summary>Anyone takes the result of a published round away, with what proves it.</summary>
    static Task<Results<FileStreamHttpResult, Accepted<JobState>, NotFound<ProblemDetails>>> ResultAsync(Guid roundId, HttpContext http, JobDesk jobs, MatchingDb db, CancellationToken cancellation) =>
        SendAsync(roundId, RoundArchives.Result, $"result-{roundId}.zip", http, jobs, db, cancellation);

    static async Task<Results<FileStreamHttpResult, Accepted<JobState>, NotFound<ProblemDetails>>> SendAsync(
        Guid roundId, string archive, string name, HttpContext http, JobDesk jobs, MatchingDb db, CancellationToken cancellation)
    {
        if (await db.ReadAsync(reader => Round.FindAsync(reader, roundId), cancellation) is not { } round || !RoundArchives.MayTake(round, http))
        {
            return Round.None();
        }

        if (await db.ReadAsync(reader => RoundArchives.FindAsync(reader, roundId, archive), cancellation) is { } made)
        {
            return Send(made);
        }

        // Of a round solved a moment ago the work is under way; of one solved by an earlier version it is asked for now.
        var asked = await db.WriteAsync(unit => JobDesk.AskAsync(unit, RoundArchives.Kind, roundId, askedBy: null), cancellation);
        var job = await jobs.EndAsync(db, asked.JobId, cancellation);
        return await db.ReadAsync(reader => RoundArchives.FindAsync(reader, roundId, archive), cancellation) is { } late ? Send(late) : RoundWork.Accepted(job);

        FileStreamHttpResult Send(StoredFile file) =>
            TypedResults.Stream(file.Open(db), "application/zip", name, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""), enableRangeProcessing: true);
    }
}
