using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Chaos.Worker;

/// <summary>Sends parcels, and gives away a hundred seats: the same request again is answered the same and changes nothing.</summary>
public sealed class DepotService : IService
{
    /// <summary>How many seats there are.</summary>
    public const int Seats = 100;

    public string Name => "depot";

    public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<DepotDb>();

    public void Map(RouteGroupBuilder api)
    {
        api.MapPost("/parcels/{parcelId:guid}", SendAsync).AllowPublic();
        api.MapPost("/seats/{holderId:guid}", TakeSeatAsync).AllowPublic();
    }

    static Task<Ok> SendAsync(Guid parcelId, DepotDb db) => db.WriteAsync(async unit =>
    {
        if (await unit.ExecuteAsync(InsertParcel, new { parcelId }) == 1)
        {
            await unit.PublishAsync(new ParcelSent(parcelId));
        }

        return TypedResults.Ok();
    });

    static Task<Results<Ok<long>, Conflict<ProblemDetails>>> TakeSeatAsync(Guid holderId, DepotDb db) =>
        db.WriteAsync<Results<Ok<long>, Conflict<ProblemDetails>>>(async unit =>
        {
            await unit.ExecuteAsync(InsertSeat, new { holderId, seats = (long)Seats });
            return await unit.FindAsync<long?>(SelectSeat, new { holderId }) is { } seat
                ? TypedResults.Ok(seat)
                : Problems.Conflict("名额已满。");
        });

    internal const string InsertParcel = """
        INSERT INTO parcel (parcel_id)
        SELECT @parcelId
        WHERE NOT EXISTS (SELECT 1 FROM parcel WHERE parcel_id = @parcelId)
        """;

    const string InsertSeat = """
        INSERT INTO seat (seat_number, holder_id)
        SELECT taken.seats + 1, @holderId
        FROM (SELECT COUNT(*) AS seats FROM seat) taken
        WHERE taken.seats < @seats AND NOT EXISTS (SELECT 1 FROM seat WHERE holder_id = @holderId)
        """;

    const string SelectSeat = "SELECT seat_number FROM seat WHERE holder_id = @holderId";
}

public sealed class DepotDb(DatabaseEnvironment environment) : Database("depot", typeof(DepotDb).Assembly, environment);
