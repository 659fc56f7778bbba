using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Progress;
using RaMatch.Matching.Reports;
using RaMatch.Matching.Rounds;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Matching.Scoring;
using RaMatch.Platform;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Matching;

/// <summary>The pairing, from recommendation to counted hire.</summary>
public sealed class MatchingService : IService
{
    /// <summary>The service's name.</summary>
    public const string ServiceName = "matching";

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddDatabase<MatchingDb>();
        builder.Services.AddSingleton<IUnitStanding, UnitStanding>();
        builder.Services.AddValidation();
        builder.Services.AddSingleton<Market>();
        builder.Services.AddSingleton<Pseudonyms>();
        builder.Services.AddSingleton<BuildIndex>();
        builder.Services.AddSingleton<IReadiness>(services => services.GetRequiredService<BuildIndex>());
        builder.Services.AddHostedService(services => services.GetRequiredService<BuildIndex>());
        builder.Services.AddHostedService<ForgetOldNews>();
        builder.Services.AddSingleton<EvidenceFolder>();
        builder.Services.AddHostedService<SweepDrafts>();
        builder.Services.AddSingleton<LotteryVault>();
        builder.Services.AddHostedService<ExpireOffers>();
        builder.Services.AddSingleton<Tallies>();
        builder.AddJob<Freezing>();
        builder.AddJob<Solving>();
        builder.AddJob<Publication>();
        builder.AddJob<RoundArchives>();
        builder.AddJob<Recounting>();
        builder.Services.AddHostedService<UnfinishedRounds>();
        builder.Services.AddHostedService<CloseInTime>();
        builder.Services.AddSingleton<LedgerSeals>();
        builder.Services.AddHostedService<SealLedgers>();
        builder.Services.AddHostedService<ProveDaily>();
        builder.Services.AddSingleton<ICheck, LedgerCheck>();
        builder.Services.AddSingleton<ICheck, ExamplesCheck>();
        builder.Services.AddSingleton(Layouts.Read());
        builder.Services.AddSingleton<ICheck, ReportCheck>();
        builder.Services.AddHostedService<WatchMilestones>();
    }

    /// <inheritdoc />
    public void Map(RouteGroupBuilder api)
    {
        RecommendPositions.Map(api);
        ShowFit.Map(api);
        RankCandidates.Map(api);
        RecommendGraduates.Map(api);
        MeasureReach.Map(api);
        OpenProgramme.Map(api);
        AmendProgramme.Map(api);
        ReviseRules.Map(api);
        TryRules.Map(api);
        Recount.Map(api);
        ShowExamples.Map(api);
        ShowProgrammes.Map(api);
        SetTarget.Map(api);
        SetTargets.Map(api);
        SplitTarget.Map(api);
        ListPlacements.Map(api);
        ShowBoard.Map(api);
        ShowPlacement.Map(api);
        ListMyPlacements.Map(api);
        Shortlist.Map(api);
        Interview.Map(api);
        Reject.Map(api);
        MakeOffer.Map(api);
        WithdrawOffer.Map(api);
        SignAgreement.Map(api);
        FileEvidence.Map(api);
        ReadEvidence.Map(api);
        SupersedeEvidence.Map(api);
        Terminate.Map(api);
        EvidenceDesk.Map(api);
        VerifyHire.Map(api);
        ReturnHire.Map(api);
        UncountHire.Map(api);
        Disputes.Map(api);
        ListLedger.Map(api);
        Reconcile.Map(api);
        ShowProgress.Map(api);
        ShowPublicSummary.Map(api);
        OpenNumber.Map(api);
        ListOwnProgrammes.Map(api);
        PreviewReport.Map(api);
        FreezeReport.Map(api);
        ListReports.Map(api);
        ListDue.Map(api);
        ShowReport.Map(api);
        DownloadReport.Map(api);
        CompareReports.Map(api);
        HandInReport.Map(api);
        DecideOnReport.Map(api);
        OpenRound.Map(api);
        ListRounds.Map(api);
        ShowRound.Map(api);
        ShowReadiness.Map(api);
        SetCaps.Map(api);
        CloseRound.Map(api);
        SolveRound.Map(api);
        PublishRound.Map(api);
        CancelRound.Map(api);
        ListAssignments.Map(api);
        DownloadRound.Map(api);
        ListPublicRounds.Map(api);
        ShowAnnouncement.Map(api);
        ShowRepair.Map(api);
        ListUnitRounds.Map(api);
        ListRoundCandidates.Map(api);
        GradeCandidate.Map(api);
        ListMyRounds.Map(api);
        ShowMyRound.Map(api);
    }

    /// <inheritdoc />
    public void Consume(ConsumerMap consumers)
    {
        KeepPositions.Listen(consumers);
        KeepUnits.Listen(consumers);
        KeepGraduates.Listen(consumers);
        TakeApplications.Listen(consumers);
        TakeAnswer.Listen(consumers);
        TakeConfirmation.Listen(consumers);
        ForgetGraduate.Listen(consumers);
    }
}
