using System.Collections.Concurrent;
using System.Diagnostics;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class TracingTests
{
    [Fact]
    public async Task One_trace_leads_from_the_request_to_what_the_listener_did()
    {
        await using var shop = await OpenShop.StartAsync();
        await LeadsFromRequestToEffectAsync(shop);
    }

    /// <summary>The caller's trace comes in with the request and must come out at the listener.</summary>
    internal static async Task LeadsFromRequestToEffectAsync(OpenShop shop)
    {
        using var caller = new Activity("the caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        var trace = caller.TraceId;
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "RaMatch" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    ended.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        (await shop.SellAsync(1)).EnsureSuccessStatusCode();

        await shop.TakesExactlyAsync(1);
        var applied = await Eventually.Get(
            () => Task.FromResult(ended.FirstOrDefault(activity => activity.Kind == ActivityKind.Consumer)),
            "the listener's span ends");
        var request = Assert.Single(ended, activity => activity.Kind == ActivityKind.Server && activity.GetTagItem("http.request.method") is "POST");
        Assert.Equal("stock applies till.sold", applied.OperationName);
        Assert.Equal(request.SpanId, applied.ParentSpanId);
    }
}
