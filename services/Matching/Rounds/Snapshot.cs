using System.Collections.Immutable;
using RaMatch.Matching.Quotas;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// A round as its closing froze it, in rows that nothing changes any more: what is solved, exported and verified is read from here alone.
/// </summary>
/// <param name="Instance">The round by number, as the folder has it.</param>
/// <param name="Wishes">Each wish by its number in the instance.</param>
/// <param name="Positions">Each position by its number.</param>
sealed record Snapshot(RoundInstance Instance, IReadOnlyList<Snapshot.Wish> Wishes, IReadOnlyList<Snapshot.Position> Positions)
{
    /// <summary>A frozen wish.</summary>
    public sealed record Wish
    {
        public Guid GraduateId { get; init; }
        public long Rank { get; init; }
        public Guid PositionId { get; init; }
        public Guid PlacementId { get; init; }
        public long Score { get; init; }
    }

    /// <summary>A frozen position.</summary>
    public sealed record Position
    {
        public Guid PositionId { get; init; }
        public Guid UnitId { get; init; }
        public string ParkId { get; init; } = "";
        public long Seats { get; init; }
    }

    /// <summary>Writes the lists down, with the score of every wish and everybody's lottery number.</summary>
    public static async Task FreezeAsync(UnitOfWork unit, Round round, WishLists lists, Programme programme, LotteryVault vault)
    {
        await unit.InsertAllAsync(InsertPosition, lists.Positions.Select(position => new
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
        var pseudonym = vault.Pseudonyms(round);
        var graduates = lists.Wishes.Select(wish => wish.GraduateId).Distinct().Select(id => (GraduateId: id, Applicant: pseudonym(id))).ToList();
        var lottery = Lottery.Numbers(vault.Seed(round), IdTable.Of([.. graduates.Select(graduate => graduate.Applicant)]));
        await unit.InsertAllAsync(InsertApplicant, graduates.Select((graduate, number) => new { round.RoundId, graduate.GraduateId, graduate.Applicant, lottery = (long)lottery[number] }));
        await unit.InsertAllAsync(InsertWish, lists.Wishes.Select(wish => new
        {
            round.RoundId,
            wish.GraduateId,
            wish.Rank,
            wish.PositionId,
            wish.PlacementId,
            wish.FitScore,
            wish.Grade,
            score = round.ScoreOf(wish.FitScore, wish.Grade),
        }));
        await unit.InsertAllAsync(InsertAbsence, lists.Entries.Where(entry => !entry.IsWish).Select(entry => new
        {
            round.RoundId,
            entry.PlacementId,
            entry.GraduateId,
            entry.PositionId,
            sentence = entry.Absence,
        }));
        await unit.ExecuteAsync(UpdateRound, new
        {
            round.RoundId,
            programme.RulesVersion,
            // Rules may have lowered the limit below what was wished for under the earlier ones.
            listLimit = Math.Max(programme.RulesInForce.WishLimit, lists.Wishes.Max(wish => wish.Rank)),
            readiness = Json.Text(Readiness.Of(lists)),
        });
    }

    /// <summary>Reads a closed round.</summary>
    public static async Task<Snapshot> ReadAsync(Reader reader, Round round, LotteryVault vault)
    {
        var of = new { round.RoundId };
        var parks = await reader.QueryAsync<Park>(SelectParks, of);
        var positions = await reader.QueryAsync<Position>(SelectPositions, of);
        var caps = (await reader.QueryAsync<Unit>(SelectCaps, of)).ToDictionary(unit => unit.UnitId, unit => (int)unit.Cap);
        var applicants = await reader.QueryAsync<Applicant>(SelectApplicants, of);
        var wishes = await reader.QueryAsync<Wish>(SelectWishes, of);

        var units = positions.DistinctBy(position => position.UnitId).ToList();
        var parkNumbers = parks.Select((park, number) => (park.ParkId, number)).ToDictionary(park => park.ParkId, park => park.number, StringComparer.Ordinal);
        var unitNumbers = units.Select((unit, number) => (unit.UnitId, number)).ToDictionary(unit => unit.UnitId, unit => unit.number);
        var positionNumbers = positions.Select((position, number) => (position.PositionId, number)).ToDictionary(position => position.PositionId, position => position.number);
        var byGraduate = wishes.ToLookup(wish => wish.GraduateId);
        var rows = applicants.Select(applicant => byGraduate[applicant.GraduateId].OrderBy(wish => wish.Rank).ToList()).ToList();
        var ordered = rows.SelectMany(row => row).ToList();
        var starts = ImmutableArray.CreateBuilder<int>(rows.Count + 1);
        starts.Add(0);
        foreach (var row in rows)
        {
            starts.Add(starts[^1] + row.Count);
        }

        var instance = new RoundInstance
        {
            Terms = new RoundTerms(
                round.Programme,
                round.RoundId.ToString(),
                (int)round.ListLimit!.Value,
                round.LotteryCommitment,
                Convert.ToHexStringLower(vault.Seed(round)),
                round.RulesVersion!.Value,
                round.FloorPolicy),
            Parks = IdTable.Of([.. parks.Select(park => park.ParkId)]),
            ParkCaps = [.. parks.Select(park => (int?)park.Cap ?? RoundInstance.NoCap)],
            ParkFloors = [.. parks.Select(park => (int?)park.Floor ?? 0)],
            Units = IdTable.Of([.. units.Select(unit => unit.UnitId.ToString())]),
            UnitParks = [.. units.Select(unit => parkNumbers[unit.ParkId])],
            UnitCaps = [.. units.Select(unit => caps.GetValueOrDefault(unit.UnitId, RoundInstance.NoCap))],
            Positions = IdTable.Of([.. positions.Select(position => position.PositionId.ToString())]),
            PositionUnits = [.. positions.Select(position => unitNumbers[position.UnitId])],
            PositionSeats = [.. positions.Select(position => (int)position.Seats)],
            Applicants = IdTable.Of([.. applicants.Select(applicant => applicant.Pseudonym)]),
            Lottery = [.. applicants.Select(applicant => (uint)applicant.Lottery)],
            WishStarts = starts.MoveToImmutable(),
            Wishes = [.. ordered.Select(wish => new RaMatch.Rounds.Format.Wish(positionNumbers[wish.PositionId], (int)wish.Score))],
        };
        return new Snapshot(instance, ordered, positions);
    }

    sealed record Park
    {
        public string ParkId { get; init; } = "";
        public long? Cap { get; init; }
        public long? Floor { get; init; }
    }

    sealed record Unit
    {
        public Guid UnitId { get; init; }
        public long Cap { get; init; }
    }

    sealed record Applicant
    {
        public Guid GraduateId { get; init; }
        public string Pseudonym { get; init; } = "";
        public long Lottery { get; init; }
    }

    const string InsertPosition = """
        INSERT INTO round_position (round_id, position_id, unit_id, park_id, title, unit_name, seats, pay_minimum_fen)
        VALUES (@roundId, @positionId, @unitId, @parkId, @title, @unitName, @seats, @payMinimumFen)
        """;

    const string InsertApplicant = """
        INSERT INTO round_applicant (round_id, graduate_id, applicant, lottery)
        VALUES (@roundId, @graduateId, @applicant, @lottery)
        """;

    const string InsertWish = """
        INSERT INTO round_wish (round_id, graduate_id, rank, position_id, placement_id, fit_score, grade, score)
        VALUES (@roundId, @graduateId, @rank, @positionId, @placementId, @fitScore, @grade, @score)
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

    const string SelectParks = "SELECT park_id, cap, floor FROM round_park WHERE round_id = @roundId ORDER BY park_id";

    const string SelectPositions = """
        SELECT position_id, unit_id, park_id, seats
        FROM round_position
        WHERE round_id = @roundId
        ORDER BY position_id
        """;

    const string SelectCaps = "SELECT unit_id, cap FROM round_unit WHERE round_id = @roundId";

    const string SelectApplicants = """
        SELECT graduate_id, applicant AS pseudonym, lottery
        FROM round_applicant
        WHERE round_id = @roundId
        ORDER BY applicant
        """;

    const string SelectWishes = "SELECT graduate_id, rank, position_id, placement_id, score FROM round_wish WHERE round_id = @roundId";
}
