using RaMatch.Applicant;
using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Matching;
using RaMatch.Portal;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>The main job, from the unit's registration to the park's counter, with the same code in each form of installation.</summary>
public sealed class MainPathTests(SharedBroker shared)
{
    [Fact]
    public async Task A_hire_is_counted_in_one_process()
    {
        await using var host = await ServiceHost.StartAsync(new PostingService(), new ApplicantService(), new MatchingService(), new PortalService());
        host.Clock.Set(DateTimeOffset.UtcNow);
        var hire = new OneHire(host.As);
        await hire.WalkAsync();
        await hire.EverybodyKnowsAsync();
    }

    [Fact]
    [Trait(Categories.Name, Categories.Broker)]
    public async Task A_hire_is_counted_by_three_processes_over_RabbitMQ()
    {
        await using var broker = await shared.RequireVirtualHostAsync();
        await using var installation = await Installation.StartAsync(broker.Uri);
        var hire = new OneHire(installation.As);
        await hire.WalkAsync();
        await hire.EverybodyKnowsAsync();
    }

    [Fact]
    [Trait(Categories.Name, Categories.Broker)]
    public async Task A_hire_is_counted_although_every_service_is_killed_on_the_way()
    {
        await using var broker = await shared.RequireVirtualHostAsync();
        await using var installation = await Installation.StartAsync(broker.Uri);
        var hire = new OneHire(installation.As);

        async Task KillAsync(string service)
        {
            await installation[service].KillAsync();
            await installation[service].StartAgainAsync();
        }

        await hire.OpenProgrammeAsync();
        await KillAsync("matching");
        await hire.RegisterUnitAsync();
        await hire.PublishPositionAsync();
        await KillAsync("posting");
        await hire.IntroduceGraduateAsync();
        await hire.SeePositionWithReasonsAsync();
        await hire.ApplyAsync();
        await KillAsync("applicant");
        await hire.OfferAndAcceptAsync();
        await KillAsync("matching");
        await hire.SignAndProveAsync();
        await KillAsync("matching");
        await hire.CountAsync();
        await KillAsync("matching");
        await hire.EverybodyKnowsAsync();
    }

    [Fact]
    public async Task A_round_leads_to_a_counted_hire_in_one_process()
    {
        await using var host = await ServiceHost.StartAsync(new PostingService(), new ApplicantService(), new MatchingService(), new PortalService());
        host.Clock.Set(DateTimeOffset.UtcNow);
        await RoundAsync(new OneHire(host.As), () => Task.CompletedTask);
    }

    [Fact]
    [Trait(Categories.Name, Categories.Broker)]
    public async Task A_round_leads_to_a_counted_hire_although_matching_is_killed_after_each_act()
    {
        await using var broker = await shared.RequireVirtualHostAsync();
        await using var installation = await Installation.StartAsync(broker.Uri);
        await RoundAsync(new OneHire(installation.As), async () =>
        {
            await installation["matching"].KillAsync();
            await installation["matching"].StartAgainAsync();
        });
    }

    static async Task RoundAsync(OneHire hire, Func<Task> between)
    {
        await hire.OpenProgrammeAsync();
        await hire.RegisterUnitAsync();
        await hire.PublishPositionAsync();
        await hire.IntroduceGraduateAsync();
        await hire.SeePositionWithReasonsAsync();
        await hire.ApplyAsync();
        await hire.MatchInRoundAsync(between);
        await hire.SignAndProveAsync();
        await hire.CountAsync();
        await hire.EverybodyKnowsAsync();
    }

    [Fact]
    [Trait(Categories.Name, Categories.Broker)]
    public async Task While_the_broker_is_away_requests_succeed_and_their_events_leave_when_it_is_back()
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await using var installation = await Installation.StartAsync(broker.Uri);
        await using var portal = await installation.StartPortalAsync();
        var hire = new OneHire(installation.As);
        await hire.OpenProgrammeAsync();
        await hire.RegisterUnitAsync();

        await broker.KillAsync();
        await hire.PublishPositionAsync();
        await hire.IntroduceGraduateAsync();
        await Eventually.True(async () => await installation["posting"].ReadinessAsync() == "degraded", "posting says that the broker is away", TimeSpan.FromSeconds(60));

        await broker.StartAgainAsync();
        await hire.SeePositionWithReasonsAsync();
        await hire.ApplyAsync();
        // The portal too is away for a while, without a goodbye.
        await portal.KillAsync();
        await hire.OfferAndAcceptAsync();
        await hire.SignAndProveAsync();
        await portal.StartAgainAsync();
        await hire.CountAsync();
        await hire.EverybodyKnowsAsync();

        // What the park was asked for is in its inbox, each once, and has been done.
        using var park = await PortalVisitor.SignInAsync(portal.Address, "park");
        await Eventually.Passes(
            async () =>
            {
                var inbox = await park.ReadAsync("/park/inbox");
                Assert.Contains("都看过了", inbox, StringComparison.Ordinal);
                // A position that was submitted and published meanwhile asks for nothing any more, if that is heard first.
                foreach (var told in new[] { "等待核验", "1 名录用的证明已齐，等待核验" })
                {
                    Assert.Contains(told, inbox, StringComparison.Ordinal);
                }

                Assert.InRange(inbox.Split("已有新进展").Length - 1, 2, 3);
            },
            "The park should have been told what waited, although broker and portal were away.");
    }
}
