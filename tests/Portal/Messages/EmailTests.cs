using System.Net;
using MimeKit;
using RaMatch.Testing;
using SmtpServer.Protocol;
using Xunit;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>E-mail over SMTP, with servers that are well and servers that are not.</summary>
public sealed class EmailTests
{
    [Fact]
    public async Task An_e_mail_arrives_as_it_was_queued_and_its_row_is_gone()
    {
        await using var server = MailServer.Start();
        await using var office = await PostOffice.OpenAsync(server.Settings(("Mail:FromName", "潍坊高新区, \"科研助理\"")));
        var text = $"陈晓雯，您好：\n\n.一行以句点开头\r\n{new string('长', 3_000)} end of a very long line\n\"引号\", 逗号; emoji 🎓";
        await office.QueueAsync(PostOffice.Email(subject: "启明智造，\"数据分析工程师\", 面试邀请 🎓", text: text));
        await office.SentAsync();

        var (letter, recipients, _, _) = Assert.Single(server.Letters);
        Assert.Equal(["chen@example.cn"], recipients);
        Assert.Equal("启明智造，\"数据分析工程师\", 面试邀请 🎓", letter.Subject);
        Assert.Equal(text.ReplaceLineEndings("\n"), server.Letters[0].Text.ReplaceLineEndings("\n").TrimEnd('\n'));
        var from = Assert.IsType<MailboxAddress>(Assert.Single(letter.From));
        Assert.Equal(("潍坊高新区, \"科研助理\"", "no-reply@ra.example.gov.cn"), (from.Name, from.Address));
        Assert.Equal("chen@example.cn", Assert.IsType<MailboxAddress>(Assert.Single(letter.To)).Address);
        Assert.EndsWith("@ra.example.gov.cn", letter.MessageId!, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(letter.MessageId![..36], out _));
        Assert.Equal("auto-generated", letter.Headers["Auto-Submitted"]);
        Assert.Equal(office.Clock.GetUtcNow(), letter.Date);
    }

