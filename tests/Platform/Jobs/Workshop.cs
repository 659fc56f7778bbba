using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Tests.Jobs;

/// <summary>Bakes loaves, a transaction a loaf: the smallest service with long work.</summary>
public sealed class Workshop : IService
{
    public const string ServiceName = "workshop";

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddDatabase<WorkshopDb>();
        builder.AddJob<Baking>();
    }

    public void Map(RouteGroupBuilder api) => api.MapPost("/orders/{orderId:guid}", OrderAsync).RequireUnitMember();

    public sealed record Order(int Loaves, string? Trouble = null);

    static async Task<Results<Ok<JobState>, Accepted<JobState>>> OrderAsync(Guid orderId, Order order, UnitMember member, JobDesk desk, WorkshopDb db, CancellationToken cancellation)
    {
        var asked = await db.WriteAsync(async unit => JobDesk.Accepted(ServiceName, await JobDesk.AskAsync(unit, Baking.Kind, orderId, member.Id, order)), cancellation);
        var job = await desk.EndAsync(db, asked.Value!.JobId, cancellation);
        return job.HasEnded ? TypedResults.Ok(JobState.Of(job)) : JobDesk.Accepted(ServiceName, job);
    }
}

public sealed class WorkshopDb(DatabaseEnvironment environment) : Database(Workshop.ServiceName, typeof(WorkshopDb).Assembly, environment);

/// <summary>Goes on behind the last loaf that was baked; waits before each one for as long as the oven is shut.</summary>
public sealed class Baking : IJobKind
{
    public const string Kind = "bake";

    volatile TaskCompletionSource _oven = Opened();

    public string Name => Kind;

    public string Service => Workshop.ServiceName;

    /// <summary>How often the work was begun in this process.</summary>
    public int Begun { get; private set; }

    public JobRun? Run { get; private set; }

    public void Shut() => _oven = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _oven.TrySetResult();

    public Task<bool> MayReadAsync(Reader reader, Job job, HttpContext http) =>
        Task.FromResult(http.User.Identity is { IsAuthenticated: true } && Caller.Of(http.User).Id == job.AskedBy);

    public async Task<string> RunAsync(JobRun run, CancellationToken cancellation)
    {
        (Begun, Run) = (Begun + 1, run);
        var order = run.Request<Workshop.Order>();
        switch (order.Trouble)
        {
            case "no flour":
                throw new JobRefusedException(new ProblemDetails { Status = 409, Title = "没有面粉。" });
            case "fire":
                throw new InvalidOperationException("The oven burns.");
            case "later" when Begun < 3:
                throw new JobNotYetException("The dough rises.");
        }

        var baked = await run.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM sale"), cancellation);
        for (var loaf = baked + 1; loaf <= order.Loaves; loaf++)
        {
            var number = loaf;
            await _oven.Task.WaitAsync(cancellation);
            run.Tell(number, order.Loaves);
            await run.WriteAsync(
                unit => unit.ExecuteAsync("INSERT INTO sale (sale_id, number, article, sold_at) VALUES (@id, @number, 'loaf', 0)", new { id = Guid.NewGuid(), number }),
                cancellation);
        }

        return $"/api/workshop/loaves/{run.Subject}";
    }

    static TaskCompletionSource Opened()
    {
        var oven = new TaskCompletionSource();
        oven.SetResult();
        return oven;
    }
}
