using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>
/// Writes down the lists of a round that is closing, as one read of them found them, so many rows a transaction that other writers get their turn.
/// Nobody sees them before the last transaction, which closes the round. An attempt that died leaves rows nobody has seen: the next one sweeps them
/// out and writes its own.
/// </summary>
sealed class Freezing(Market market, LotteryVault vault) : IJobKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "close-round";

    const int RowsAtOnce = 500;

    // Who closes a round is a column that is never empty.
    static readonly Guid Clock = Guid.Empty;

    /// <inheritdoc />
    public string Name => Kind;

    /// <inheritdoc />
    public string Service => MatchingService.ServiceName;

    /// <summary>
    /// Begins to close an open round, at its end or before: nothing that people decide changes the lists from here on. Null: somebody else has moved it.
    /// </summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="round">The round; its parks were waited for.</param>
    /// <param name="actorId">Who closes it; null for the clock.</param>
    /// <param name="reason">Why before its end.</param>
    public static async Task<Job?> BeginAsync(UnitOfWork unit, Round round, Guid? actorId, Sentence? reason)
    {
        if (!await round.PassAsync(unit, RoundStage.Closing))
        {
            return null;
        }

        await OpenLists.CloseAsync(unit, round);
        await unit.ExecuteAsync(InsertClosing, new { round.RoundId, actorId = actorId ?? Clock, reason });
        if (unit.Now < round.RankBy)
        {
            await unit.ExecuteAsync(UpdateEarly, new { round.RoundId, at = unit.Now });
            await Round.AnnounceAsync(unit, round.RoundId);
        }

        return await JobDesk.AskAsync(unit, Kind, round.RoundId, actorId);
    }

    /// <summary>409: nobody has a wish that takes part.</summary>
    public static Conflict<ProblemDetails> NoWish() => Problems.Conflict("round.no-wish");

    /// <inheritdoc />
    public Task<bool> MayReadAsync(Reader reader, Job job, HttpContext http) => Round.MayReadAsync(reader, job.Subject, http);

    /// <inheritdoc />
    public async Task<string> RunAsync(JobRun run, CancellationToken cancellation)
    {
        switch (await run.ReadAsync(reader => Round.FindAsync(reader, run.Subject), cancellation))
        {
            case { Stage: RoundStage.Closing }:
                await FreezeAsync(run, cancellation);
                break;
            case { Stage: RoundStage.Open }:
                // An attempt before this one has opened it again.
                throw new JobRefusedException(NoWish().Value!);
        }

        return Round.AddressOf(run.Subject);
    }

    async Task FreezeAsync(JobRun run, CancellationToken cancellation)
    {
        foreach (var (select, delete) in new[] { (SelectPositions, DeletePositions), (SelectApplicants, DeleteApplicants), (SelectAbsences, DeleteAbsences) })
        {
            while (await run.WriteAsync(unit => SweepAsync(unit, run.Subject, select, delete), cancellation))
            {
            }
        }

        var (round, lists, programme) = await run.ReadAsync(
            async reader =>
            {
                var round = (await Round.FindAsync(reader, run.Subject))!;
                return (round, await WishLists.ReadAsync(reader, market, round), (await Programme.FindAsync(reader, round.Programme))!);
            },
            cancellation);
        if (!lists.Wishes.Any())
        {
            if (await run.WriteAsync(unit => CallOffAsync(unit, round), cancellation))
            {
                return;
            }

            throw new JobRefusedException(NoWish().Value!);
        }

        var applicants = Applicants(round, lists).ToList();
        var (done, total) = (0L, (long)lists.Positions.Count + applicants.Count + lists.Entries.Count(entry => !entry.IsWish));
        await InsertAsync(InsertPosition, lists.Positions.Select(position => new
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
        await InsertAsync(InsertApplicant, applicants);
        await InsertAsync(InsertAbsence, lists.Entries.Where(entry => !entry.IsWish).Select(entry => new
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
        await run.WriteAsync(async unit =>
        {
            await unit.ExecuteAsync(UpdateRound, seal);
            foreach (var (park, count) in graduates)
            {
                await unit.ExecuteAsync(UpdatePark, new { round.RoundId, park, count });
            }

            var closing = await unit.GetAsync<Begun>(SelectBegun, seal);
            await unit.ExecuteAsync(DeleteClosing, seal);
            await round.MoveAsync(unit, RoundStage.Closed, closing.ActorId == Clock ? null : closing.ActorId, closing.Reason);
        }, cancellation);

        async Task InsertAsync(string insert, IEnumerable<object> rows)
        {
            foreach (var chunk in rows.Chunk(RowsAtOnce))
            {
                run.Tell(done += chunk.Length, total);
                await run.WriteAsync(unit => unit.InsertAllAsync(insert, chunk), cancellation);
            }
        }
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

    /// <summary>
    /// Nobody has a wish: at its end the round is cancelled, so that it holds up neither the next one nor offers made directly; before it, the lists are open again.
    /// True: it is cancelled.
    /// </summary>
    static async Task<bool> CallOffAsync(UnitOfWork unit, Round round)
    {
        await unit.ExecuteAsync(DeleteClosing, new { round.RoundId });
        if (unit.Now >= round.RankBy)
        {
            await round.CancelAsync(unit, actorId: null, Sentence.Of("round.cancelled-without-wishes"));
            return true;
        }

        await OpenLists.OpenAsync(unit, round);
        await unit.ExecuteAsync(UpdateEarly, new { round.RoundId, at = (DateTimeOffset?)null });
        await round.PassAsync(unit, RoundStage.Open);
        await Round.AnnounceAsync(unit, round.RoundId);
        return false;
    }

    sealed record Begun
    {
        public Guid ActorId { get; init; }
        public Sentence? Reason { get; init; }
    }

    const string SelectBegun = "SELECT actor_id, reason FROM round_closing WHERE round_id = @roundId";

    const string InsertClosing = "INSERT INTO round_closing (round_id, actor_id, reason) VALUES (@roundId, @actorId, @reason)";

    const string UpdateEarly = "UPDATE round SET closed_early_at = @at WHERE round_id = @roundId";

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