    [Theory]
    [InlineData("张三\r\nBcc: thief@example.cn")]
    [InlineData("张三\nBcc: thief@example.cn")]
    [InlineData("张三\rBcc: thief@example.cn\r\n\r\n<html>")]
    [InlineData("张三\u2028Bcc: thief@example.cn")]
    [InlineData("张三\u0000\u0085Bcc: thief@example.cn")]
    [InlineData("=?utf-8?q?Hello=0D=0ABcc:_thief@example.cn?=")]
    public async Task What_somebody_is_called_makes_no_header(string name)
    {
        await using var server = MailServer.Start();
        await using var office = await PostOffice.OpenAsync(server.Settings());
        await office.QueueAsync(PostOffice.Email(subject: $"{name} 的面试", text: $"{name}\r\n.\r\nMAIL FROM:<thief@example.cn>"));
        await office.SentAsync();

        var (letter, recipients, _, _) = Assert.Single(server.Letters);
        Assert.Equal(["chen@example.cn"], recipients);
        Assert.Empty(letter.Bcc);
        Assert.Empty(letter.Headers.Concat(letter.Body!.Headers).Select(header => header.Field)
            .Except(["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To"]));
        Assert.DoesNotContain(letter.Subject!, char.IsControl);
        Assert.EndsWith("的面试", letter.Subject!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_Chinese_is_written_to()
    {
        await using var server = MailServer.Start();
        await using var office = await PostOffice.OpenAsync(server.Settings());
        await office.QueueAsync(PostOffice.Email("陈晓雯@例子.公司"), PostOffice.Email("chen@例子.公司"));
        await office.SentAsync();
        Assert.All(server.Letters, one => Assert.Single(one.Recipients));
        Assert.Equal(["chen@例子.公司", "陈晓雯@例子.公司"], server.Letters.Select(one => ((MailboxAddress)one.Letter.To.Single()).Address).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_that_knows_only_Latin_letters_is_not_asked_for_others()
    {
        await using var server = new BrokenMailServer(connection => connection.ServeUntilAsync("QUIT"));
        await using var office = await PostOffice.OpenAsync(MailServer.SettingsOf(server.Port));
        await office.QueueAsync(PostOffice.Email("陈晓雯@例子.公司"), PostOffice.Email("chen@例子.公司"));
        var row = Assert.Single(await office.RowsAsync(rows => rows is [{ GivenUpAt: not null }], "one is sent and one is given up"));
        Assert.Equal("陈晓雯@例子.公司", row.Address);
        Assert.Contains("SMTPUTF8", row.LastError, StringComparison.Ordinal);
        Assert.Contains("To: chen@xn--fsqu00a.xn--55qx5d", Assert.Single(server.Letters), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_on_this_machine_is_spoken_to_as_it_offers()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("password"), MailServer.Password + "\n");
        await using var server = MailServer.Start(encrypted: true, asksWho: true);
        await using var office = await PostOffice.OpenAsync(server.Settings(("Mail:User", "portal"), ("Mail:PasswordFile", folder.Combine("password"))));
        await office.QueueAsync(PostOffice.Email());
        await office.SentAsync();

        var received = Assert.Single(server.Letters);
        Assert.True(received.IsEncrypted);
        Assert.Equal("portal", received.User);
    }

    [Theory]
    [InlineData(false, "STARTTLS")]
    [InlineData(true, "certificate")]
    public async Task Any_other_server_gets_nothing_unless_it_is_encrypted_and_is_who_it_says(bool encrypted, string reason)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("password"), MailServer.Password);
        await using var server = MailServer.Start(encrypted: encrypted, asksWho: true, everywhere: true);
        // This machine, by a name that any machine could have.
        await using var office = await PostOffice.OpenAsync(server.Settings(("Mail:Host", Dns.GetHostName()), ("Mail:User", "portal"), ("Mail:PasswordFile", folder.Combine("password"))));
        await office.QueueAsync(PostOffice.Email());

        var row = Assert.Single(await office.RowsAsync(rows => rows[0].LastError is not null, "the attempt has come to nothing"));
        Assert.Null(row.GivenUpAt);
        Assert.Contains(reason, row.LastError, StringComparison.OrdinalIgnoreCase);
        await Eventually.True(async () => await office.TroubleAsync("e-mail") is not null, "health names the server");
        Assert.Empty(server.Letters);
    }

    [Fact]
    public async Task A_wrong_password_is_the_installations_fault_and_no_letter_is_given_up_for_it()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("password"), "wrong");
        await using var server = MailServer.Start(asksWho: true);
        await using var office = await PostOffice.OpenAsync(server.Settings(("Mail:User", "portal"), ("Mail:PasswordFile", folder.Combine("password"))));
        await office.QueueAsync(PostOffice.Email());

        var row = Assert.Single(await office.RowsAsync(rows => rows[0].LastError is not null, "the attempt has come to nothing"));
        Assert.Null(row.GivenUpAt);
        Assert.NotNull(await office.TroubleAsync("e-mail"));
        Assert.Empty(server.Letters);
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_given_up_at_once_and_its_neighbours_are_sent()
    {
        await using var server = MailServer.Start();
        server.OfRecipient = to => to.StartsWith("gone", StringComparison.Ordinal) ? new SmtpResponse(SmtpReplyCode.MailboxUnavailable, $"5.1.1 <{to}> User unknown") : null;
        await using var office = await PostOffice.OpenAsync(server.Settings());
        await office.QueueAsync(PostOffice.Email("a@example.cn"), PostOffice.Email("gone@example.cn"), PostOffice.Email("b@example.cn"));

        var row = Assert.Single(await office.RowsAsync(rows => rows is [{ GivenUpAt: not null }], "two are sent and one is given up"));
        Assert.Equal(("gone@example.cn", 1), (row.Address, row.Attempts));
        // The reason is for an operator, who reads no address.
        Assert.StartsWith("550 5.1.1 <g***@example.cn> User unknown", row.LastError, StringComparison.Ordinal);
        Assert.Equal(["a@example.cn", "b@example.cn"], server.Letters.Select(one => one.Recipients.Single()).Order());
        await Eventually.True(async () => await office.TroubleAsync("e-mail given up") is not null, "health counts what was given up");
        Assert.Null(await office.TroubleAsync("e-mail"));
    }

    [Fact]
    public async Task A_policy_that_is_said_at_an_address_ends_no_letter()
    {
        await using var server = MailServer.Start();
        server.OfRecipient = _ => new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "5.7.1 Relaying denied");
        await using var office = await PostOffice.OpenAsync(server.Settings());
        await office.QueueAsync(PostOffice.Email());

        var row = Assert.Single(await office.RowsAsync(rows => rows[0].LastError is not null, "it has been tried"));
        Assert.StartsWith("550 5.7.1 Relaying denied", row.LastError, StringComparison.Ordinal);
        Assert.Null(row.GivenUpAt);
        server.OfRecipient = _ => null;
        await office.PassAsync(TimeSpan.FromSeconds(73));
        await Eventually.True(() => server.Taken == 1, "the letter is taken once the server has been told of us");
    }

    [Fact]
    public async Task A_letter_that_the_server_will_not_have_is_given_up_and_one_it_does_not_take_now_comes_again()
    {
        await using var server = MailServer.Start();
        var full = true;
        server.OfRecipient = to => full && to.StartsWith("full", StringComparison.Ordinal) ? new SmtpResponse(SmtpReplyCode.InsufficientStorage, "no room") : null;
        server.OfLetter = letter => letter.Subject!.Contains("垃圾", StringComparison.Ordinal) ? new SmtpResponse(SmtpReplyCode.TransactionFailed, "looks like spam") : null;
        await using var office = await PostOffice.OpenAsync(server.Settings());
        await office.QueueAsync(PostOffice.Email("full@example.cn"), PostOffice.Email(subject: "像垃圾邮件"));

        var rows = await office.RowsAsync(rows => rows.All(row => row.LastError is not null), "both have been tried");
        Assert.Equal(["452 no room", "554 looks like spam"], rows.Select(row => row.LastError!.Split(',')[0]).Order());
        var waits = Assert.Single(rows, row => row.GivenUpAt is null);
        Assert.InRange(waits.AvailableAt - office.Clock.GetUtcNow(), TimeSpan.FromSeconds(48), TimeSpan.FromSeconds(72));
        // One full box is not the server's trouble.
        Assert.Null(await office.TroubleAsync("e-mail"));

        full = false;
        await office.PassAsync(TimeSpan.FromSeconds(73));
        await Eventually.True(() => server.Taken == 1, "the letter is taken now");
        Assert.Equal($"{waits.MessageId}@ra.example.gov.cn", server.Letters[0].Letter.MessageId);
    }

