using RaMatch.Portal.Messages;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>What may be queued, and how long it is tried.</summary>
public sealed class LetterTests
{
    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "Email", "", "面试邀请", "正文" },
        { "Email", "chen", "面试邀请", "正文" },
        { "Email", "chen@example", "面试邀请", "正文" },
        { "Email", "chen@example.cn,li@example.cn", "面试邀请", "正文" },
        { "Email", "chen@example.cn\r\nRCPT TO:<li@example.cn>", "面试邀请", "正文" },
        { "Email", "陈 <chen@example.cn>", "面试邀请", "正文" },
        { "Email", " chen@example.cn", "面试邀请", "正文" },
        { "Email", "ｃhen@example.cn", "面试邀请", "正文" },
        { "Email", "13800138000", "面试邀请", "正文" },
        { "Email", "chen@example.cn", " ", "正文" },
        { "Email", "chen@example.cn", "面试邀请", "\n" },
        { "Email", "chen@example.cn", new string('面', 501), "正文" },
        { "Email", "chen@example.cn", "面试邀请", new string('文', 100_001) },
        { "Sms", "chen@example.cn", "", "正文" },
        { "Sms", "1380013800", "", "正文" },
        { "Sms", "+8613800138000", "", "正文" },
        { "Sms", "13800138000", "", "" },
        { "Sms", "13800138000", "", new string('文', 501) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_could_be_sent_to_nobody_is_refused_where_it_is_queued(string channel, string address, string subject, string text)
    {
        await using var office = await PostOffice.OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => office.QueueAsync(PostOffice.Email(), new Letter(Enum.Parse<Channel>(channel), address, subject, text)));
        // What it was to tell did not happen either.
        Assert.Empty(await office.RowsAsync());
    }

    [Fact]
    public async Task A_letter_is_tried_for_a_day_or_as_long_as_it_says_something()
    {
        await using var office = await PostOffice.OpenAsync();
        var now = office.Clock.GetUtcNow();
        await office.QueueAsync(PostOffice.Email("a@example.cn"));
        await office.QueueAsync(PostOffice.Email("b@example.cn", until: now.AddMinutes(10)));
        await office.QueueAsync(PostOffice.Email("c@example.cn", until: now.AddDays(7)));

        var rows = (await office.RowsAsync()).ToDictionary(row => row.Address, row => row.ExpiresAt - now);
        Assert.Equal(TimeSpan.FromHours(24), rows["a@example.cn"]);
        Assert.Equal(TimeSpan.FromMinutes(10), rows["b@example.cn"]);
        Assert.Equal(TimeSpan.FromHours(24), rows["c@example.cn"]);
    }

    [Fact]
    public async Task After_an_address_is_forgotten_nothing_of_its_letters_remains()
    {
        await using var server = MailServer.Start();
        server.OfRecipient = _ => new SmtpServer.Protocol.SmtpResponse(SmtpServer.Protocol.SmtpReplyCode.MailboxUnavailable, "no such user");
        await using var office = await PostOffice.OpenAsync(server.Settings());
        // One given up, one that waits for a channel that is not there, and one of somebody else.
        await office.QueueAsync(PostOffice.Email("chen@example.cn"), PostOffice.Sms(address: "13800138000"), PostOffice.Sms(address: "13900139000"));
        await office.RowsAsync(rows => rows.Any(row => row.GivenUpAt is not null), "the e-mail is given up");

        await office.Db.WriteAsync(async unit =>
        {
            await Letters.ForgetAsync(unit, "chen@example.cn");
            await Letters.ForgetAsync(unit, "13800138000");
        });

        Assert.Equal("13900139000", Assert.Single(await office.RowsAsync()).Address);
    }

    [Fact]
    public void Rests_double_from_a_minute_to_four_hours_and_no_two_letters_come_again_together()
    {
        var id = Guid.CreateVersion7();
        double[] usual = [.. Enumerable.Range(1, 12).Select(attempt => Math.Min(Math.Pow(2, attempt - 1), 240))];
        double[] rests = [.. Enumerable.Range(1, 12).Select(attempt => BackOff.After(attempt, id).TotalMinutes)];
        Assert.All(usual.Zip(rests), pair => Assert.InRange(pair.Second, pair.First * 0.8, pair.First * 1.2));
        Assert.Equal(rests, Enumerable.Range(1, 12).Select(attempt => BackOff.After(attempt, id).TotalMinutes));
        Assert.InRange(BackOff.After(long.MaxValue / 200, id), TimeSpan.FromHours(3), TimeSpan.FromHours(5));
        Assert.True(Enumerable.Range(0, 100).Select(_ => BackOff.After(1, Guid.CreateVersion7())).Distinct().Count() > 30);
    }
}
