using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>Keeps the newest published version of each position and whether it is closed, in whatever order the events come, and of every version what reports of an earlier day need.</summary>
static class KeepPositions
{
    public static void Listen(ConsumerMap consumers) => consumers
        .On<PositionPublished>(PublishedAsync)
        .On<PositionClosed>(ClosedAsync);

    /// <summary>
    /// Tells the scoring how many seats of a position are held. Whoever changes seats calls it in the same transaction, with the
    /// number counted from the rows that hold them.
    /// </summary>
    public static async Task HoldSeatsAsync(UnitOfWork unit, Guid positionId, long seatsHeld)
    {
        await unit.ExecuteAsync(UpdateSeatsHeld, new { positionId, seatsHeld });
        await MarketChange.TellAsync(unit, MarketSubject.Position, positionId);
    }

    static async Task PublishedAsync(PositionPublished message, UnitOfWork unit)
    {
        await PositionTurn.TakeAsync(unit, message.PositionId);
        var position = new
        {
            message.PositionId,
            message.Version,
            message.UnitId,
            message.UnitName,
            message.ParkId,
            message.Programme,
            message.Title,
            message.Kind,
            message.Seats,
            message.MinimumDegree,
            majors = Json.Text(message.Majors),
            requiredSkills = Json.Text(message.RequiredSkills),
            wishedSkills = Json.Text(message.WishedSkills),
            message.City,
            message.PayMinimumFen,
            message.PayMaximumFen,
            message.TermMonths,
            message.ClosesOn,
            message.PublishedAt,
        };
        await unit.ExecuteAsync(InsertVersion, position);
        var before = await unit.FindAsync<Supplied>(SelectSupplied, new { message.PositionId });
        if (await unit.PutAsync(UpdatePosition, InsertPosition, position))
        {
            var supply = unit.Sums<SupplySums>();
            if (before is not null)
            {
                supply.Add(new SupplySums.Key(before.Programme, before.ParkId, before.UnitId), -1, -before.Seats);
            }

            supply.Add(new SupplySums.Key(message.Programme, message.ParkId, message.UnitId), 1, message.Seats);
            await MarketChange.TellAsync(unit, MarketSubject.Position, message.PositionId);
        }
    }

    static async Task ClosedAsync(PositionClosed message, UnitOfWork unit)
    {
        await PositionTurn.TakeAsync(unit, message.PositionId);
        var closing = new { message.PositionId, message.Version, message.Reason, message.ClosedAt };
        if (await unit.PutAsync(UpdateClosing, InsertClosing, closing))
        {
            await unit.ExecuteAsync(ClosePosition, closing);
            await MarketChange.TellAsync(unit, MarketSubject.Position, message.PositionId);
        }
    }

    sealed record Supplied
    {
        public string Programme { get; init; } = "";
        public string ParkId { get; init; } = "";
        public Guid UnitId { get; init; }
        public long Seats { get; init; }
    }

    const string SelectSupplied = "SELECT programme, park_id, unit_id, seats FROM position WHERE position_id = @positionId";

    const string InsertVersion = """
        INSERT INTO position_version (position_id, version, programme, park_id, unit_id, unit_name, title, kind, seats, closes_on, published_at)
        SELECT @positionId, @version, @programme, @parkId, @unitId, @unitName, @title, @kind, @seats, @closesOn, @publishedAt
        WHERE NOT EXISTS (SELECT 1 FROM position_version WHERE position_id = @positionId AND version = @version)
        """;

    const string UpdatePosition = """
        UPDATE position
        SET version = @version, unit_id = @unitId, unit_name = @unitName, park_id = @parkId, programme = @programme, title = @title,
            kind = @kind, seats = @seats, minimum_degree = @minimumDegree, majors = @majors, required_skills = @requiredSkills,
            wished_skills = @wishedSkills, city = @city, pay_minimum_fen = @payMinimumFen, pay_maximum_fen = @payMaximumFen,
            term_months = @termMonths, closes_on = @closesOn, published_at = @publishedAt,
            closed_at = (SELECT closed_at FROM position_closing WHERE position_id = @positionId AND version >= @version)
        WHERE position_id = @positionId AND version < @version
        """;

    const string InsertPosition = """
        INSERT INTO position (position_id, version, unit_id, unit_name, park_id, programme, title, kind, seats, seats_held, minimum_degree, majors,
            required_skills, wished_skills, city, pay_minimum_fen, pay_maximum_fen, term_months, closes_on, published_at, closed_at)
        SELECT @positionId, @version, @unitId, @unitName, @parkId, @programme, @title, @kind, @seats, 0, @minimumDegree, @majors,
            @requiredSkills, @wishedSkills, @city, @payMinimumFen, @payMaximumFen, @termMonths, @closesOn, @publishedAt,
            (SELECT closed_at FROM position_closing WHERE position_id = @positionId AND version >= @version)
        WHERE NOT EXISTS (SELECT 1 FROM position WHERE position_id = @positionId)
        """;

    const string UpdateClosing = """
        UPDATE position_closing
        SET version = @version, reason = @reason, closed_at = @closedAt
        WHERE position_id = @positionId AND version < @version
        """;

    const string InsertClosing = """
        INSERT INTO position_closing (position_id, version, reason, closed_at)
        SELECT @positionId, @version, @reason, @closedAt
        WHERE NOT EXISTS (SELECT 1 FROM position_closing WHERE position_id = @positionId)
        """;

    const string ClosePosition = """
        UPDATE position
        SET closed_at = @closedAt
        WHERE position_id = @positionId AND version <= @version
        """;

    const string UpdateSeatsHeld = """
        UPDATE position
        SET seats_held = @seatsHeld
        WHERE position_id = @positionId
        """;
}
