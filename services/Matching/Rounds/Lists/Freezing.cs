using RaMatch.Matching.Programmes;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>
/// Writes down the lists of rounds that are closing, as one read of them found them, so many rows a transaction that other writers get their turn.
/// Nobody sees them before the last transaction, which closes the round. An attempt that died leaves rows nobody has seen: the next one, looked for
/// once a second, takes the pen, sweeps them out and writes its own.
/// </summary>
sealed class Freezing(MatchingDb db, Market market, LotteryVault vault, ILogger<Freezing> log) : BackgroundService
{
    const int RowsAtOnce = 500;
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // Before an attempt of another process is taken for dead. To be wrong costs time and nothing else: who has lost the pen writes nothing.
    const int LooksWithoutProgress = 60;

    /// <summary>How long a closing whose process has died stands still where other processes may be at work on it.</summary>
    internal static TimeSpan TakenForDeadAfter { get; } = LookAgain * LooksWithoutProgress;

    readonly SemaphoreSlim _turn = new(1);
    readonly CancellationTokenSource _stopping = new();

    /// <summary>Begins to close an open round: nothing that people decide changes the lists from here on. False: somebody else has moved it.</summary>
    public static async Task<bool> BeginAsync(UnitOfWork unit, Round round, Guid actorId, string? reason)
    {
        if (!await round.PassAsync(unit, RoundStage.Closing))
        {
            return false;
        }

        await OpenLists.CloseAsync(unit, round);
        await unit.ExecuteAsync(InsertClosing, new { round.RoundId, actorId, reason, attempt = 0, batches = 0 });
        return true;
    }

    /// <summary>Returns once the round is closed, or open again because nobody had a wish. Whoever stops waiting leaves the work going on.</summary>
    public Task FinishAsync(Guid roundId, CancellationToken cancellation) => FreezeInTurnAsync(roundId).WaitAsync(cancellation);

