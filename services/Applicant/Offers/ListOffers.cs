using RaMatch.Applicant.Applications;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Applicant.Offers;

/// <summary>A graduate sees the offers before them, soonest to expire first.</summary>
static class ListOffers
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/offers", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsRead);

    /// <summary>
    /// An offer: <c>state</c> is <c>open</c>, <c>answering</c> or <c>expired</c>. One of a suspended unit says so, and can be declined, not accepted;
    /// what has changed of the position since the application stands beside it.
    /// </summary>
    public sealed record Item(
        Guid PlacementId, string PositionTitle, string UnitName, string City, string Programme, string State, bool? Accepted, long? PayFen, DateTimeOffset? ExpiresAt,
        Sentence? UnitSuspended, IReadOnlyList<PositionVersion.Change> PositionChanges);

    static Task<IReadOnlyList<Item>> HandleAsync(Graduate graduate, ApplicantDb db, CancellationToken cancellation) =>
        db.ReadAsync<IReadOnlyList<Item>>(async reader =>
        {
            var rows = await reader.QueryAsync<ApplicationStory.Row>(ApplicationStory.SelectOffered, new { graduateId = graduate.Id });
            return [.. (await ApplicationStory.TellAsync(reader, rows)).Select(story => new Item(
                story.ApplicationId,
                story.PositionTitle,
                story.UnitName,
                story.City,
                story.Programme,
                story.Offer!.State,
                story.Offer.Accepted,
                story.Offer.PayFen,
                story.Offer.ExpiresAt,
                story.UnitSuspended,
                story.PositionChanges))];
        }, cancellation);
}
