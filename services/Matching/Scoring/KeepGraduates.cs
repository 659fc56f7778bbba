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
            changeNumber = await MarketChange.NextAsync(unit),
        };
        if (await unit.ExecuteAsync(UpdateGraduate, graduate) == 0)
        {
            await unit.ExecuteAsync(InsertGraduate, graduate);
        }
    }

    static async Task WithdrawnAsync(ProfileWithdrawn message, UnitOfWork unit)
    {
        await GraduateTurn.TakeAsync(unit, message.GraduateId);
        var withdrawal = new { message.GraduateId, message.Version, message.WithdrawnAt, changeNumber = await MarketChange.NextAsync(unit) };
        if (await unit.ExecuteAsync(UpdateWithdrawal, withdrawal) == 0)
        {
            await unit.ExecuteAsync(InsertWithdrawal, withdrawal);
        }

        await unit.ExecuteAsync(DeleteGraduate, withdrawal);
    }

    const string UpdateGraduate = """
        UPDATE graduate
        SET version = @version, degree = @degree, major_code = @majorCode, graduation_year = @graduationYear, skills = @skills, cities = @cities,
            pay_floor_fen = @payFloorFen, kinds = @kinds, published_at = @publishedAt, shown_to_units = @shownToUnits,
            change_number = @changeNumber
        WHERE graduate_id = @graduateId AND version < @version
        """;

    const string InsertGraduate = """
        INSERT INTO graduate (graduate_id, version, degree, major_code, graduation_year, skills, cities, pay_floor_fen, kinds, published_at, shown_to_units,
            change_number)
        SELECT @graduateId, @version, @degree, @majorCode, @graduationYear, @skills, @cities, @payFloorFen, @kinds, @publishedAt, @shownToUnits,
            @changeNumber
        WHERE NOT EXISTS (SELECT 1 FROM graduate WHERE graduate_id = @graduateId)
          AND NOT EXISTS (SELECT 1 FROM graduate_withdrawal WHERE graduate_id = @graduateId AND version >= @version)
        """;

    const string UpdateWithdrawal = """
        UPDATE graduate_withdrawal
        SET version = @version, withdrawn_at = @withdrawnAt, change_number = @changeNumber
        WHERE graduate_id = @graduateId AND version < @version
        """;

    const string InsertWithdrawal = """
        INSERT INTO graduate_withdrawal (graduate_id, version, withdrawn_at, change_number)
        SELECT @graduateId, @version, @withdrawnAt, @changeNumber
        WHERE NOT EXISTS (SELECT 1 FROM graduate_withdrawal WHERE graduate_id = @graduateId)
        """;

    const string DeleteGraduate = "DELETE FROM graduate WHERE graduate_id = @graduateId AND version <= @version";
}
