using RaMatch.Testing;
using Xunit;

namespace RaMatch.Interleaving.Tests;

/// <summary>
/// Two services say where an application stands, each with what it has heard of the other. Whatever a graduate answers or withdraws, a unit takes back or
/// turns down and the clock ends, and in whatever order the news of it arrives: in the end both say the same.
/// </summary>
public sealed class AgreementTests(ServerScene server)
{
    static bool Long => Environment.GetEnvironmentVariable("RAMATCH_LONG") == "1";

    [Theory]
    [MemberData(nameof(ServerScene.Databases), MemberType = typeof(ServerScene))]
    public async Task However_answers_ends_and_deliveries_are_ordered_both_services_agree(bool onServer)
    {
        const int Steps = 14;
        await using var turn = await server.TakeTurnAsync(onServer);
        var scene = turn.Scene;
        var seeds = (onServer, Long) switch
        {
            (false, _) => Enumerable.Range(1, Long ? 5000 : 300),
            (true, false) => Enumerable.Range(Seeds.Drawn, 5),
            (true, true) => Enumerable.Range(1, 500),
        };
        await scene.OfferedAsync("甲", Scene.Research, days: 2);
        await scene.OfferedAsync("甲", Scene.Trial);
        await scene.ShortlistedAsync("乙", Scene.Research);
        scene.Look();
        var morning = scene.Workshop.Clock.GetUtcNow();
        var broken = new List<string>();
        foreach (var seed in seeds)
        {
            var random = new Random(seed);
            var way = new List<string>();
            scene.Workshop.Mark();
            for (var step = 0; step < Steps; step++)
            {
                way.Add(await StepAsync(scene, random));
            }

            await scene.Workshop.QuietAsync();
            broken.AddRange((await Promises.BrokenAsync(scene)).Select(one => $"Walk {seed} ({string.Join("; ", way)}): {one}"));
            scene.Workshop.Unmark();
            scene.Workshop.Clock.Set(morning);
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(10).Prepend($"{broken.Count} promises broken in {seeds.Count()} walks:")));
    }

    /// <summary>The news of an acceptance is lost on the way for a while, as where a process is frozen: told last, it is still the placement that stands.</summary>
    [Theory]
    [MemberData(nameof(ServerScene.Databases), MemberType = typeof(ServerScene))]
    public async Task The_offer_Matching_has_accepted_is_the_graduates_acceptance_though_another_was_answered_meanwhile(bool onServer)
    {
        await using var turn = await server.TakeTurnAsync(onServer);
        var scene = turn.Scene;
        var first = await scene.OfferedAsync("甲", Scene.Research, days: 2);
        var second = await scene.OfferedAsync("甲", Scene.Trial);
        await scene.AnswerAsync("甲", first);
        var frozen = scene.Workshop.Pending().Single(delivery => delivery.Type == "applicant.offer-answered");
        scene.Workshop.Clock.Advance(TimeSpan.FromDays(3));
        await scene.ExpireOffersAsync();
        foreach (var delivery in scene.Workshop.Pending().Where(delivery => delivery != frozen))
        {
            await scene.Workshop.DeliverAsync(delivery);
        }

        await scene.AnswerAsync("甲", second);
        await scene.Workshop.DeliverAsync(frozen);
        await scene.Workshop.QuietAsync();
        Assert.Empty(await Promises.BrokenAsync(scene));
        Assert.Equal(first.ToString(), Assert.Single(scene.Workshop.Look("applicant", "SELECT placement_id FROM acceptance"))[0]);
        var refused = await scene.Workshop.CallAsync(People.Graduate("甲"), "POST /api/applicant/applications", body: new { positionId = scene.PositionOf(Scene.Laboratory) });
        Assert.Equal(409, refused.Status);
    }

    static async Task<string> StepAsync(Scene scene, Random random)
    {
        var workshop = scene.Workshop;
        var application = scene.Applications[random.Next(scene.Applications.Count)];
        var of = new { placementId = application.Id };
        switch (random.Next(12))
        {
            case 0:
                workshop.Clock.Advance(TimeSpan.FromDays(3));
                await scene.ExpireOffersAsync();
                return "three days pass";
            case 1:
                await workshop.CallAsync(application.Member, "POST /api/matching/placements/{placementId:guid}/withdraw-offer", of, new { reason = "项目取消" });
                return $"offer back {application.Name}";
            case 2:
                await workshop.CallAsync(application.Member, "POST /api/matching/placements/{placementId:guid}/reject", of, new { reason = "不合适" });
                return $"reject {application.Name}";
            case 3:
                await workshop.CallAsync(application.Member, "POST /api/matching/placements/{placementId:guid}/offer", of, new { payFen = 700_000 });
                return $"offer {application.Name}";
            case 4:
                await workshop.CallAsync(application.Member, "POST /api/matching/placements/{placementId:guid}/terminate", of, new { on = "2022-06-28", reason = "本人离职" });
                return $"terminate {application.Name}";
            case 5:
                await workshop.CallAsync(application.Graduate, "POST /api/applicant/applications/{applicationId:guid}/withdraw", new { applicationId = application.Id }, new { });
                return $"withdraw {application.Name}";
            case 6 or 7:
                var accept = random.Next(4) > 0;
                await workshop.CallAsync(application.Graduate, "POST /api/applicant/offers/{placementId:guid}/answer", of, new { accept });
                return $"{(accept ? "accept" : "decline")} {application.Name}";
            default:
                if (workshop.Pending() is not { Count: > 0 } pending)
                {
                    return "silence";
                }

                var delivery = pending[random.Next(pending.Count)];
                await workshop.DeliverAsync(delivery);
                return delivery.Name;
        }
    }
}
