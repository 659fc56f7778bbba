using System.Collections.Immutable;
using RaMatch.Platform.Data;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>
/// A round as its closing froze it, in rows that nothing changes any more: what is solved, exported and verified is read from here alone.
/// </summary>
/// <param name="Instance">The round by number, as the folder has it.</param>
/// <param name="Graduates">Who each applicant is, by number.</param>
/// <param name="Placements">The placement of each wish, by its number in the instance.</param>
/// <param name="Positions">Each position by its number.</param>
sealed record Snapshot(RoundInstance Instance, IReadOnlyList<Guid> Graduates, IReadOnlyList<Guid> Placements, IReadOnlyList<Snapshot.Position> Positions)
{
    /// <summary>A frozen position.</summary>
    public sealed record Position
    {
        public Guid PositionId { get; init; }
        public Guid UnitId { get; init; }
        public string ParkId { get; init; } = "";
        public long Seats { get; init; }
    }

    /// <summary>Reads a closed round.</summary>
    public static async Task<Snapshot> ReadAsync(Reader reader, Round round, LotteryVault vault)
    {
        var of = new { round.RoundId };
        var parks = await reader.QueryAsync<Park>(SelectParks, of);
        var positions = await reader.QueryAsync<Position>(SelectPositions, of);
        var caps = (await reader.QueryAsync<Unit>(SelectCaps, of)).ToDictionary(unit => unit.UnitId, unit => (int)unit.Cap);
        var applicants = await reader.QueryAsync<Applicant>(SelectApplicants, of);

        var units = positions.DistinctBy(position => position.UnitId).ToList();
        var parkNumbers = parks.Select((park, number) => (park.ParkId, number)).ToDictionary(park => park.ParkId, park => park.number, StringComparer.Ordinal);
        var unitNumbers = units.Select((unit, number) => (unit.UnitId, number)).ToDictionary(unit => unit.UnitId, unit => unit.number);
        var positionNumbers = positions.Select((position, number) => (position.PositionId, number)).ToDictionary(position => position.PositionId, position => position.number);
        var starts = ImmutableArray.CreateBuilder<int>(applicants.Count + 1);
        var wishes = ImmutableArray.CreateBuilder<Wish>();
        var placements = new List<Guid>();
        starts.Add(0);
        foreach (var applicant in applicants)
        {
            foreach (var wish in FrozenWish.Unpack(applicant.Wishes))
            {
                wishes.Add(new Wish(positionNumbers[wish.PositionId], round.ScoreOf(wish.FitScore, wish.Grade)));
                placements.Add(wish.PlacementId);
            }

            starts.Add(wishes.Count);
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
            Wishes = wishes.DrainToImmutable(),
        };
        return new Snapshot(instance, [.. applicants.Select(applicant => applicant.GraduateId)], placements, positions);
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
        public byte[] Wishes { get; init; } = [];
    }

    const string SelectParks = "SELECT park_id, cap, floor FROM round_park WHERE round_id = @roundId ORDER BY park_id";

    const string SelectPositions = """
        SELECT position_id, unit_id, park_id, seats
        FROM round_position
        WHERE round_id = @roundId
        ORDER BY position_id
        """;

    const string SelectCaps = "SELECT unit_id, cap FROM round_unit WHERE round_id = @roundId";

    const string SelectApplicants = """
        SELECT graduate_id, applicant AS pseudonym, lottery, wishes
        FROM round_applicant
        WHERE round_id = @roundId
        ORDER BY applicant
        """;
}
