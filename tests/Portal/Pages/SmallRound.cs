using System.Text.Json;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Testing;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>
/// A round of two posts with one seat each and three graduates, alike but for the unit's grades: 陈晓雯 wants the first post and then the second,
/// 王一诺 and 李思远 the first alone. With the best grade 王一诺 gets it, 陈晓雯 the second, and 李思远 none.
/// </summary>
sealed class SmallRound(Programme programme)
{
    public static Caller Best { get; } = new(DemoPersona.IdOf("王一诺"), Roles.Graduate, "王一诺", null, null, null);

    public static Caller Last { get; } = new(DemoPersona.IdOf("李思远"), Roles.Graduate, "李思远", null, null, null);

    public Guid RoundId { get; set; }

    public Guid First { get; private set; }

    public Guid FirstWish { get; private set; }

    public Guid SecondWish { get; private set; }

    public Guid OfBest { get; private set; }

    public Guid OfLast { get; private set; }

    /// <summary>The posts are published and the applications sent; there is no round yet.</summary>
    public static async Task<SmallRound> PrepareAsync(Programme programme, string firstTitle = "嵌入式软件工程师")
    {
        var round = new SmallRound(programme) { First = await programme.PublishAsync(firstTitle, seats: 1) };
        var second = await programme.PublishAsync("光学工程研发助理", seats: 1);
        foreach (var graduate in new[] { Programme.Graduate, Best, Last })
        {
            await programme.IntroduceGraduateAsync(graduate);
        }

        round.FirstWish = await programme.ApplyAsync(round.First);
        round.SecondWish = await programme.ApplyAsync(second);
        round.OfBest = await programme.ApplyAsync(round.First, Best);
        round.OfLast = await programme.ApplyAsync(round.First, Last);
        return round;
    }

    /// <summary>The park opens the round with a floor of three, which is reported, or with another one, which is repaired.</summary>
    public async Task OpenAsync(string title = "第 1 轮", int? repairTo = null) =>
        RoundId = (await programme.DoAsync(Programme.Staff, "matching", HttpMethod.Post, "rounds", new
        {
            programme = Programme.Code,
            title,
            rankBy = "2022-07-05T18:00:00+08:00",
            publishOn = "2022-07-08T18:00:00+08:00",
            answerBy = "2022-07-15T18:00:00+08:00",
            supplementaryOn = "2022-07-20T18:00:00+08:00",
            floorPolicy = repairTo is null ? "report" : "repair",
            parks = new[] { new { parkId = Programme.Park, floor = repairTo ?? 3 } },
        })).GetProperty("roundId").GetGuid();

    /// <summary>The unit has graded.</summary>
    public async Task GradeAsync()
    {
        await programme.DoAsync(Programme.Member, "matching", HttpMethod.Put, $"unit/rounds/{RoundId}/candidates/{OfBest}", new { grade = 95 });
        await programme.DoAsync(Programme.Member, "matching", HttpMethod.Put, $"unit/rounds/{RoundId}/candidates/{FirstWish}", new { grade = 80 });
        await programme.DoAsync(Programme.Member, "matching", HttpMethod.Put, $"unit/rounds/{RoundId}/candidates/{OfLast}", new { grade = 60 });
        await programme.DoAsync(Programme.Member, "matching", HttpMethod.Put, $"unit/rounds/{RoundId}/candidates/{SecondWish}", new { grade = 70 });
    }

    /// <summary>The unit has graded 陈晓雯 best, so that 王一诺 has a seat only if a floor of two is repaired.</summary>
    public async Task GradeForRepairAsync()
    {
        await programme.DoAsync(Programme.Member, "matching", HttpMethod.Put, $"unit/rounds/{RoundId}/candidates/{FirstWish}", new { grade = 95 });
        await programme.DoAsync(Programme.Member, "matching", HttpMethod.Put, $"unit/rounds/{RoundId}/candidates/{OfBest}", new { grade = 80 });
        await programme.DoAsync(Programme.Member, "matching", HttpMethod.Put, $"unit/rounds/{RoundId}/candidates/{OfLast}", new { grade = 60 });
    }

    /// <summary>The park moves the round on: <c>close</c>, <c>solve</c>, <c>publish</c>.</summary>
    public async Task MoveAsync(string step)
    {
        await programme.DoAsync(Programme.Staff, "matching", HttpMethod.Post, $"rounds/{RoundId}/{step}", step == "close" ? new { reason = "双方都已准备好" } : new { });
        using var staff = programme.Host.As(Programme.Staff, "matching");
        await Eventually.True(async () => (await staff.GetAsync<JsonElement>($"rounds/{RoundId}")).GetProperty("work").ValueKind == JsonValueKind.Null, $"{step} is done");
    }
}
