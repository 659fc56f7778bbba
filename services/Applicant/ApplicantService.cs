using RaMatch.Platform;
using RaMatch.Platform.Messaging;

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
        builder.Services.AddValidation();
    }

    /// <inheritdoc />
    public void Map(RouteGroupBuilder api)
    {
    }

    /// <inheritdoc />
    public void Consume(ConsumerMap consumers)
    {
    }
}
