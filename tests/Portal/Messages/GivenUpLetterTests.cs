using System.Net;
using System.Text.Json;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>What could not be sent, as an operator sees it.</summary>
public sealed class GivenUpLetterTests
{
    static readonly Caller Service = new(Testing.People.IdOf("service"), Roles.Service, "operations", null, null, null);

    [Fact]
    public async Task An_operator_sees_what_could_not_be_sent_without_address_and_text_and_has_it_sent_or_discards_it()
    {
        await using var gateway = await SmsGateway.StartAsync();
        gateway.Answer = request => (422, $"{request.To} is blocked");
        await using var office = await PostOffice.OpenAsync(gateway.Settings());
        await office.QueueAsync(PostOffice.Sms("验证码 204871", "13800138000"), PostOffice.Sms("验证码 990011", "13900139000"));
        await office.RowsAsync(rows => rows.All(row => row.GivenUpAt is not null), "both are given up");
        using var operations = office.Host.As(Service, "portal");

        var list = await operations.GetAsync<JsonElement>("letters/given-up");
        Assert.Equal(2, list.GetProperty("total").GetInt32());
        var first = list.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("address").GetString() == "138****8000");
        Assert.Equal("422 138****8000 is blocked", first.GetProperty("reason").GetString());
        Assert.Equal("sms", first.GetProperty("channel").GetString());
        Assert.Equal(1, first.GetProperty("attempts").GetInt32());
        Assert.DoesNotContain("204871", list.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("13800138000", list.GetRawText(), StringComparison.Ordinal);

        gateway.Answer = _ => (200, "");
        var id = first.GetProperty("messageId").GetGuid();
        using (var again = await operations.PostAsync($"letters/given-up/{id}/retry", new { }))
        {
            Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        }

        await Eventually.True(() => gateway.Requests.Count(request => request.Id == id) == 2, "it is sent now");
        var other = Assert.Single(await office.RowsAsync(rows => rows.Count == 1, "its row is gone"));
        using (var gone = await operations.DeleteAsync(new Uri($"letters/given-up/{other.MessageId}", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        }

        Assert.Empty(await office.RowsAsync());
        await Eventually.True(async () => await office.TroubleAsync("sms given up") is null, "health has nothing to count any more");
    }

    [Fact]
    public async Task All_that_still_say_something_are_sent_by_one_request()
    {
        await using var gateway = await SmsGateway.StartAsync();
        gateway.Answer = _ => (400, "broken");
        await using var office = await PostOffice.OpenAsync(gateway.Settings());
        var soon = office.Clock.GetUtcNow().AddMinutes(10);
        await office.QueueAsync([.. Enumerable.Range(0, 5).Select(number => PostOffice.Sms($"第 {number} 条")), PostOffice.Sms("验证码", until: soon), PostOffice.Sms("还有效", until: soon.AddDays(3))]);
        await office.RowsAsync(rows => rows.All(row => row.GivenUpAt is not null), "all are given up");
        await office.PassAsync(TimeSpan.FromHours(30));
        gateway.Answer = _ => (200, "");
        using var operations = office.Host.As(Service, "portal");

        using (var answer = await operations.PostAsync("letters/given-up/retry", new { }))
        {
            Assert.Equal(6, (await answer.ReadAsync<JsonElement>()).GetProperty("letters").GetInt32());
        }

        var left = Assert.Single(await office.RowsAsync(rows => rows.Count == 1, "all but one are sent"));
        Assert.NotNull(left.GivenUpAt);
        using var refused = await operations.PostAsync($"letters/given-up/{left.MessageId}/retry", new { });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("letter.void", (await refused.ReadAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_letter_that_is_not_there_or_not_given_up_is_404()
    {
        await using var office = await PostOffice.OpenAsync();
        await office.QueueAsync(PostOffice.Sms());
        var waiting = Assert.Single(await office.RowsAsync()).MessageId;
        using var operations = office.Host.As(Service, "portal");
        foreach (var id in new[] { Guid.CreateVersion7(), waiting })
        {
            using var again = await operations.PostAsync($"letters/given-up/{id}/retry", new { });
            Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
            using var gone = await operations.DeleteAsync(new Uri($"letters/given-up/{id}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }

        Assert.Single(await office.RowsAsync());
    }

    [Fact]
    public async Task Nobody_else_is_let_in()
    {
        await using var office = await PostOffice.OpenAsync();
        foreach (var caller in new[] { Testing.People.Graduate("陈晓雯"), Testing.People.UnitMember("启明智造"), Testing.People.ParkStaff("weifang") })
        {
            using var client = office.Host.As(caller, "portal");
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri("letters/given-up", UriKind.Relative))).StatusCode);
        }

        using var anonymous = office.Host.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync(new Uri("api/portal/letters/given-up", UriKind.Relative))).StatusCode);
        using var supervisor = office.Host.As(Testing.People.Supervisor(), "portal");
        Assert.Equal(0, (await supervisor.GetAsync<JsonElement>("letters/given-up")).GetProperty("total").GetInt32());
    }
}
