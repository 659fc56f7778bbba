using RaMatch.Platform;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
using RaMatch.Posting.Outreach;
using RaMatch.Posting.Positions;
using RaMatch.Posting.Review;
using RaMatch.Posting.Units;

namespace RaMatch.Posting;

/// <summary>Supply: units and their verification, positions and their review.</summary>
public sealed class PostingService : IService
{
    /// <inheritdoc />
    public string Name => "posting";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddDatabase<PostingDb>();
        builder.Services.AddSingleton<IUnitStanding, UnitStanding>();
        builder.Services.AddValidation();
    }

    /// <inheritdoc />
    public void Map(RouteGroupBuilder api)
    {
        RegisterUnit.Map(api);
        ChangeUnit.Map(api);
        ShowUnit.Map(api);
        ShowUnitHistory.Map(api);

        LintPosition.Map(api);
        SubmitPosition.Map(api);
        RevisePosition.Map(api);
        CopyPosition.Map(api);
        KeepDraft.Map(api);
        ListDrafts.Map(api);
        ShowDraft.Map(api);
        DiscardDraft.Map(api);
        ClosePosition.Map(api);
        ListOwnPositions.Map(api);
        ListOwnTitles.Map(api);
        ListPositions.Map(api);
        ShowPosition.Map(api);
        ShowPositionHistory.Map(api);
        ListParks.Map(api);

        ListUnits.Map(api);
        VerifyUnit.Map(api);
        RefuseUnit.Map(api);
        SuspendUnit.Map(api);
        ListPositionsForReview.Map(api);
        PublishPosition.Map(api);
        ReturnPosition.Map(api);

        AddFirm.Map(api);
        ChangeFirm.Map(api);
        ImportFirms.Map(api);
        ListFirms.Map(api);
        ShowFirm.Map(api);
        RecordContact.Map(api);
        AnnulContact.Map(api);
        ListContacts.Map(api);
        RecordBriefing.Map(api);
        ListBriefings.Map(api);
        ShowCoverage.Map(api);
        PlanVisits.Map(api);
        PostponeVisit.Map(api);
    }

    /// <inheritdoc />
    public void Consume(ConsumerMap consumers)
    {
        ProgrammeRules.Listen(consumers);
        KeepSeats.Listen(consumers);
        KeepHires.Listen(consumers);
    }
}
