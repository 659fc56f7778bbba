using Microsoft.Extensions.DependencyInjection;
using RaMatch.Portal.Tests.Pages;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Inbox;

/// <summary>A park reminds whom it waits for: once a day, and in a demonstration the letter is read on a page.</summary>
public sealed class ReminderTests
{
    [Fact]
    public async Task The_evidence_desk_reminds_the_unit_and_the_graduate_once_a_day()
    {
        await using var programme = await Programme.OpenAsync();
        var placement = await SignedAsync(programme);
        using var staff = new Visitor(programme.Host.Address);
        await staff.SignInAsync("park", "/park/evidence");
        Assert.Contains("提醒单位和本人", staff.Text, StringComparison.Ordinal);
        await staff.SendAsync($"/park/evidence/{placement}/remind");
        Assert.Contains("已提醒单位补齐材料、毕业生确认录用。", staff.Text, StringComparison.Ordinal);
        await staff.SendAgainAsync();
        Assert.Contains("今天已经提醒过，明天可以再提醒。", staff.Text, StringComparison.Ordinal);

        using var member = new Visitor(programme.Host.Address);
        await member.SignInAsync("unit", "/unit/inbox");
        Assert.Contains("请补齐录用人员的证明材料（园区提醒）", member.Text, StringComparison.Ordinal);
        using var graduate = new Visitor(programme.Host.Address);
        await graduate.SignInAsync("graduate", "/m/inbox");
        Assert.Contains("请您确认录用（管理部门提醒）", graduate.Text, StringComparison.Ordinal);
        await Eventually.Passes(
            async () =>
            {
                await graduate.OpenAsync("/demo/messages");
                Assert.Contains("请您确认录用（管理部门提醒）（启明智造科技（潍坊）有限公司 · 嵌入式软件工程师）", graduate.Text, StringComparison.Ordinal);
            },
            "In a demonstration the letter should be on its page.");

        programme.Host.Clock.Advance(TimeSpan.FromDays(1));
        await staff.SignInAsync("park", "/park/evidence");
        await staff.SendAsync($"/park/evidence/{placement}/remind");
        Assert.Contains("已提醒单位补齐材料、毕业生确认录用。", staff.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_parks_hire_cannot_be_reminded_of_and_a_counted_one_has_nothing_to_mend()
    {
        await using var programme = await Programme.OpenAsync();
        var placement = await SignedAsync(programme);
        using var other = new Visitor(programme.Host.Address);
        await other.SignInAsync("park-hengyang", "/park/evidence");
        await other.OpenAsync("/park/inbox");
        var token = other.Hidden("/sign-out").Where(field => field.Name.StartsWith("__", StringComparison.Ordinal)).ToArray();
        await other.PostAsync($"/park/evidence/{placement}/remind", token);
        Assert.Contains("没有这条", other.Text, StringComparison.Ordinal);
        await other.PostAsync($"/park/evidence/{Guid.NewGuid()}/remind", token);
        Assert.Contains("没有这条", other.Text, StringComparison.Ordinal);

        using var member = new Visitor(programme.Host.Address);
        await member.SignInAsync("unit", "/unit/inbox");
        Assert.DoesNotContain("园区提醒", member.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rounds_page_reminds_all_who_have_not_ranked_or_graded()
    {
        await using var programme = await Programme.OpenAsync();
        var small = await SmallRound.PrepareAsync(programme);
        await small.OpenAsync();
        using var staff = new Visitor(programme.Host.Address);
        await staff.SignInAsync("park", $"/park/rounds/{small.RoundId}/readiness");
        await staff.SendAsync($"/park/rounds/{small.RoundId}/remind");
        Assert.Matches("已提醒 [0-9]+ 人。", staff.Text);
        await staff.SendAsync($"/park/rounds/{small.RoundId}/remind");
        Assert.Contains("今天已经提醒过", staff.Text, StringComparison.Ordinal);
        await staff.OpenAsync($"/park/rounds/{small.RoundId}/readiness?who=units");
        await staff.SendAsync($"/park/rounds/{small.RoundId}/remind");
        Assert.Contains("已提醒 1 家单位。", staff.Text, StringComparison.Ordinal);

        using var member = new Visitor(programme.Host.Address);
        await member.SignInAsync("unit", "/unit/inbox");
        Assert.Contains("请您为候选人评分（管理部门提醒）", member.Text, StringComparison.Ordinal);
        await programme.DoAsync(Programme.Staff, "matching", HttpMethod.Post, $"rounds/{small.RoundId}/cancel", new { reason = "改期" });
        await Eventually.Passes(
            async () =>
            {
                await member.OpenAsync("/unit/inbox");
                Assert.Contains("撮合轮次已取消", member.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("还剩", member.Text, StringComparison.Ordinal);
            },
            "A round that is called off waits for nobody.");
    }

    static async Task<Guid> SignedAsync(Programme programme)
    {
        var position = await programme.PublishAsync();
        await programme.IntroduceGraduateAsync();
        var placement = await programme.ApplyAsync(position);
        await programme.OfferAsync(placement);
        await programme.SignAsync(placement);
        await Eventually.True(
            async () => await programme.Host.Services.GetRequiredService<PortalDb>().ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification WHERE kind = 'HireToConfirm'")) == 1,
            "The portal should have heard that the agreement is signed.");
        return placement;
    }
}
