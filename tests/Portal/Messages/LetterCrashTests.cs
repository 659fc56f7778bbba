using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>A portal dies at the points between which a letter is handed over and noted. The second portal is another process on the same data.</summary>
public sealed class LetterCrashTests
{
    [Theory]
    // Taken by the portal, said to nobody: the next one sends it, once.
    [InlineData("letters.taken:1", 0)]
    // Handed over and not noted: the one window in which a letter goes out twice, and the same id tells.
    [InlineData("letters.handed-over:1", 1)]
    public async Task A_portal_killed_before_it_has_noted_a_letter_sends_it_again_under_the_same_id(string crashAt, int before)
    {
        await using var server = MailServer.Start();
        await using var gateway = await SmsGateway.StartAsync();
        var clock = new ManualClock();
        clock.Set(TimeProvider.System.GetUtcNow());
        await using var office = await PostOffice.OpenAsync(clock: clock);
        await office.QueueAsync(PostOffice.Email(), PostOffice.Sms());
        var folder = office.Host.Folder;
        await office.Host.StopAsync();

        await DyingPortal.RunAsync(folder, server.Settings(), crashAt);
        Assert.Equal(before, server.Taken);
        await DyingPortal.RunAsync(folder, gateway.Settings(), crashAt);
        Assert.Equal(before, gateway.Requests.Count);

        var all = server.Settings([.. gateway.Settings().Select(pair => (pair.Key, pair.Value))]);
        await using var next = await PostOffice.OpenAsync(all, folder, clock);
        // Until the lease is over nobody touches them; then both go out.
        Assert.All(await next.RowsAsync(), row => Assert.Equal(1, row.Attempts));
        await next.PassAsync(TimeSpan.FromMinutes(5));
        await next.SentAsync();
        Assert.Equal((before + 1, before + 1), (server.Taken, gateway.Requests.Count));
        Assert.Single(server.Letters.Select(one => one.Letter.MessageId).Distinct());
        Assert.Single(gateway.Requests.Select(request => request.IdempotencyKey).Distinct());
    }
}
