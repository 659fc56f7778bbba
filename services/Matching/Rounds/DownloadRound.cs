using System.IO.Compression;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Platform.Web;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Anyone takes a published round away, in the documented format, to recompute and verify it: its folder and its result, under pseudonyms. Who steers
/// it may as soon as it is solved; for everybody else it is 404 until then.
/// </summary>
static class DownloadRound
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{roundId:guid}/folder.zip", FolderAsync).AllowPublic().SendsFile("application/zip");
        api.MapGet("/rounds/{roundId:guid}/result.zip", ResultAsync).AllowPublic().SendsFile("application/zip");
    }

    /// <summary>Anyone takes the folder of a published round away: its lists under pseudonyms.</summary>
    static async Task<Results<FileStreamHttpResult, NotFound<ProblemDetails>>> FolderAsync(Guid roundId, HttpContext http, LotteryVault vault, MatchingDb db, CancellationToken cancellation) =>
        await SnapshotAsync(roundId, http, vault, db, cancellation) is { } snapshot
            ? Zipped($"round-{roundId}.zip", create => RoundFolder.Write(snapshot.Instance, create, cancellation: cancellation))
            : Round.None();

    /// <summary>Anyone takes the result of a published round away, with what proves it.</summary>
    // Solved and proved again rather than kept: it takes less time than reading the files would.
    static async Task<Results<FileStreamHttpResult, NotFound<ProblemDetails>>> ResultAsync(Guid roundId, HttpContext http, LotteryVault vault, MatchingDb db, CancellationToken cancellation) =>
        await SnapshotAsync(roundId, http, vault, db, cancellation) is { } snapshot
            ? Zipped($"result-{roundId}.zip", Solution.Of(snapshot).Write)
            : Round.None();

    static Task<Snapshot?> SnapshotAsync(Guid roundId, HttpContext http, LotteryVault vault, MatchingDb db, CancellationToken cancellation) => db.ReadAsync(
        async reader => await Round.FindAsync(reader, roundId) is { } round && MayTake(round, http) ? await Snapshot.ReadAsync(reader, round, vault) : null,
        cancellation);

    /// <summary>Whether whoever asks may see all of the result.</summary>
    internal static bool MayTake(Round round, HttpContext http) =>
        round.Stage == RoundStage.Published
        || (round.HasResult && http.User.Identity is { IsAuthenticated: true } && round.MayBeSteeredBy(Caller.Of(http.User)));

    /// <summary>
    /// The files as an archive, which lies on disk while it is sent: a national round is never in memory as a whole, and the writers
    /// of the format do not know of a connection that may be slow.
    /// </summary>
    static FileStreamHttpResult Zipped(string name, Action<Func<string, Stream>> write)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString()),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                write(entry => archive.CreateEntry(entry, CompressionLevel.Fastest).Open());
            }

            file.Position = 0;
            return TypedResults.Stream(file, "application/zip", name);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
