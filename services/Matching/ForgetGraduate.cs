using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Matching;

/// <summary>
/// A graduate has deleted the account: every text that somebody has written about the graduate in any room goes. What a hire counts by stays, since it
/// is kept for inspection: stages with their days, evidence on file, entries of the ledger. Where that there was a text says something (sent back, refused), a dash stays.
/// </summary>
static class ForgetGraduate
{
    public static void Listen(ConsumerMap consumers) => consumers.On<GraduateErased>(ErasedAsync);

    static async Task ErasedAsync(GraduateErased message, UnitOfWork unit)
    {
        await GraduateTurn.TakeAsync(unit, message.GraduateId);
        foreach (var forget in new[] { Placements, Stages, Superseded, Disputes, Grades, Absences, LedgerReasons })
        {
            await unit.ExecuteAsync(forget, new { message.GraduateId });
        }

        await Remains.ForgetAsync(unit, message.GraduateId);
    }

    const string OfGraduate = "(SELECT placement_id FROM placement WHERE graduate_id = @graduateId)";

    const string Placements = """
        UPDATE placement
        SET reason = NULL, interview_place = NULL, returned_reason = CASE WHEN returned_reason IS NULL THEN NULL ELSE '-' END
        WHERE graduate_id = @graduateId
        """;

    const string Stages = $"UPDATE placement_stage SET reason = NULL WHERE reason IS NOT NULL AND placement_id IN {OfGraduate}";

    const string Superseded = $"UPDATE evidence SET superseded_reason = '-' WHERE superseded_reason IS NOT NULL AND placement_id IN {OfGraduate}";

    const string Disputes = $"""
        UPDATE dispute
        SET decision = '-'
        WHERE decision IS NOT NULL AND (holder_placement_id IN {OfGraduate} OR claimant_placement_id IN {OfGraduate})
        """;

    const string Grades = $"UPDATE round_grade SET refused_reason = '-' WHERE refused_reason IS NOT NULL AND placement_id IN {OfGraduate}";

    const string Absences = "UPDATE round_absence SET sentence = 'ramatch:absence.no-profile' WHERE graduate_id = @graduateId";

    const string LedgerReasons = $"DELETE FROM ledger_reason WHERE placement_id IN {OfGraduate}";
}
