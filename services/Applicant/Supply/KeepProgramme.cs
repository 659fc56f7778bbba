using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Applicant.Supply;

/// <summary>Keeps a programme's dates and wish limit; the highest version holds.</summary>
static class KeepProgramme
{
    public static void Listen(ConsumerMap consumers) => consumers.On<ProgrammeOpened>(OpenedAsync);

    static async Task OpenedAsync(ProgrammeOpened message, UnitOfWork unit)
    {
        var programme = new { message.Code, message.Version, message.Title, message.OpensOn, message.ClosesOn, message.WishLimit };
        await unit.PutAsync(UpdateProgramme, InsertProgramme, programme);
    }

    const string UpdateProgramme = """
        UPDATE programme
        SET version = @version, title = @title, opens_on = @opensOn, closes_on = @closesOn, wish_limit = @wishLimit
        WHERE code = @code AND version < @version
        """;

    const string InsertProgramme = """
        INSERT INTO programme (code, version, title, opens_on, closes_on, wish_limit)
        SELECT @code, @version, @title, @opensOn, @closesOn, @wishLimit
        WHERE NOT EXISTS (SELECT 1 FROM programme WHERE code = @code)
        """;
}
