using RaMatch.Applicant.Applications;
using RaMatch.Applicant.Candidates;
using RaMatch.Applicant.Consents;
using RaMatch.Applicant.Hires;
using RaMatch.Applicant.Offers;
using RaMatch.Applicant.OwnData;
using RaMatch.Applicant.Profiles;
using RaMatch.Applicant.Supply;
using RaMatch.Platform;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant;

/// <summary>Demand: profiles, consents, applications and their ranking, answers to offers.</summary>
public sealed class ApplicantService : IService
{
    /// <inheritdoc />
    public string Name => "applicant";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddDatabase<ApplicantDb>();
        builder.Services.AddSingleton<IUnitStanding, UnitStanding>();
        builder.Services.AddSingleton<IdNumberVault>();
        builder.Services.AddValidation();
    }

    /// <inheritdoc />
    public void Map(RouteGroupBuilder api)
    {
        ReadProfile.Map(api);
        SaveProfile.Map(api);
        ListConsents.Map(api);
        GiveConsent.Map(api);
        WithdrawConsent.Map(api);
        SubmitApplication.Map(api);
        ListApplications.Map(api);
        ReadApplication.Map(api);
        RankApplications.Map(api);
        WithdrawApplication.Map(api);
        ListOffers.Map(api);
        AnswerOffer.Map(api);
        ConfirmHire.Map(api);
        ReadCandidates.Map(api);
        ExportEverything.Map(api);
        EraseGraduate.Map(api);
    }

    /// <inheritdoc />
    public void Consume(ConsumerMap consumers)
    {
        KeepProgramme.Listen(consumers);
        KeepPosition.Listen(consumers);
        KeepClosing.Listen(consumers);
        KeepUnitStanding.Listen(consumers);
        KeepSeats.Listen(consumers);
        KeepRound.Listen(consumers);
        KeepPlacement.Listen(consumers);
    }
}
