using RaMatch.Contracts.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Messaging;
using RaMatch.Posting.Positions;
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
        builder.Services.AddValidation();
    }

    /// <inheritdoc />
    public void Map(RouteGroupBuilder api)
    {
        RegisterUnit.Map(api);
        ChangeUnit.Map(api);
        VerifyUnit.Map(api);
        RefuseUnit.Map(api);
        SuspendUnit.Map(api);

        LintPosition.Map(api);
        SubmitPosition.Map(api);
        PublishPosition.Map(api);
        ListPositions.Map(api);
    }

    /// <inheritdoc />
    public void Consume(ConsumerMap consumers)
    {
        consumers.On<ProgrammeOpened>(ProgrammeRules.Handle);
    }
}
