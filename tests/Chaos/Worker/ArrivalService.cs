using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;

namespace RaMatch.Chaos.Worker;

/// <summary>Notes each parcel that arrives, without looking whether it was noted before: that is the platform's duty.</summary>
public sealed class ArrivalService : IService
{
    public string Name => "arrival";

    public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<ArrivalDb>();

    public void Map(RouteGroupBuilder api)
    {
    }

    public void Consume(ConsumerMap consumers) =>
        consumers.On<ParcelSent>((parcel, unit) => unit.ExecuteAsync(InsertArrival, new { parcel.ParcelId }));

    internal const string InsertArrival = "INSERT INTO arrival (parcel_id) VALUES (@parcelId)";
}

public sealed class ArrivalDb(DatabaseEnvironment environment) : Database("arrival", typeof(ArrivalDb).Assembly, environment);
