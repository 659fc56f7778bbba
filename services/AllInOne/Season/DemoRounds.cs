using System.Text.Json;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.AllInOne.Season;

/// <summary>
/// Two matching rounds of the demo season: one in Hengyang that is published, so that everybody's result can be looked at, and one in Weifang that is
/// under way, with some who have ranked and graded and some who are waited for.
/// </summary>
static class DemoRounds
{
    /// <summary>Opens both through the API, on the season's last day.</summary>
    /// <param name="season">The season, which has been played.</param>
    /// <param name="api">The services.</param>
    /// <param name="now">The day to date the rounds from.</param>
    public static async Task PlayAsync(Season season, ProgrammeApi api, DateOnly now)
    {
        await RankAsync(season, api, DemoPersona.OtherPark.Caller);
        var hengyang = await OpenAsync(season, api, DemoPersona.OtherPark.Caller, "衡阳高新区第一轮撮合", now);
        await GradeAsync(season, api, hengyang, everybody: true);
        foreach (var (act, body) in new (string, object)[] { ("close", new { Reason = "双方都已准备好，提前截止" }), ("solve", new { }), ("publish", new { }) })
        {
            await api.PostAsync(DemoPersona.OtherPark.Caller, "matching", $"rounds/{hengyang}/{act}", body, $"{season.Code} round hengyang {act}");
        }

        await RankAsync(season, api, DemoPersona.Park.Caller);
        var weifang = await OpenAsync(season, api, DemoPersona.Park.Caller, "潍坊高新区第一轮撮合", now);
        await GradeAsync(season, api, weifang, everybody: false);
    }

    static async Task<Guid> OpenAsync(Season season, ProgrammeApi api, Caller park, string title, DateOnly now)
    {
        DateTimeOffset At(int days) => ChinaTime.At(now.AddDays(days), new TimeOnly(18, 0));
        var opened = await api.PostAsync(
            park,
            "matching",
            "rounds",
            new { Programme = season.Code, title, RankBy = At(5), PublishOn = At(7), AnswerBy = At(14), SupplementaryOn = At(16) },
            $"{season.Code} round {park.ParkId}");
        return opened.GetProperty("roundId").GetGuid();
    }

    /// <summary>Every second candidate, or all, in the order in which the unit sees them: the best fit first.</summary>
    static async Task GradeAsync(Season season, ProgrammeApi api, Guid roundId, bool everybody)
    {
        foreach (var unit in season.Units.Where(unit => unit.Verified))
        {
            var rounds = await api.GetAsync<JsonElement>(unit.Member, "matching", "unit/rounds");
            // Played again after a crash, it may be closed by now.
            if (!rounds.EnumerateArray().Any(round => round.GetProperty("roundId").GetGuid() == roundId && round.GetProperty("stage").GetString() == "open"))
            {
                continue;
            }

            var candidates = await api.GetAsync<JsonElement>(unit.Member, "matching", $"unit/rounds/{roundId}/candidates?size=200");
            foreach (var (index, candidate) in candidates.GetProperty("items").EnumerateArray().Index().Where(one => everybody || one.Index % 2 == 0))
            {
                await api.PutAsync(unit.Member, "matching", $"unit/rounds/{roundId}/candidates/{candidate.GetProperty("placementId").GetGuid()}", new { Grade = Math.Max(50, 90 - 7 * index) });
            }
        }
    }

    /// <summary>Those who have applied for several posts and wait for all: everyone of Hengyang ranks them, of Weifang every second.</summary>
    static async Task RankAsync(Season season, ProgrammeApi api, Caller park)
    {
        // Played again after a crash, the lists may be closed by now, and their order stays.
        if ((await api.GetAsync<JsonElement>(park, "matching", $"rounds?programme={season.Code}")).GetProperty("total").GetInt64() > 0)
        {
            return;
        }

        var several = season.Stories
            .Where(story => story.Moves is [(_, Move.Apply)] && story.Position.Unit.ParkId == park.ParkId)
            .GroupBy(story => story.Graduate)
            .Where(graduate => graduate.Count() > 1);
        foreach (var (_, graduate) in several.Index().Where(one => park == DemoPersona.OtherPark.Caller || one.Index % 2 == 0))
        {
            var active = (await api.GetAsync<JsonElement>(graduate.Key.Account, "applicant", "applications")).GetProperty("items").EnumerateArray()
                .Where(application => application.GetProperty("active").GetBoolean())
                .Select(application => application.GetProperty("applicationId").GetGuid())
                .ToList();
            await api.PutAsync(graduate.Key.Account, "applicant", "applications/ranking", new { Programme = season.Code, Applications = active });
        }
    }
}