    [Fact]
    public async Task A_server_that_hangs_is_named_and_holds_up_nothing_else()
    {
        await using var server = new BrokenMailServer(connection => connection.HangAsync());
        await using var gateway = await SmsGateway.StartAsync();
        var settings = gateway.Settings([.. MailServer.SettingsOf(server.Port, ("Mail:TimeoutSeconds", "1")).Select(pair => (pair.Key, pair.Value))]);
        await using var office = await PostOffice.OpenAsync(settings);
        await office.QueueAsync([.. Enumerable.Range(0, 20).Select(number => PostOffice.Email($"a{number}@example.cn")), PostOffice.Sms()]);

        await Eventually.True(() => gateway.Requests.Count == 1, "the SMS is sent");
        await Eventually.True(async () => await office.TroubleAsync("e-mail") == "No answer within 1 seconds.", "health names the server");
        var rows = await office.RowsAsync();
        Assert.Equal(20, rows.Count);
        Assert.All(rows, row => Assert.Null(row.GivenUpAt));
    }

    [Fact]
    public async Task A_server_that_breaks_off_in_the_middle_gets_the_same_letter_again()
    {
        await using var server = new BrokenMailServer(async connection =>
        {
            if (connection.Number > 1)
            {
                await connection.ServeUntilAsync("QUIT");
                return;
            }

            await connection.ServeUntilAsync("DATA");
            await connection.SayAsync("354 go on");
            await connection.ReadLetterAsync(lines: 30);
        });
        await using var office = await PostOffice.OpenAsync(MailServer.SettingsOf(server.Port));
        await office.QueueAsync(PostOffice.Email(text: string.Concat(Enumerable.Repeat("一行\n", 5_000))));
        await office.RowsAsync(rows => rows[0].LastError is not null, "the first attempt was broken off");

        await office.PassAsync(TimeSpan.FromMinutes(2));
        await office.SentAsync();
        static string IdOf(string letter) => letter.Split('\n').Single(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)).Trim();
        Assert.Equal(2, server.Letters.Count);
        Assert.True(server.Letters[0].Length < server.Letters[1].Length);
        Assert.Equal(IdOf(server.Letters[0]), IdOf(server.Letters[1]));
    }

    [Fact]
    public async Task A_server_that_takes_one_letter_a_connection_gets_the_next_over_another()
    {
        await using var server = new BrokenMailServer(async connection =>
        {
            await connection.ServeUntilAsync("DATA");
            await connection.SayAsync("354 go on");
            await connection.ReadLetterAsync();
            await connection.SayAsync("250 ok");
            if (await connection.ServeUntilAsync("MAIL", greet: false) is not null)
            {
                await connection.SayAsync("421 too many letters over this connection");
            }
        });
        await using var office = await PostOffice.OpenAsync(MailServer.SettingsOf(server.Port));
        await office.QueueAsync(Enumerable.Range(0, 12).Select(number => PostOffice.Email($"a{number}@example.cn")));
        // No letter has to wait for that: the clock stands still.
        await office.SentAsync();
        Assert.Equal(12, server.Letters.Count);
    }

    [Fact]
    public async Task A_server_that_is_down_is_asked_now_and_then_and_gets_everything_once_it_is_back()
    {
        var port = FreePort.Next();
        await using var office = await PostOffice.OpenAsync(MailServer.SettingsOf(port));
        await office.QueueAsync(Enumerable.Range(0, 30).Select(number => PostOffice.Email($"a{number}@example.cn")));
        await Eventually.True(async () => await office.TroubleAsync("e-mail") is not null, "health names the server");

        await using var server = MailServer.Start(port);
        // Those that were tried rest for a minute; the others lost nothing by it.
        await Eventually.True(() => server.Taken > 0, "letters go out without anybody's doing");
        await office.RowsAsync(rows => rows.All(row => row.Attempts > 0), "only those are left that have been tried");
        await office.PassAsync(TimeSpan.FromMinutes(30));
        await office.SentAsync();
        Assert.Equal(30, server.Letters.Select(one => one.Recipients.Single()).Distinct().Count());
        Assert.Equal(30, server.Taken);
        Assert.Null(await office.TroubleAsync("e-mail"));
    }
}
