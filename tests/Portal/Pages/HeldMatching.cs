using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Messaging;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>Matching as it is, but for one kind of long work that stands still at 60 of 100 until the test lets it go on, or fail.</summary>
sealed class HeldMatching(string kind) : IService
{
    readonly MatchingService _matching = new();
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => _matching.Name;

    public void LetGo() => _gate.TrySetResult();

    public void LetFail() => _gate.TrySetException(new InvalidOperationException("as a bug would"));

    public void AddServices(IHostApplicationBuilder builder)
    {
        _matching.AddServices(builder);
        foreach (var registered in builder.Services.Where(service => service.ServiceType == typeof(IJobKind)).ToList())
        {
            builder.Services.Remove(registered);
            builder.Services.AddSingleton<IJobKind>(services =>
            {
                var work = (IJobKind)ActivatorUtilities.CreateInstance(services, registered.ImplementationType!);
                return work.Name == kind ? new Held(work, _gate.Task) : work;
            });
        }
    }

    public void Map(RouteGroupBuilder api) => _matching.Map(api);

    public void Consume(ConsumerMap consumers) => _matching.Consume(consumers);

    sealed class Held(IJobKind work, Task gate) : IJobKind
    {
        public string Name => work.Name;

        public string Service => work.Service;

        public Task<bool> MayReadAsync(Reader reader, Job job, HttpContext http) => work.MayReadAsync(reader, job, http);

        public async Task<string> RunAsync(JobRun run, CancellationToken cancellation)
        {
            run.Tell(60, 100);
            await run.WriteAsync(_ => Task.CompletedTask, cancellation);
            await gate.WaitAsync(cancellation);
            return await work.RunAsync(run, cancellation);
        }
    }
}
