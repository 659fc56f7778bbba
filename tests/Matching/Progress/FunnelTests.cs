using CsCheck;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Progress;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Progress;

/// <summary>A funnel gets no wider, ends in what counts, and each of its numbers opens as many rows.</summary>
public sealed class FunnelTests
{
    static readonly IReadOnlyList<PlacementStage> Way = [.. Enum.GetValues<PlacementStage>().Where(stage => stage <= PlacementStage.Counted)];

    [Fact]
    public void However_placements_move_no_stage_has_more_than_the_one_before() =>
        Gen.Select(Gen.Enum<PlacementStage>().Array[0, 6], Gen.Bool).Array[0, 40].Sample(placements =>
        {
            var (reached, standing) = (new Dictionary<PlacementStage, long>(), new Dictionary<PlacementStage, long>());
            foreach (var (moves, _) in placements)
            {
                var history = new List<PlacementStage>();
                foreach (var to in moves.Prepend(PlacementStage.Applied))
                {
                    var way = history.Where(Way.Contains).Select(stage => (PlacementStage?)stage).DefaultIfEmpty().Max();
                    foreach (var stage in StageSums.Passed(way, to, history.Count(one => one == to)))
                    {
                        reached[stage] = reached.GetValueOrDefault(stage) + 1;
                    }

                    history.Add(to);
                }

                standing[history[^1]] = standing.GetValueOrDefault(history[^1]) + 1;
            }

            // Of those that counted and have ended some count on, where the rules say so.
            var ended = placements.Count(one => one.Item2 && one.Item1 is [.., PlacementStage.Terminated] && one.Item1.Contains(PlacementStage.Counted));
            var counted = standing.GetValueOrDefault(PlacementStage.Counted) + ended;
            var funnel = ShowProgress.FunnelOf(
                [.. Enum.GetValues<PlacementStage>().Select(stage => new ShowProgress.Standing { Stage = stage, Placements = standing.GetValueOrDefault(stage), Reached = reached.GetValueOrDefault(stage) })],
                counted).ToDictionary(one => one.Stage, one => one.Placements);
            Assert.Equal(placements.Length, funnel.GetValueOrDefault(PlacementStage.Applied));
            Assert.Equal(counted, funnel.GetValueOrDefault(PlacementStage.Counted));
            Assert.All(Way.Skip(1), stage => Assert.True(funnel.GetValueOrDefault(stage) <= funnel.GetValueOrDefault(stage - 1), $"{stage} is wider"));
        });

    [Fact]
    public async Task Whoever_skips_a_stage_has_passed_it_and_every_number_opens_its_rows()
    {
        await using var season = await Season.OpenAsync(seats: 9);
        await season.ApplyAsync("甲");
        await season.OfferAsync("乙");
        await season.SignAsync("丙");
        await season.CountAsync("丁");
        var uncounted = await season.CountAsync("戊");
        await Season.Must(season.ParkStaff.PostAsync($"placements/{uncounted}/uncount", new UncountHire.Request("社保未缴")));
        var ended = await season.CountAsync("己");
        await Season.Must(season.Member.PostAsync($"placements/{ended}/terminate", new Terminate.Request(new DateOnly(2022, 6, 28), "个人原因离职")));

        var page = await season.ParkStaff.GetAsync<ShowProgress.Response>($"progress/{Season.Park}?programme={Season.Code}");
        // Nobody was interviewed: whoever got an offer has passed it. The one that ended and the one un-counted are no hires that count.
        Assert.Equal([6L, 5, 5, 5, 4, 3, 2, 1], page.Funnel.Where(one => one.Stage <= PlacementStage.Counted).Select(one => one.Placements));
        Assert.Equal((page.Numbers.Claimed, page.Numbers.Counted), (3, 1));
        foreach (var one in page.Funnel)
        {
            var stage = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(one.Stage.ToString());
            var rows = await season.ParkStaff.GetAsync<PageOf<OpenNumber.Hire>>($"progress/{Season.Park}/hires?programme={Season.Code}&reached={stage}");
            Assert.Equal((one.Stage, one.Placements), (one.Stage, rows.Total));
        }
    }
}
