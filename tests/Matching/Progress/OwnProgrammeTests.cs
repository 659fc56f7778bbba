using System.Net;
using CsCheck;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Progress;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Progress;

/// <summary>The programme that somebody sees first is the one in which they have something.</summary>
public sealed class OwnProgrammeTests
{
    const string Newer = "ra-2022-b";

    static async Task<string> FirstOfAsync(HttpClient client) => (await client.GetAsync<IReadOnlyList<ShowProgrammes.Line>>("my/programmes"))[0].Code;

    [Fact]
    public async Task A_newer_programme_does_not_hide_the_one_somebody_stands_in()
    {
        await using var season = await Season.OpenAsync();
        await season.ApplyAsync("甲");
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = Newer, OpensOn = Season.Programme.OpensOn }), HttpStatusCode.Created);
        foreach (var caller in new[] { People.ParkStaff(Season.Park), People.UnitMember(Season.Unit), People.Graduate("甲"), People.Supervisor() })
        {
            Assert.Equal(Season.Code, await FirstOfAsync(season.As(caller)));
        }

        // Another park, whose target and positions are in the newer one.
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Newer}/targets/hengyang", new SetTarget.Request(10, "省厅下达")));
        Assert.Equal(Newer, await FirstOfAsync(season.As(People.ParkStaff("hengyang"))));
        await season.AnnounceAsync(Announced.Position("实验员", "成都单位") with { ParkId = "chengdu", Programme = Newer });
        Assert.Equal(Newer, await FirstOfAsync(season.As(People.ParkStaff("chengdu"))));
        Assert.Equal(Newer, await FirstOfAsync(season.As(People.UnitMember("成都单位"))));
    }

    [Fact]
    public void What_is_under_way_and_theirs_comes_first_whatever_else_there_is() =>
        Gen.Select(Gen.Int[-400, 400], Gen.Int[0, 300], Gen.Int[0, 2], Gen.Int[0, 1])
            .Select((opens, days, targets, taken) => new ListOwnProgrammes.Row
            {
                Code = $"p{opens + 400}-{days}-{targets}-{taken}",
                OpensOn = new DateOnly(2022, 7, 1).AddDays(opens),
                ClosesOn = new DateOnly(2022, 7, 1).AddDays(opens + days),
                Targets = targets,
                TakenUp = taken,
            })
            .Array[1, 8]
            .Sample(programmes =>
            {
                var today = new DateOnly(2022, 7, 1);
                foreach (var role in new[] { Roles.ParkStaff, Roles.UnitMember, Roles.Graduate, Roles.Supervisor })
                {
                    var ordered = ListOwnProgrammes.InOrder(programmes, role, today).ToList();
                    var running = programmes.Where(one => one.RunsOn(today)).ToList();
                    Assert.Equal(programmes.Length, ordered.Count);
                    Assert.True(!running.Exists(one => one.Targets > 0) || (ordered[0].RunsOn(today) && ordered[0].Targets > 0));
                    Assert.True(role == Roles.Supervisor || !programmes.Any(one => one.Targets + one.TakenUp > 0) || ordered[0].Targets + ordered[0].TakenUp > 0);
                    Assert.True(role != Roles.Supervisor || running.Count == 0 || ordered[0].Targets == running.Max(one => one.Targets));
                }
            });
}
