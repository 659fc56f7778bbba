using RaMatch.Contracts.Posting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Supply;

/// <summary>
/// Keeps what a graduate must know of a published position; the highest version holds. Every version stays, whatever the order of arrival: an
/// application is told what has changed since it was sent.
/// </summary>
static class KeepPosition
{
    public static void Listen(ConsumerMap consumers) => consumers.On<PositionPublished>(PublishedAsync);

    static async Task PublishedAsync(PositionPublished message, UnitOfWork unit)
    {
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
            message.City,
            message.PayMinimumFen,
            message.PayMaximumFen,
            message.ClosesOn,
        };
        await unit.PutAsync(UpdatePosition, InsertPosition, position);
        await unit.ExecuteAsync(InsertVersion, new
        {
            message.PositionId,
            message.Version,
            message.Title,
            message.Kind,
            message.Duties,
            message.MinimumDegree,
            majors = Json.Text(message.Majors),
            requiredSkills = Json.Text(message.RequiredSkills),
            wishedSkills = Json.Text(message.WishedSkills),
            message.City,
            message.PayMinimumFen,
            message.PayMaximumFen,
            message.TermMonths,
            message.PublishedAt,
        });
    }

    const string UpdatePosition = """
        UPDATE position
        SET version = @version, unit_id = @unitId, unit_name = @unitName, park_id = @parkId, programme = @programme, title = @title,
            kind = @kind, city = @city, pay_minimum_fen = @payMinimumFen, pay_maximum_fen = @payMaximumFen, closes_on = @closesOn
        WHERE position_id = @positionId AND version < @version
        """;

    const string InsertVersion = """
        INSERT INTO position_version (position_id, version, title, kind, duties, minimum_degree, majors, required_skills, wished_skills, city,
            pay_minimum_fen, pay_maximum_fen, term_months, published_at)
        SELECT @positionId, @version, @title, @kind, @duties, @minimumDegree, @majors, @requiredSkills, @wishedSkills, @city,
            @payMinimumFen, @payMaximumFen, @termMonths, @publishedAt
        WHERE NOT EXISTS (SELECT 1 FROM position_version WHERE position_id = @positionId AND version = @version)
        """;

    const string InsertPosition = """
        INSERT INTO position (position_id, version, unit_id, unit_name, park_id, programme, title, kind, city, pay_minimum_fen, pay_maximum_fen, closes_on)
        SELECT @positionId, @version, @unitId, @unitName, @parkId, @programme, @title, @kind, @city, @payMinimumFen, @payMaximumFen, @closesOn
        WHERE NOT EXISTS (SELECT 1 FROM position WHERE position_id = @positionId)
        """;
}
