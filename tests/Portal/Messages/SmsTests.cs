using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>SMS by the documented request.</summary>
public sealed class SmsTests
{
    [Fact]
    public async Task An_SMS_is_one_signed_request_with_its_id_as_idempotency_key()
    {
        await using var gateway = await SmsGateway.StartAsync();
        await using var office = await PostOffice.OpenAsync(gateway.Settings(("Sms:Sign", "潍坊高新区")));
        await office.QueueAsync(PostOffice.Sms("您有一个面试邀请 \"周五\" <前>\n请答复。🎓", "13800138000"));
        await office.SentAsync();

        var request = Assert.Single(gateway.Requests);
        Assert.Equal(("13800138000", "【潍坊高新区】您有一个面试邀请 \"周五\" <前>\n请答复。🎓"), (request.To, request.Text));
        Assert.Equal(request.Id.ToString(), request.IdempotencyKey);
        Assert.Equal(office.Clock.GetUtcNow().ToUnixTimeSeconds(), request.SignedAt);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(409, true)]
    [InlineData(413, true)]
    [InlineData(422, true)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(408, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    [InlineData(302, false)]
    [InlineData(307, false)]
    public async Task What_the_gateway_refuses_is_given_up_and_all_else_is_tried_again_with_the_same_id(int status, bool isRefusal)
    {
        await using var gateway = await SmsGateway.StartAsync();
        gateway.Answer = request => (status, $"{request.To} 204871 +86 138-0013-8000 https://ra.example.cn/invitation/abc is on the list\n{new string('x', 10_000)}");
        await using var office = await PostOffice.OpenAsync(gateway.Settings());
        await office.QueueAsync(PostOffice.Sms());

        var row = Assert.Single(await office.RowsAsync(rows => rows[0].LastError is not null, "it has been tried"));
        Assert.StartsWith($"{status} 138****8000 **** +**** **** is on the list x", row.LastError, StringComparison.Ordinal);
        Assert.True(row.LastError!.Length < 400);
        Assert.Equal(isRefusal, row.GivenUpAt is not null);
        Assert.Equal(isRefusal, await office.TroubleAsync("sms") is null);

        gateway.Answer = _ => (200, "");
        await office.PassAsync(TimeSpan.FromMinutes(2));
        if (isRefusal)
        {
            await office.QueueAsync(PostOffice.Sms(address: "13900139000"));
            await Eventually.True(() => gateway.Requests.Any(request => request.To == "13900139000"), "the next is sent");
            Assert.Single(gateway.Requests, request => request.To == "13800138000");
        }
        else
        {
            await office.SentAsync();
            Assert.Equal([row.MessageId, row.MessageId], gateway.Requests.Select(request => request.Id));
            Assert.Null(await office.TroubleAsync("sms"));
        }

        // A redirect is followed nowhere.
        Assert.Equal(0, gateway.Elsewhere);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_left_after_its_time()
    {
        await using var gateway = await SmsGateway.StartAsync();
        gateway.Hangs = true;
        await using var office = await PostOffice.OpenAsync(gateway.Settings(("Sms:TimeoutSeconds", "1")));
        await office.QueueAsync(PostOffice.Sms());
        var row = Assert.Single(await office.RowsAsync(rows => rows[0].LastError is not null, "it has been tried"));
        Assert.Equal("No answer within 1 seconds.", row.LastError);
        Assert.Null(row.GivenUpAt);
    }

    [Fact]
    public async Task Another_key_than_the_gateways_is_refused_there()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("key"), new string('k', 32));
        await using var gateway = await SmsGateway.StartAsync();
        await using var office = await PostOffice.OpenAsync(gateway.Settings(("Sms:KeyFile", folder.Combine("key"))));
        await office.QueueAsync(PostOffice.Sms());
        var row = Assert.Single(await office.RowsAsync(rows => rows[0].LastError is not null, "it has been tried"));
        Assert.StartsWith("401", row.LastError, StringComparison.Ordinal);
        Assert.Empty(gateway.Requests);
    }
}
