using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RaMatch.Platform.Messaging;
using RaMatch.Portal.Messages;
using RaMatch.Testing;
using SmtpServer.Protocol;
using Xunit;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>When a letter is sent, how often, and by whom.</summary>
public sealed class SenderTests
{
    [Fact]
    public async Task A_letter_of_what_did_not_happen_is_not_sent()
    {
        await using var gateway = await SmsGateway.StartAsync();
        await using var office = await PostOffice.OpenAsync(gateway.Settings());
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => office.Db.WriteAsync(async unit =>
        {
            await Letters.QueueAsync(unit, PostOffice.Sms("取消了的事"));
            throw new TimeZoneNotFoundException();
        }));
        await office.QueueAsync(PostOffice.Sms("发生了的事"));
        await office.SentAsync();
        Assert.Equal("发生了的事", Assert.Single(gateway.Requests).Text);
    }

    [Fact]
    public async Task Letters_are_handed_over_oldest_first_and_several_at_once_at_most()
    {
        await using var server = MailServer.Start();
        await using var office = await PostOffice.OpenAsync();
        for (var number = 0; number < 40; number++)
        {
            await office.QueueAsync(PostOffice.Email($"a{number}@example.cn"));
            office.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var folder = office.Host.Folder;
        await office.Host.StopAsync();
        await using var sending = await PostOffice.OpenAsync(server.Settings(), folder, office.Clock);
        await sending.SentAsync();

        var order = server.Letters.Select(one => int.Parse(one.Recipients.Single()[1..].Split('@')[0], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        // As many as are under way may overtake one another.
        Assert.All(order.Index(), one => Assert.InRange(one.Item - one.Index, -ChannelLoop.AtOnce * 2, ChannelLoop.AtOnce * 2));
        Assert.InRange(server.MostAtOnce, 1, ChannelLoop.AtOnce);
    }

    [Fact]
    public async Task A_letter_that_fails_rests_longer_each_time_and_is_given_up_after_a_day()
    {
        await using var server = MailServer.Start();
        var attempts = 0;
        server.OfLetter = _ =>
        {
            attempts++;
            return new SmtpResponse(SmtpReplyCode.Aborted, "not now");
        };
        await using var office = await PostOffice.OpenAsync(server.Settings());
        var queued = office.Clock.GetUtcNow();
        await office.QueueAsync(PostOffice.Email());

        var rests = new List<double>();
        while (true)
        {
            var attempt = rests.Count + 1;
            // While it is held it is due after a minute for the attempt and two for the rest.
            var row = Assert.Single(await office.RowsAsync(
                rows => rows[0].Attempts == attempt && (rows[0].GivenUpAt is not null || (rows[0].LastError is not null && rows[0].AvailableAt - office.Clock.GetUtcNow() != TimeSpan.FromMinutes(3))),
                $"attempt {attempt} is noted"));
            if (row.GivenUpAt is { } at)
            {
                Assert.InRange(at - queued, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
                Assert.StartsWith("451 not now", row.LastError, StringComparison.Ordinal);
                break;
            }

            rests.Add((row.AvailableAt - office.Clock.GetUtcNow()).TotalMinutes);
            // Not a moment earlier.
            await office.PassAsync(row.AvailableAt - office.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempt, attempts);
            await office.PassAsync(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(rests.Count, 9, 14);
        // The last one ends just before the letter does.
        Assert.All(rests.SkipLast(1).Index(), rest => Assert.InRange(rest.Item, Math.Min(Math.Pow(2, rest.Index), 240) * 0.8, Math.Min(Math.Pow(2, rest.Index), 240) * 1.2));
        Assert.Equal(rests.Count + 1, attempts);
    }

    [Fact]
    public async Task A_letter_that_says_nothing_any_more_is_not_sent()
    {
        await using var gateway = await SmsGateway.StartAsync();
        gateway.Answer = request => request.Text.Contains("验证码", StringComparison.Ordinal) ? (503, "later") : (200, "");
        await using var office = await PostOffice.OpenAsync(gateway.Settings());
        await office.QueueAsync(PostOffice.Sms(until: office.Clock.GetUtcNow().AddSeconds(90)));
        await office.RowsAsync(rows => rows[0].LastError is not null, "it has been tried");

        await office.PassAsync(TimeSpan.FromSeconds(91));
        Assert.Equal("503 later", Assert.Single(await office.RowsAsync(rows => rows[0].GivenUpAt is not null, "it is given up")).LastError);
        Assert.Single(gateway.Requests);
    }

    [Fact]
    public async Task Without_a_channel_its_letters_wait_and_health_says_so_until_it_is_there_or_a_day_has_gone()
    {
        await using var gateway = await SmsGateway.StartAsync();
        var office = await PostOffice.OpenAsync();
        Assert.False(office.Host.Services.GetRequiredService<Channels>().Has(Channel.Sms));
        await office.QueueAsync(PostOffice.Sms("第一条"));
        await Eventually.True(async () => await office.TroubleAsync("sms") == "1 letters wait, and Sms:Url is not set.", "health says that the letter waits");
        await office.PassAsync(TimeSpan.FromHours(25));
        await office.RowsAsync(rows => rows[0].GivenUpAt is not null, "it is given up after a day");
        await office.QueueAsync(PostOffice.Sms("第二条"));
        var folder = office.Host.Folder;
        await office.Host.StopAsync();

        await using var sending = await PostOffice.OpenAsync(gateway.Settings(), folder, office.Clock);
        var channels = sending.Host.Services.GetRequiredService<Channels>();
        Assert.True(channels.Has(Channel.Sms));
        Assert.False(channels.Has(Channel.Email));
        await sending.RowsAsync(rows => rows is [{ GivenUpAt: not null, LastError: "This installation has no such channel." }], "the second is sent, the first given up");
        Assert.Equal("第二条", Assert.Single(gateway.Requests).Text);
        Assert.Null(await sending.TroubleAsync("sms"));
        await office.DisposeAsync();
    }

    [Fact]
    public async Task Two_portals_on_one_database_send_each_letter_once()
    {
        await using var gateway = await SmsGateway.StartAsync();
        await using var office = await PostOffice.OpenAsync(gateway.Settings());
        var services = office.Host.Services;
        // What a second process would run, on the same database.
        var settings = services.GetRequiredService<Channels>().Sms!;
        var clients = services.GetRequiredService<IHttpClientFactory>();
        using var stop = new CancellationTokenSource();
        var second = new ChannelLoop(Channel.Sms, () => new SmsCourier(settings, clients.CreateClient(SmsCourier.Client), office.Clock), settings.Limit, office.Db, office.Clock, new DeliveryHealth(), NullLogger.Instance)
            .RunAsync(stop.Token);
        await office.QueueAsync(Enumerable.Range(0, 300).Select(number => PostOffice.Sms($"第 {number} 条")));
        await office.SentAsync();
        await stop.CancelAsync();
        await second;

        Assert.Equal(300, gateway.Requests.Count);
        Assert.Equal(300, gateway.Requests.Select(request => request.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_portal_that_is_stopped_while_a_letter_is_under_way_leaves_it_for_the_next_at_once()
    {
        await using var gateway = await SmsGateway.StartAsync();
        gateway.Hangs = true;
        var office = await PostOffice.OpenAsync(gateway.Settings());
        await office.QueueAsync(PostOffice.Sms());
        await Eventually.True(() => gateway.Requests.Count == 1, "the letter is under way");
        var folder = office.Host.Folder;
        await office.Host.StopAsync();

        gateway.Hangs = false;
        // The clock has not moved: nobody waits for a lease.
        await using var sending = await PostOffice.OpenAsync(gateway.Settings(), folder, office.Clock);
        await sending.SentAsync();
        Assert.Single(gateway.Requests.Select(request => request.Id).Distinct());
        await office.DisposeAsync();
    }

    [Fact]
    public async Task What_was_given_up_a_month_ago_is_forgotten()
    {
        await using var gateway = await SmsGateway.StartAsync();
        gateway.Answer = _ => (422, "no such number");
        await using var office = await PostOffice.OpenAsync(gateway.Settings());
        await office.QueueAsync(PostOffice.Sms());
        await office.RowsAsync(rows => rows[0].GivenUpAt is not null, "it is given up");
        await Eventually.True(async () => await office.TroubleAsync("sms given up") is not null, "health counts it");
        await office.PassAsync(TimeSpan.FromDays(31));
        await office.SentAsync();
        await Eventually.True(async () => await office.TroubleAsync("sms given up") is null, "health has nothing to count any more");
    }
}

/// <summary>Counts what the process holds, so nothing else may run beside it.</summary>
[Collection(nameof(Alone))]
public sealed class ManyLettersTests(ITestOutputHelper output)
{
    // RAMATCH_LONG=1: as many as a park writes in a month.
    static readonly int Many = Environment.GetEnvironmentVariable("RAMATCH_LONG") == "1" ? 10_000 : 2_000;
    const long MostMore = 16 * 1024 * 1024;

    [Fact]
    public async Task Letters_by_the_thousand_are_sent_without_being_held_in_memory()
    {
        // Twelve thousand bytes each in memory, and more again composed: held, the two thousand would be fifty megabytes.
        var text = new string('文', 6_000);
        await using var server = MailServer.Start(keeps: false);
        await using var office = await PostOffice.OpenAsync(server.Settings());
        for (var part = 0; part < Many / 500; part++)
        {
            await office.QueueAsync(Enumerable.Range(0, 500).Select(number => PostOffice.Email($"a{number}@example.cn", text: text)));
        }

        await Eventually.True(() => server.Taken >= Many / 10, "a tenth is sent", TimeSpan.FromMinutes(5));
        var early = GC.GetTotalMemory(forceFullCollection: true);
        await Eventually.True(() => server.Taken >= Many * 9 / 10, "nine tenths are sent", TimeSpan.FromMinutes(5));
        var late = GC.GetTotalMemory(forceFullCollection: true);
        await Eventually.True(async () => await office.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM message")) == 0, "all are sent", TimeSpan.FromMinutes(5));
        Assert.Equal(Many, server.Taken);

        output.WriteLine($"{early / 1024} KB after a tenth, {late / 1024} KB after nine; at most {server.MostAtOnce} at once");
        Assert.True(late - early < MostMore, $"{(late - early) / 1024} KB more.");
        Assert.InRange(server.MostAtOnce, 1, ChannelLoop.AtOnce);
    }
}

/// <summary>Nothing runs beside these.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
