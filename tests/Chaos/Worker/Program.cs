using RaMatch.Chaos.Worker;
using RaMatch.Chaos.Worker.Mutants;
using RaMatch.Platform;
using RaMatch.Platform.Messaging;

// Whoever started this process holds its standard input; when that ends, so does this, however the other one ended.
new Thread(() =>
{
    while (Console.In.Read() >= 0)
    {
    }

    Environment.Exit(3);
})
{ IsBackground = true }.Start();

var events = new MessageCatalogue(typeof(ParcelSent).Assembly);
var rest = args[1..];
switch (args[0])
{
    case "depot":
        await RunAsync(new DepotService());
        break;
    case "arrival":
        await RunAsync(new ArrivalService());
        break;
    case "both":
        await RunAsync(new DepotService(), new ArrivalService());
        break;
    case "publish-after-commit":
        await PublishAfterCommit.RunAsync(rest);
        break;
    default:
        await NaiveArrival.RunAsync(args[0], rest);
        break;
}

async Task RunAsync(params IService[] services)
{
    await using var app = RaMatchHost.Build(rest, services, catalogue: events);
    await app.RunAsync();
}
