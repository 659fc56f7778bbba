using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Keeps the features of the graduates who consent to matching. A withdrawal deletes them at once; what is left of it is its
/// version, so that an older profile arriving late brings nothing back.
/// </summary>
static class KeepGraduates
{
    public static void Listen(ConsumerMap consumers) => consumers
        .On<ProfilePublished>(PublishedAsync)
        .On<ProfileWithdrawn>(WithdrawnAsync);

    static async Task PublishedAsync(ProfilePublished message, UnitOfWork unit)
    {
        await GraduateTurn.TakeAsync(unit, message.GraduateId);
        var graduate = new
        {
            message.GraduateId,
            message.Version,
            message.Degree,
            message.MajorCode,
            message.GraduationYear,
            skills = Json.Text(message.Skills),
            cities = Json.Text(message.Cities),
            message.PayFloorFen,
            kinds = Json.Text(message.Kinds),
            message.PublishedAt,
            shownToUnits = message.ShownToUnits == true,
        };
        if (await unit.PutAsync(UpdateGraduate, InsertGraduate, graduate))
        {
            await MarketChange.TellAsync(unit, MarketSubject.Graduate, message.GraduateId);
        }
    }

    static async Task WithdrawnAsync(ProfileWithdrawn message, UnitOfWork unit)
    {
        await GraduateTurn.TakeAsync(unit, message.GraduateId);
        var withdrawal = new { message.GraduateId, message.Version, message.WithdrawnAt };
        await unit.PutAsync(UpdateWithdrawal, InsertWithdrawal, withdrawal);
        if (await unit.ExecuteAsync(DeleteGraduate, withdrawal) > 0)
        {
            await MarketChange.TellAsync(unit, MarketSubject.Graduate, message.GraduateId);
        }
    }

    const string UpdateGraduate = """
        UPDATE graduate
        SET version = @version, degree = @degree, major_code = @majorCode, graduation_year = @graduationYear, skills = @skills, cities = @cities,
            pay_floor_fen = @payFloorFen, kinds = @kinds, published_at = @publishedAt, shown_to_units = @shownToUnits
        WHERE graduate_id = @graduateId AND version < @version
        """;

    const string InsertGraduate = """
        INSERT INTO graduate (graduate_id, version, degree, major_code, graduation_year, skills, cities, pay_floor_fen, kinds, published_at, shown_to_units)
        SELECT @graduateId, @version, @degree, @majorCode, @graduationYear, @skills, @cities, @payFloorFen, @kinds, @publishedAt, @shownToUnits
        WHERE NOT EXISTS (SELECT 1 FROM graduate WHERE graduate_id = @graduateId)
          AND NOT EXISTS (SELECT 1 FROM graduate_withdrawal WHERE graduate_id = @graduateId AND version >= @version)
        """;

    const string UpdateWithdrawal = """
        UPDATE graduate_withdrawal
        SET version = @version, withdrawn_at = @withdrawnAt
        WHERE graduate_id = @graduateId AND version < @version
        """;

    const string InsertWithdrawal = """
        INSERT INTO graduate_withdrawal (graduate_id, version, withdrawn_at)
        SELECT @graduateId, @version, @withdrawnAt
        WHERE NOT EXISTS (SELECT 1 FROM graduate_withdrawal WHERE graduate_id = @graduateId)
        """;

    const string DeleteGraduate = "DELETE FROM graduate WHERE graduate_id = @graduateId AND version <= @version";
}
