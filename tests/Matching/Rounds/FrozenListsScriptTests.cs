using RaMatch.Matching.Rounds.Lists;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>Rounds that were closed when a wish was a row of its own are what they were.</summary>
public sealed class FrozenListsScriptTests
{
    [Fact]
    public async Task The_wishes_of_rounds_closed_before_are_in_the_lists_of_their_graduates()
    {
        await using var schema = await SchemaBefore.OpenAsync(typeof(MatchingDb).Assembly, "frozen_lists");
        var (first, second) = (new FrozenWish(People.IdOf("岗位一"), People.IdOf("投递一"), 1000, 0), new FrozenWish(People.IdOf("岗位二"), People.IdOf("投递二"), 7, null));
        await schema.RunAsync($"""
            INSERT INTO round_park (round_id, park_id) VALUES ('r', 'weifang'), ('r', 'hengyang'), ('other', 'weifang');
            INSERT INTO round_position VALUES ('r', '{first.PositionId}', 'u', 'weifang', 't', 'n', 1, 1), ('r', '{second.PositionId}', 'u', 'weifang', 't', 'n', 1, 1);
            INSERT INTO round_applicant VALUES ('r', 'g', 'a', 1), ('other', 'g', 'b', 1);
            INSERT INTO round_wish VALUES ('r', 'g', 2, '{second.PositionId}', '{second.PlacementId}', 7, NULL, 507), ('r', 'g', 1, '{first.PositionId}', '{first.PlacementId}', 1000, 0, 1000);
            INSERT INTO round_seat (round_id, number, placement_id, graduate_id, position_id, park_id, rank, score, lottery, stable_rank)
            VALUES ('r', 1, '{first.PlacementId}', 'g', '{first.PositionId}', 'weifang', 1, 1000, 1, 2);
            """);
        await schema.ApplyAsync();

        Assert.Equal([first, second], FrozenWish.Unpack(await OneAsync<byte[]>(schema, "SELECT wishes FROM round_applicant WHERE round_id = 'r'")));
        Assert.Empty(await OneAsync<byte[]>(schema, "SELECT wishes FROM round_applicant WHERE round_id = 'other'"));
        Assert.Equal(second.PositionId.ToString(), await OneAsync<string>(schema, "SELECT stable_position_id FROM round_seat"));
        Assert.Equal("hengyang 0, weifang 1", await OneAsync<string>(schema, "SELECT group_concat(park_id || ' ' || graduates, ', ' ORDER BY park_id) FROM round_park WHERE round_id = 'r'"));
    }

    static async Task<T> OneAsync<T>(SchemaBefore schema, string sql) => Assert.Single(await schema.ReadAsync<T>(sql));
}
