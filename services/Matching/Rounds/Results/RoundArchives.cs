using System.IO.Compression;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds.Results;

/// <summary>
/// Makes the two archives of a solved round, its folder and its result, once: nothing of either changes from the solving on. The same round gives the
/// same bytes whoever makes them, so that the hash by which they are kept is the round's own.
/// </summary>
sealed class RoundArchives(MatchingDb db, LotteryVault vault) : IJobKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "archive-round";

    /// <summary>The round as it was frozen.</summary>
    public const string Folder = "folder";

    /// <summary>What the solving gave.</summary>
    public const string Result = "result";

    // The first day an archive can name; the day it was made would make another archive of it.
    static readonly DateTimeOffset NoDay = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public string Name => Kind;

    /// <inheritdoc />
    public string Service => MatchingService.ServiceName;

    /// <summary>An archive of a round that is made, or null.</summary>
    public static Task<StoredFile?> FindAsync(Reader reader, Guid roundId, string name) => reader.FindAsync<StoredFile>(SelectFile, new { roundId, name });

    /// <summary>Whether whoever asks may see all of a round's result: anybody once it is published, who steers it once it is solved.</summary>
    public static bool MayTake(Round round, HttpContext http) =>
        round.Stage == RoundStage.Published
        || (round.HasResult && http.User.Identity is { IsAuthenticated: true } && round.MayBeSteeredBy(Platform.Web.Caller.Of(http.User)));

    /// <inheritdoc />
    public async Task<bool> MayReadAsync(Reader reader, Job job, HttpContext http) => await Round.FindAsync(reader, job.Subject) is { } round && MayTake(round, http);

    /// <inheritdoc />
    public async Task<string> RunAsync(JobRun run, CancellationToken cancellation)
    {
        if (await run.ReadAsync(reader => Round.FindAsync(reader, run.Subject), cancellation) is not { HasResult: true } round)
        {
            throw new JobRefusedException(Round.None().Value!);
        }

        var snapshot = await run.ReadAsync(reader => Snapshot.ReadAsync(reader, round, vault), cancellation);
        run.Tell(1, 4);
        var folder = await StoreAsync(create => RoundFolder.Write(snapshot.Instance, create, cancellation: cancellation), cancellation);
        run.Tell(2, 4);
        var result = await StoreAsync(Solution.Of(snapshot).Write, cancellation);
        run.Tell(3, 4);
        await run.WriteAsync(async unit =>
        {
            await KeepAsync(unit, round.RoundId, Folder, folder);
            await KeepAsync(unit, round.RoundId, Result, result);
        }, cancellation);
        return $"{Round.AddressOf(run.Subject)}/{Result}.zip";
    }

    /// <summary>
    /// The archive lies on disk until it is stored: a national round is never in memory as a whole.
    /// </summary>
    async Task<StoredFile> StoreAsync(Action<Func<string, Stream>> write, CancellationToken cancellation)
    {
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString()),
            OwnFiles.Options(FileMode.CreateNew, FileAccess.ReadWrite, FileOptions.DeleteOnClose | FileOptions.Asynchronous));
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            write(name =>
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
                entry.LastWriteTime = NoDay;
                return entry.Open();
            });
        }

        return await StoredFile.PutAsync(db, file, cancellation);
    }

    static async Task KeepAsync(UnitOfWork unit, Guid roundId, string name, StoredFile file)
    {
        await unit.ExecuteAsync(InsertFile, new { roundId, name, file.Hash });
        if (await FindAsync(unit, roundId, name) != file)
        {
            throw new InvalidOperationException($"The {name} of round {roundId} is another archive now than it was.");
        }
    }

    const string SelectFile = """
        SELECT stored_file.hash, stored_file.size
        FROM round_file
        JOIN stored_file ON stored_file.hash = round_file.hash
        WHERE round_file.round_id = @roundId AND round_file.name = @name
        """;

    const string InsertFile = """
        INSERT INTO round_file (round_id, name, hash)
        SELECT @roundId, @name, @hash
        WHERE NOT EXISTS (SELECT 1 FROM round_file WHERE round_id = @roundId AND name = @name)
        """;
}
