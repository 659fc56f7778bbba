using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>
/// A graduate applies, ranks the wishes or withdraws, and the placement follows, in whatever order the three events come: ranking and
/// withdrawal are kept in rows of their own and looked up by the application that arrives late. Each touches the graduate's row first, so that of two taken
/// in at once the later one finds what the earlier has left.
/// </summary>
static class TakeApplications
{
    public static void Listen(ConsumerMap consumers) => consumers
        .On<ApplicationSubmitted>(SubmittedAsync)
        .On<WishesRanked>(RankedAsync)
        .On<ApplicationWithdrawn>(WithdrawnAsync);

    static async Task SubmittedAsync(ApplicationSubmitted message, UnitOfWork unit)
    {
        await GraduateTurn.TakeAsync(unit, message.GraduateId);
        var wishes = await unit.FindAsync<string>(SelectWishes, new { message.GraduateId, message.Programme });
        var features = await unit.FindAsync<Features>(SelectFeatures, new { message.GraduateId });
        var placement = new Placement
        {
            PlacementId = message.ApplicationId,
            Version = 1,
            Programme = message.Programme,
            ParkId = message.ParkId,
            UnitId = message.UnitId,
            PositionId = message.PositionId,
            GraduateId = message.GraduateId,
            Rank = RankIn(wishes, message.ApplicationId) ?? message.Rank,
            Stage = PlacementStage.Applied,
            StageSince = message.SubmittedAt,
            AppliedAt = message.SubmittedAt,
            Degree = features?.Degree,
            GraduationYear = features?.GraduationYear,
        };
        if (!await placement.AddAsync(unit))
        {
            return;
        }

        if (await unit.GetAsync<long>(CountWithdrawals, new { placement.PlacementId }) > 0)
        {
            await WithdrawAsync(placement, unit);
        }
        else if (await unit.GetAsync<long>(TakeAnswer.CountAcceptances, new { placement.Programme, placement.GraduateId }) > 0)
        {
            // Sent before the acceptance was known there.
            await TakeAnswer.EndAsync(unit, placement);
        }
    }

    static async Task RankedAsync(WishesRanked message, UnitOfWork unit)
    {
        await GraduateTurn.TakeAsync(unit, message.GraduateId);
        var wishes = new { message.GraduateId, message.Programme, message.Version, applications = Json.Text(message.Applications), message.RankedAt };
        // A round asks which ranking was in force when its lists closed, so an older one that comes late is kept too.
        await unit.ExecuteAsync(InsertRanking, wishes);
        if (!await unit.PutAsync(UpdateWishes, InsertWishes, wishes))
        {
            return;
        }

        for (var index = 0; index < message.Applications.Count; index++)
        {
            await unit.ExecuteAsync(UpdateRank, new { placementId = message.Applications[index], message.GraduateId, rank = index + 1 });
        }
    }

    static async Task WithdrawnAsync(ApplicationWithdrawn message, UnitOfWork unit)
    {
        await GraduateTurn.TakeAsync(unit, message.GraduateId);
        await unit.ExecuteAsync(InsertWithdrawal, new { placementId = message.ApplicationId, message.WithdrawnAt });
        if (await Placement.TakeAsync(unit, message.ApplicationId) is { IsOpen: true } placement && placement.GraduateId == message.GraduateId)
        {
            await WithdrawAsync(placement, unit);
        }
    }

    static async Task WithdrawAsync(Placement placement, UnitOfWork unit)
    {
        await (placement with { Stage = PlacementStage.Withdrawn, Reason = Sentence.Of("placement.withdrawn-by-graduate") }).AdvanceAsync(unit, placement.GraduateId);
        if (placement.Stage == PlacementStage.Offered)
        {
            await Seats.ReleaseAsync(unit, placement);
        }
    }

    static long? RankIn(string? wishes, Guid applicationId) =>
        wishes is not null && Json.Read<List<Guid>>(wishes).IndexOf(applicationId) is >= 0 and var index ? index + 1 : null;

    sealed record Features
    {
        public DegreeLevel Degree { get; init; }
        public long GraduationYear { get; init; }
    }

    const string SelectWishes = "SELECT applications FROM wish_list WHERE graduate_id = @graduateId AND programme = @programme";

    const string SelectFeatures = "SELECT degree, graduation_year FROM graduate WHERE graduate_id = @graduateId";

    const string CountWithdrawals = "SELECT COUNT(*) FROM application_withdrawal WHERE placement_id = @placementId";

    const string UpdateWishes = """
        UPDATE wish_list
        SET version = @version, applications = @applications, ranked_at = @rankedAt
        WHERE graduate_id = @graduateId AND programme = @programme AND version < @version
        """;

    const string InsertWishes = """
        INSERT INTO wish_list (graduate_id, programme, version, applications, ranked_at)
        SELECT @graduateId, @programme, @version, @applications, @rankedAt
        WHERE NOT EXISTS (SELECT 1 FROM wish_list WHERE graduate_id = @graduateId AND programme = @programme)
        """;

    const string InsertRanking = """
        INSERT INTO ranking (graduate_id, programme, version, applications, ranked_at)
        SELECT @graduateId, @programme, @version, @applications, @rankedAt
        WHERE NOT EXISTS (SELECT 1 FROM ranking WHERE graduate_id = @graduateId AND programme = @programme AND version = @version)
        """;

    const string UpdateRank = "UPDATE placement SET rank = @rank WHERE placement_id = @placementId AND graduate_id = @graduateId";

    const string InsertWithdrawal = """
        INSERT INTO application_withdrawal (placement_id, withdrawn_at)
        SELECT @placementId, @withdrawnAt
        WHERE NOT EXISTS (SELECT 1 FROM application_withdrawal WHERE placement_id = @placementId)
        """;
}
