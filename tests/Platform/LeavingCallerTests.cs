using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class LeavingCallerTests
{
    [Fact]
    public async Task A_caller_who_hangs_up_is_no_error_whatever_the_interrupted_part_calls_it()
    {
        var service = new PatientService();
        await using var host = await ServiceHost.StartAsync(service);
        using var log = new FakeLoggerProvider();
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        using var client = host.Anonymous();
        using var leaves = new CancellationTokenSource();

        var request = client.GetAsync("api/patient/wait", leaves.Token);
        await service.Waiting.Task;
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await service.Interrupted.Task;
        using var broken = await client.GetAsync("api/patient/broken", TestContext.Current.CancellationToken);

        // The error asked for is there, so what came before it would be.
        await Eventually.True(() => Errors().Any(), "the bug is logged");
        Assert.Equal("a bug", Assert.Single(Errors()).Exception!.Message);

        IEnumerable<FakeLogRecord> Errors() => log.Collector.GetSnapshot().Where(record => record.Level >= LogLevel.Error);
    }

    sealed class PatientService : IService
    {
        public TaskCompletionSource Waiting { get; } = new();
        public TaskCompletionSource Interrupted { get; } = new();
        public string Name => "patient";

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void Map(RouteGroupBuilder api)
        {
            api.MapGet("/wait", WaitAsync).AllowPublic();
            api.MapGet("/broken", string () => throw new NotSupportedException("a bug")).AllowPublic();
        }

        async Task WaitAsync(HttpContext http)
        {
            Waiting.SetResult();
            try
            {
                var left = new TaskCompletionSource();
                await using var leaving = http.RequestAborted.Register(left.SetResult);
                await left.Task;
                // As SqlClient says it: not as a cancellation.
                throw new InvalidDataException("Operation cancelled by user.");
            }
            finally
            {
                http.Response.OnCompleted(() =>
                {
                    Interrupted.SetResult();
                    return Task.CompletedTask;
                });
            }
        }
    }
}
