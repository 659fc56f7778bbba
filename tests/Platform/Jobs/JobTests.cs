using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Jobs;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests.Jobs;

/// <summary>Long work: once however many ask, to its end however often it is broken off, and told to whom it concerns.</summary>
public sealed class JobTests
{
    static readonly Dictionary<string, string?> Impatient = new() { ["Jobs:PatienceMilliseconds"] = "0" };

    [Fact]
    public async Task What_is_done_within_a_moment_is_answered_at_once()
    {
        await using var host = await ServiceHost.StartAsync(new Workshop());
        using var baker = host.As(People.UnitMember("面包房"), "workshop");
        var orderId = Guid.NewGuid();
        using var answer = await baker.PostAsync($"orders/{orderId}", new Workshop.Order(3));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var job = await answer.ReadAsync<JobState>();
        Assert.Equal((JobStage.Done, 100, 3, 3, $"/api/workshop/loaves/{orderId}"), (job.State, job.Progress, job.Done, job.Total, job.Result));
        Assert.Equal(3, await LoavesAsync(host));
    }

    [Fact]
    public async Task Many_who_ask_at_once_get_the_same_job_whose_progress_and_end_are_told_where_the_answer_says()
    {
        await using var host = await ServiceHost.StartAsync([new Workshop()], Impatient);
        var baking = BakingOf(host);
        baking.Shut();
        using var baker = host.As(People.UnitMember("面包房"), "workshop");
        var orderId = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => baker.PostAsync($"orders/{orderId}", new Workshop.Order(4))));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Accepted, "1"), (answer.StatusCode, answer.Headers.RetryAfter?.ToString())));
        var address = Assert.Single(answers.Select(answer => answer.Headers.Location!.ToString()).Distinct());
        var running = await Eventually.Get(() => ReadAsync(baker, address), job => job.State == JobStage.Running, "the work is begun");
        Assert.Equal((0, Baking.Kind, orderId), (running.Progress, running.Kind, running.Subject));

        baking.Open();
        var done = await Eventually.Get(() => ReadAsync(baker, address), job => job.State == JobStage.Done, "the work is done");
        Assert.Equal((100, $"/api/workshop/loaves/{orderId}"), (done.Progress, done.Result));
        Assert.Equal((1, 4), (baking.Begun, await LoavesAsync(host)));
        using var last = await baker.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Null(last.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_job_is_read_by_whom_its_subject_concerns_and_is_404_for_everybody_else()
    {
        await using var host = await ServiceHost.StartAsync(new Workshop());
        using var baker = host.As(People.UnitMember("面包房"), "workshop");
        using var answer = await baker.PostAsync($"orders/{Guid.NewGuid()}", new Workshop.Order(1));
        var path = $"jobs/{(await answer.ReadAsync<JobState>()).JobId}";
        Assert.Equal(JobStage.Done, (await baker.GetAsync<JobState>(path)).State);
        using var other = host.As(People.UnitMember("别家"), "workshop");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        using var anonymous = host.Anonymous();
        Assert.Equal(HttpStatusCode.NotFound, (await anonymous.GetAsync(new Uri($"api/workshop/{path}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await baker.GetAsync(new Uri($"jobs/{Guid.NewGuid()}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_refusal_is_told_as_a_problem_and_who_asks_again_has_it_tried_again()
    {
        await using var host = await ServiceHost.StartAsync(new Workshop());
        using var baker = host.As(People.UnitMember("面包房"), "workshop");
        var orderId = Guid.NewGuid();
        var refused = await (await baker.PostAsync($"orders/{orderId}", new Workshop.Order(2, "no flour"))).ReadAsync<JobState>();
        Assert.Equal((JobStage.Failed, "没有面粉。", 409), (refused.State, refused.Error?.Title.ToString(), refused.Error?.Status));
        var again = await (await baker.PostAsync($"orders/{orderId}", new Workshop.Order(2))).ReadAsync<JobState>();
        Assert.Equal(JobStage.Done, again.State);
        Assert.NotEqual(refused.JobId, again.JobId);
        Assert.Equal(2, BakingOf(host).Begun);
    }

    [Fact]
    public async Task Work_that_fails_by_itself_is_tried_three_times_and_then_says_whom_to_ask()
    {
        await using var host = await ServiceHost.StartAsync(new Workshop());
        using var baker = host.As(People.UnitMember("面包房"), "workshop");
        var failed = await (await baker.PostAsync($"orders/{Guid.NewGuid()}", new Workshop.Order(2, "fire"))).ReadAsync<JobState>();
        Assert.Equal((JobStage.Failed, 500), (failed.State, failed.Error?.Status));
        Assert.Contains("追踪编号", failed.Error!.Title.ToString(), StringComparison.Ordinal);
        Assert.NotNull(failed.Error.TraceId);
        Assert.DoesNotContain("burns", failed.Error.Title.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, BakingOf(host).Begun);
    }

    [Fact]
    public async Task Work_whose_turn_has_not_come_waits_and_that_is_no_failure()
    {
        await using var host = await ServiceHost.StartAsync(new Workshop());
        using var baker = host.As(People.UnitMember("面包房"), "workshop");
        var done = await (await baker.PostAsync($"orders/{Guid.NewGuid()}", new Workshop.Order(1, "later"))).ReadAsync<JobState>();
        Assert.Equal(JobStage.Done, done.State);
        Assert.Equal(3, BakingOf(host).Begun);
        Assert.Equal(0, await host.Services.GetRequiredService<WorkshopDb>().ReadAsync(reader => reader.GetAsync<long>("SELECT failures FROM job")));
    }

    [Fact]
    public async Task Work_under_way_at_a_stop_goes_on_after_the_next_start_where_it_was()
    {
        using var folder = new TemporaryFolder();
        var orderId = Guid.NewGuid();
        string path;
        await using (var host = await ServiceHost.StartAsync([new Workshop()], Impatient, folder.Path))
        {
            using var baker = host.As(People.UnitMember("面包房"), "workshop");
            await BakeAsync(baker, Guid.NewGuid(), 5);
            await Eventually.True(async () => await LoavesAsync(host) == 5, "five are baked");
            BakingOf(host).Shut();
            path = await BakeAsync(baker, orderId, 9);
            await Eventually.True(() => BakingOf(host).Begun == 2, "the second order is begun");
        }

        await using (var host = await ServiceHost.StartAsync([new Workshop()], Impatient, folder.Path))
        {
            using var baker = host.As(People.UnitMember("面包房"), "workshop");
            var done = await Eventually.Get(() => ReadAsync(baker, path), job => job.HasResult(), "the order is finished");
            Assert.Equal((JobStage.Done, $"/api/workshop/loaves/{orderId}"), (done.State, done.Result));
            Assert.Equal((1, 9), (BakingOf(host).Begun, await LoavesAsync(host)));
        }
    }

    [Fact]
    public async Task Who_has_lost_a_job_to_another_writes_nothing_more()
    {
        await using var host = await ServiceHost.StartAsync([new Workshop()], Impatient);
        var baking = BakingOf(host);
        baking.Shut();
        using var baker = host.As(People.UnitMember("面包房"), "workshop");
        var path = await BakeAsync(baker, Guid.NewGuid(), 2);
        var run = await Eventually.Get(() => Task.FromResult(baking.Run), "the work is begun");
        var db = host.Services.GetRequiredService<WorkshopDb>();
        var stale = new JobRun(db, run.Job with { Attempts = run.Job.Attempts - 1 });
        var stranger = new JobRun(db, run.Job with { Holder = Guid.NewGuid() });
        foreach (var lost in new[] { stale, stranger })
        {
            await Assert.ThrowsAsync<JobLostException>(() => lost.WriteAsync(
                unit => unit.ExecuteAsync("INSERT INTO sale (sale_id, number, article, sold_at) VALUES (@id, 99, 'stolen', 0)", new { id = Guid.NewGuid() }), CancellationToken.None));
        }

        baking.Open();
        await Eventually.True(async () => (await ReadAsync(baker, path)).State == JobStage.Done, "who holds it goes on");
        Assert.Equal(2, await LoavesAsync(host));
    }

    [Fact]
    public async Task A_job_that_lets_die_whoever_takes_it_is_given_up()
    {
        await using var host = await ServiceHost.StartAsync([new Workshop()], Impatient);
        var db = host.Services.GetRequiredService<WorkshopDb>();
        Assert.SkipUnless(db.Dialect == Data.Dialect.Sqlite, "A file has one process, so that a stranger's job is a dead one's at once.");
        var jobId = Guid.NewGuid();
        // As three processes leave it that died over it.
        await db.WriteAsync(unit => unit.ExecuteAsync(
            """
            INSERT INTO job (job_id, kind, subject, generation, asked_at, request, state, done, total, attempts, failures, holder, beats)
            VALUES (@jobId, 'bake', @jobId, 1, 0, '{"loaves":1}', 'Running', 0, 0, 3, 2, @jobId, 9)
            """,
            new { jobId }));
        await Eventually.True(
            async () => await db.ReadAsync(reader => reader.GetAsync<string>("SELECT state FROM job")) == "Failed",
            "it is given up");
        Assert.Equal(0, BakingOf(host).Begun);
    }

    [Fact]
    public async Task A_repeated_request_is_told_of_the_same_job_and_the_work_is_done_once()
    {
        await using var host = await ServiceHost.StartAsync(new Workshop());
        using var baker = host.As(People.UnitMember("面包房"), "workshop");
        var orderId = Guid.NewGuid();
        var first = await (await baker.PostAsync($"orders/{orderId}", new Workshop.Order(2), "k1")).ReadAsync<JobState>();
        using var second = await baker.PostAsync($"orders/{orderId}", new Workshop.Order(2), "k1");
        Assert.Equal((HttpStatusCode.Accepted, $"/api/workshop/jobs/{first.JobId}"), (second.StatusCode, second.Headers.Location?.ToString()));
        Assert.Equal(1, BakingOf(host).Begun);
    }

    [Fact]
    public async Task The_description_of_the_API_says_that_work_may_be_accepted_only_and_what_a_job_tells()
    {
        await using var host = await ServiceHost.StartAsync(new Workshop());
        using var anonymous = host.Anonymous();
        var paths = (await anonymous.GetAsync<JsonElement>("openapi/v1.json")).GetProperty("paths");
        var order = paths.GetProperty("/api/workshop/orders/{orderId}").GetProperty("post").GetProperty("responses");
        var job = paths.GetProperty("/api/workshop/jobs/{jobId}").GetProperty("get").GetProperty("responses");
        var states = new[] { order.GetProperty("202"), job.GetProperty("200") }
            .Select(response => response.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString());
        Assert.All(states, schema => Assert.Equal("#/components/schemas/JobState", schema));
    }

    [Theory]
    [InlineData("Jobs:AtOnce", "0")]
    [InlineData("Jobs:PatienceMilliseconds", "soon")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string key, string value)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServiceHost.StartAsync([new Workshop()], new Dictionary<string, string?> { [key] = value }));
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    static Baking BakingOf(ServiceHost host) => host.Services.GetServices<IJobKind>().OfType<Baking>().Single();

    static Task<long> LoavesAsync(ServiceHost host) => host.Services.GetRequiredService<WorkshopDb>().ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM sale"));

    static Task<JobState> ReadAsync(HttpClient client, string address) => client.GetAsync<JobState>(address);

    static async Task<string> BakeAsync(HttpClient baker, Guid orderId, int loaves)
    {
        using var answer = await baker.PostAsync($"orders/{orderId}", new Workshop.Order(loaves));
        return $"/api/workshop/jobs/{(await answer.ReadAsync<JobState>()).JobId}";
    }
}

static class Ends
{
    public static bool HasResult(this JobState job) => job.State is JobStage.Done or JobStage.Failed;
}
