using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Portal.Messages;
using RaMatch.Portal.Tests.Pages;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>In a demonstration letters are read on a page.</summary>
public sealed class DemoMessagesTests
{
    [Fact]
    public async Task In_a_demonstration_letters_land_on_a_page_and_nothing_leaves_the_machine()
    {
        await using var server = MailServer.Start();
        await using var gateway = await SmsGateway.StartAsync();
        var settings = server.Settings([.. gateway.Settings().Select(pair => (pair.Key, pair.Value)), ("Demo:Enabled", "true")]);
        await using var office = await PostOffice.OpenAsync(settings);
        var channels = office.Host.Services.GetRequiredService<Channels>();
        Assert.True(channels.Has(Channel.Email) && channels.Has(Channel.Sms));
        for (var number = 1; number <= 24; number++)
        {
            await office.QueueAsync(PostOffice.Email(subject: $"第 {number} 封"));
            office.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await office.QueueAsync(PostOffice.Sms("验证码 204871\n<b>十分钟</b>内有效"));
        using var visitor = new Visitor(office.Host.Address);
        await visitor.OpenAsync("/sign-in");
        await visitor.OpenAsync(visitor.LinkTo("/demo/messages"));

        Assert.Equal("25 条邮件和短信", visitor.Title);
        Assert.Contains("13800138000", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("<b>十分钟</b>内有效", visitor.Text, StringComparison.Ordinal);
        Assert.True(visitor.Text.IndexOf("204871", StringComparison.Ordinal) < visitor.Text.IndexOf("第 24 封", StringComparison.Ordinal));
        Assert.DoesNotContain("第 5 封", visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync(visitor.LinkTo("/demo/messages", "page=2"));
        Assert.Contains("第 5 封", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("chen@example.cn", visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync("/demo/messages?page=zwei");
        Assert.Equal("25 条邮件和短信", visitor.Title);

        Assert.Equal((0, 0), (server.Taken, gateway.Requests.Count));
        Assert.All(await office.RowsAsync(), row => Assert.Equal(0, row.Attempts));
        Assert.Null(await office.TroubleAsync("e-mail"));
    }

    [Fact]
    public async Task Elsewhere_there_is_no_such_page()
    {
        await using var office = await PostOffice.OpenAsync();
        await office.QueueAsync(PostOffice.Sms());
        using var visitor = new Visitor(office.Host.Address);
        await visitor.OpenAsync("/demo/messages");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.DoesNotContain("204871", visitor.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("13800138000", visitor.Html, StringComparison.Ordinal);
        await visitor.OpenAsync("/sign-in");
        Assert.DoesNotContain("/demo/messages", visitor.Html, StringComparison.Ordinal);
    }
}
