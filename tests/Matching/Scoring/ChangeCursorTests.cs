using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>A log whose numbers are handed out before the commit is read to the end, whatever the order of the commits.</summary>
public sealed class ChangeCursorTests
{
    static readonly DateTimeOffset Now = Announced.Morning;

    [Fact]
    public void A_number_passed_over_is_asked_for_until_it_comes()
    {
        var cursor = ChangeCursor.Start.After([1, 2, 5], Now);
        Assert.Equal(5, cursor.Last);
        Assert.Equal([3, 4], cursor.Missing);
        cursor = cursor.After([3, 6, 8], Now.AddSeconds(1));
        Assert.Equal([4, 7], cursor.Missing);
        cursor = cursor.After([4, 7], Now.AddSeconds(2));
        Assert.Equal(8, cursor.Last);
        Assert.Empty(cursor.Missing);
    }

    [Fact]
    public void A_number_that_no_transaction_can_bring_any_more_is_let_go()
    {
        var cursor = ChangeCursor.Start.After([2], Now).After([4], Now.AddMinutes(1));
        Assert.Equal([1, 3], cursor.Missing);
        Assert.Equal([3], cursor.After([5], Now + ChangeCursor.Patience + TimeSpan.FromSeconds(1)).Missing);
    }

    [Fact]
    public void The_numbers_a_server_leaves_out_when_it_starts_again_are_not_asked_for()
    {
        Assert.Empty(ChangeCursor.Start.After([1, 1002], Now).Missing);
        Assert.Equal(999, ChangeCursor.Start.After([1, 1001], Now).Missing.Count);
    }

    [Fact]
    public void No_statement_gets_more_parameters_than_a_server_takes()
    {
        var cursor = ChangeCursor.Start.After(Enumerable.Range(1, 1500).Select(number => 2L * number), Now);
        Assert.Equal((3000, 1000, 2999), (cursor.Last, cursor.Missing.Count, cursor.Missing[^1]));
    }

    [Fact]
    public async Task A_change_committed_after_one_with_a_higher_number_is_seen()
    {
        await using var season = await Season.OpenAsync();
        await season.AnnounceAsync(Announced.Graduate("王明"));
        var database = season.Host.Database();
        using var market = new Market();
        Task<long> FloorAsync() => database.ReadAsync(reader => market.AskAsync(reader, now => now.FindGraduate(People.IdOf("王明"))!.Candidate.PayFloorFen));
        // A server hands out the numbers itself unless told otherwise.
        var own = database.Dialect == Dialect.SqlServer ? "SET IDENTITY_INSERT market_news ON; " : "";
        Task TellAsync(long ahead, string subject, Guid id) => database.WriteAsync(unit => unit.ExecuteAsync(
            own + "INSERT INTO market_news (news_number, subject, subject_id, told_at) SELECT MAX(news_number) + @ahead, @subject, @id, 0 FROM market_news", new { ahead, subject, id }));

        Assert.Equal(500_000, await FloorAsync());
        // Two transactions have taken the next numbers; the second commits first, and is read.
        await TellAsync(2, "Unit", People.IdOf("别的单位"));
        Assert.Equal(500_000, await FloorAsync());
        await database.WriteAsync(unit => unit.ExecuteAsync("UPDATE graduate SET pay_floor_fen = 400000"));
        await TellAsync(-1, "Graduate", People.IdOf("王明"));
        Assert.Equal(400_000, await FloorAsync());
    }
}