    /// <summary>Whoever goes on with a round that is closing waits until it is closed.</summary>
    public async Task WaitAsync(Guid roundId, Caller caller, CancellationToken cancellation)
    {
        if (await db.ReadAsync(reader => Round.FindAsync(reader, roundId, caller), cancellation) is { Stage: RoundStage.Closing })
        {
            await FinishAsync(roundId, cancellation);
        }
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _turn.Dispose();
        _stopping.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = new Dictionary<Guid, (Closing Last, int Looks)>();
        using var timer = new PeriodicTimer(LookAgain);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var closing in await db.ReadAsync(reader => reader.QueryAsync<Closing>(SelectClosings), stoppingToken))
                {
                    var looks = seen.TryGetValue(closing.RoundId, out var before) && before.Last == closing ? before.Looks + 1 : 0;
                    seen[closing.RoundId] = (closing, looks);
                    // A file has one process: an attempt that is not this one's turn is a dead one's.
                    if (db.Dialect == Dialect.Sqlite || looks >= LooksWithoutProgress)
                    {
                        await FinishAsync(closing.RoundId, stoppingToken);
                    }
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "The lists of a round could not be written down this time");
            }
        }
    }

    async Task FreezeInTurnAsync(Guid roundId)
    {
        await _turn.WaitAsync(_stopping.Token);
        try
        {
            if (await db.WriteAsync(unit => TakePenAsync(unit, roundId), _stopping.Token) is { } pen)
            {
                await FreezeAsync(pen);
            }
        }
        catch (PenLostException)
        {
            log.LogInformation("Another process writes down the lists of round {Round}", roundId);
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task FreezeAsync(Pen pen)
    {
        foreach (var (select, delete) in new[] { (SelectPositions, DeletePositions), (SelectApplicants, DeleteApplicants), (SelectAbsences, DeleteAbsences) })
        {
            while (await WriteAsync(pen, unit => SweepAsync(unit, pen.RoundId, select, delete)))
            {
            }
        }

        var (round, lists, programme) = await db.ReadAsync(
            async reader =>
            {
                var round = (await Round.FindAsync(reader, pen.RoundId))!;
                return (round, await WishLists.ReadAsync(reader, market, round), (await Programme.FindAsync(reader, round.Programme))!);
            },
            _stopping.Token);
        if (!lists.Wishes.Any())
        {
            await WriteAsync(pen, unit => OpenAgainAsync(unit, round));
            return;
        }

        await InsertAsync(pen, InsertPosition, lists.Positions.Select(position => new
        {
            round.RoundId,
            position.PositionId,
            position.UnitId,
            position.ParkId,
            position.Title,
            position.UnitName,
            position.Seats,
            position.PayMinimumFen,
        }));
        await InsertAsync(pen, InsertApplicant, Applicants(round, lists));
        await InsertAsync(pen, InsertAbsence, lists.Entries.Where(entry => !entry.IsWish).Select(entry => new
        {
            round.RoundId,
            entry.PlacementId,
            entry.GraduateId,
            entry.PositionId,
            sentence = entry.Absence,
        }));
        var graduates = lists.Wishes.GroupBy(wish => wish.ParkId).Select(park => (Park: park.Key, Count: park.Select(wish => wish.GraduateId).Distinct().LongCount())).ToList();
        var seal = new
        {
            round.RoundId,
            programme.RulesVersion,
            // Rules may have lowered the limit below what was wished for under the earlier ones.
            listLimit = Math.Max(programme.RulesInForce.WishLimit, lists.Wishes.Max(wish => wish.Rank)),
            readiness = Json.Text(Readiness.Of(lists)),
        };
        await WriteAsync(pen, async unit =>
        {
            await unit.ExecuteAsync(UpdateRound, seal);
            foreach (var (park, count) in graduates)
            {
                await unit.ExecuteAsync(UpdatePark, new { round.RoundId, park, count });
            }

            var closing = await unit.GetAsync<Begun>(SelectBegun, seal);
            await unit.ExecuteAsync(DeleteClosing, seal);
            return await round.MoveAsync(unit, RoundStage.Closed, closing.ActorId, closing.Reason);
        });
    }

    IEnumerable<object> Applicants(Round round, WishLists lists)
    {
        var pseudonym = vault.Pseudonyms(round);
        var graduates = lists.Wishes.GroupBy(wish => wish.GraduateId).Select(graduate => (Id: graduate.Key, Applicant: pseudonym(graduate.Key), Wishes: graduate)).ToList();
        var lottery = Lottery.Numbers(vault.Seed(round), IdTable.Of([.. graduates.Select(graduate => graduate.Applicant)]));
        return graduates.Select((graduate, number) => new
        {
            round.RoundId,
            graduateId = graduate.Id,
            graduate.Applicant,
            lottery = (long)lottery[number],
            wishes = FrozenWish.Pack([.. graduate.Wishes.OrderBy(wish => wish.Rank).Select(wish => new FrozenWish(wish.PositionId, wish.PlacementId, wish.FitScore, wish.Grade))]),
        });
    }

    async Task InsertAsync(Pen pen, string insert, IEnumerable<object> rows)
    {
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            await WriteAsync(pen, async unit =>
            {
                await unit.InsertAllAsync(insert, chunk);
                return true;
            });
        }
    }

    /// <summary>A transaction of whoever holds the pen.</summary>
    async Task<T> WriteAsync<T>(Pen pen, Func<UnitOfWork, Task<T>> work)
    {
        _stopping.Token.ThrowIfCancellationRequested();
        return await db.WriteAsync(
            async unit => await unit.ExecuteAsync(HoldPen, pen) > 0 ? await work(unit) : throw new PenLostException(),
            CancellationToken.None);
    }

    static async Task<Pen?> TakePenAsync(UnitOfWork unit, Guid roundId) =>
        await unit.ExecuteAsync(TakePen, new { roundId }) > 0 ? new Pen(roundId, await unit.GetAsync<long>(SelectAttempt, new { roundId })) : null;

    /// <summary>Deletes what an earlier attempt left. False: nothing is left.</summary>
    static async Task<bool> SweepAsync(UnitOfWork unit, Guid roundId, string select, string delete)
    {
        var ids = (await unit.FirstAsync<Guid>(select, new { roundId }, RowsAtOnce)).ToList();
        if (ids.Count > 0)
        {
            await unit.ExecuteAsync(delete, new { roundId, ids });
        }

        return ids.Count == RowsAtOnce;
    }

    static async Task<bool> OpenAgainAsync(UnitOfWork unit, Round round)
    {
        await unit.ExecuteAsync(DeleteClosing, new { round.RoundId });
        await OpenLists.OpenAsync(unit, round);
        return await round.PassAsync(unit, RoundStage.Open);
    }

    /// <summary>An attempt at writing down the lists of a round; a later one takes the pen away.</summary>
    sealed record Pen(Guid RoundId, long Attempt);

    sealed class PenLostException() : Exception("A later attempt writes down the lists.");

    sealed record Closing
    {
        public Guid RoundId { get; init; }
        public long Attempt { get; init; }
        public long Batches { get; init; }
    }

    sealed record Begun
    {
        public Guid ActorId { get; init; }
        public string? Reason { get; init; }
    }

    const string SelectClosings = "SELECT round_id, attempt, batches FROM round_closing";

    const string SelectBegun = "SELECT actor_id, reason FROM round_closing WHERE round_id = @roundId";

    const string SelectAttempt = "SELECT attempt FROM round_closing WHERE round_id = @roundId";

    const string InsertClosing = """
        INSERT INTO round_closing (round_id, actor_id, reason, attempt, batches)
        VALUES (@roundId, @actorId, @reason, @attempt, @batches)
        """;

    const string TakePen = "UPDATE round_closing SET attempt = attempt + 1, batches = 0 WHERE round_id = @roundId";

    const string HoldPen = "UPDATE round_closing SET batches = batches + 1 WHERE round_id = @roundId AND attempt = @attempt";

    const string DeleteClosing = "DELETE FROM round_closing WHERE round_id = @roundId";

    const string SelectPositions = "SELECT position_id FROM round_position WHERE round_id = @roundId ORDER BY position_id";

    const string DeletePositions = "DELETE FROM round_position WHERE round_id = @roundId AND position_id IN @ids";

    const string SelectApplicants = "SELECT graduate_id FROM round_applicant WHERE round_id = @roundId ORDER BY graduate_id";

    const string DeleteApplicants = "DELETE FROM round_applicant WHERE round_id = @roundId AND graduate_id IN @ids";

    const string SelectAbsences = "SELECT placement_id FROM round_absence WHERE round_id = @roundId ORDER BY placement_id";

    const string DeleteAbsences = "DELETE FROM round_absence WHERE round_id = @roundId AND placement_id IN @ids";

    const string InsertPosition = """
        INSERT INTO round_position (round_id, position_id, unit_id, park_id, title, unit_name, seats, pay_minimum_fen)
        VALUES (@roundId, @positionId, @unitId, @parkId, @title, @unitName, @seats, @payMinimumFen)
        """;

    const string InsertApplicant = """
        INSERT INTO round_applicant (round_id, graduate_id, applicant, lottery, wishes)
        VALUES (@roundId, @graduateId, @applicant, @lottery, @wishes)
        """;

    const string InsertAbsence = """
        INSERT INTO round_absence (round_id, placement_id, graduate_id, position_id, sentence)
        VALUES (@roundId, @placementId, @graduateId, @positionId, @sentence)
        """;

    const string UpdateRound = """
        UPDATE round
        SET rules_version = @rulesVersion, list_limit = @listLimit, readiness = @readiness
        WHERE round_id = @roundId
        """;

    const string UpdatePark = "UPDATE round_park SET graduates = @count WHERE round_id = @roundId AND park_id = @park";
}
