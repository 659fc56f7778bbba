using System.Net;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.People;
using RaMatch.Portal.Tests.Pages;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>Who brings whom in, by links that hold once and for two days, and how members go.</summary>
public sealed class InvitationTests
{
    [Fact]
    public async Task A_supervisor_invited_by_the_command_enrols_invites_a_park_and_the_park_signs_in()
    {
        using var folder = new TemporaryFolder();
        var link = await CommandAsync(folder);
        await using var installation = await Installation.StartAsync(folder: folder.Path);
        using var supervisor = installation.Visitor();
        await supervisor.OpenAsync(link);
        Assert.Equal("邀请您加入主管部门", supervisor.Title);
        await installation.RegisterAsync(supervisor, "周望舒", "zhou@example.com");
        Assert.Equal("请先设置动态验证码", supervisor.Title);

        // Nothing else opens before.
        foreach (var page in new[] { "/supervisor", "/members", "/supervisor/programmes/new" })
        {
            await supervisor.OpenAsync(page);
            Assert.Equal("请先设置动态验证码", supervisor.Title);
        }

        var codes = await installation.EnrolAsync(supervisor);
        Assert.Equal(10, codes.Count);
        Assert.Equal("还没有专项", supervisor.Title);

        await supervisor.OpenAsync("/members");
        await supervisor.SubmitAsync("invite", ("name", "林知远"), ("address", "lin@example.com"), ("capacity", "administrator"), ("parkId", "weifang"));
        Assert.Contains("邀请已发送给林知远", supervisor.Text, StringComparison.Ordinal);
        using var park = await installation.AcceptAsync("lin@example.com", "林知远");
        Assert.Equal("请先设置动态验证码", park.Title);
        await installation.EnrolAsync(park);
        await park.OpenAsync("/park/units");
        Assert.Equal("没有等待核验的单位", park.Title);
        await park.OpenAsync("/supervisor");
        Assert.Equal("这个页面不属于您当前的身份", park.Title);

        await park.OpenAsync("/members");
        await park.SubmitAsync("invite", ("name", "孙敏"), ("address", "13900139000"), ("capacity", "reviewer"));
        using var reviewer = await installation.AcceptAsync("13900139000", "孙敏");
        await installation.EnrolAsync(reviewer);
        await reviewer.OpenAsync("/members");
        Assert.Equal("2 位成员", reviewer.Title);
        Assert.DoesNotContain("发送邀请", reviewer.Text, StringComparison.Ordinal);

        using var again = installation.Visitor();
        await Installation.SignInAsync(again, "lin@example.com");
        Assert.Equal("请输入动态验证码", again.Title);
        await again.OpenAsync("/park");
        Assert.Equal("登录后继续", again.Title);
    }

    [Fact]
    public async Task A_unit_invites_a_recruiter_who_may_not_invite_and_is_removed_at_once()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await InviteAsync(owner, "王刚", "wang@example.com", "recruiter");
        using var recruiter = await installation.AcceptAsync("wang@example.com", "王刚");
        await recruiter.OpenAsync("/unit/profile");
        Assert.Equal("先登记单位，再发布岗位", recruiter.Title);

        await recruiter.OpenAsync("/members");
        Assert.Equal("2 位成员", recruiter.Title);
        Assert.DoesNotContain("发送邀请", recruiter.Text, StringComparison.Ordinal);
        var (ownersId, recruitersId) = (await installation.MembershipOfAsync("高婧"), await installation.MembershipOfAsync("王刚"));
        foreach (var (form, fields) in new (string, (string, string)[])[] { ($"/members/{ownersId}/end", []), ($"/members/{ownersId}/capacity", [("capacity", "viewer")]), ($"/members/{recruitersId}/capacity", [("capacity", "owner")]) })
        {
            await recruiter.OpenAsync("/members");
            await recruiter.PostAsync(form, [.. recruiter.Hidden("/sign-out"), .. fields]);
            Assert.Contains("不能管理成员", recruiter.Text, StringComparison.Ordinal);
        }

        await owner.OpenAsync("/members");
        await owner.SendAsync($"/members/{recruitersId}/capacity", ("capacity", "viewer"));
        Assert.Contains("权限已更改", owner.Text, StringComparison.Ordinal);
        Assert.Equal(nameof(Capacity.Viewer), await installation.Db.ReadAsync(reader => reader.GetAsync<string>("SELECT capacity FROM membership WHERE membership_id = @recruitersId", new { recruitersId })));
        await owner.SendAsync($"/members/{recruitersId}/end");
        Assert.Equal("1 位成员", owner.Title);
        // In the trail stands what was done, and nothing of what was refused.
        Assert.Equal(
            ["/members", "/members/{membershipId:guid}/capacity", "/members/{membershipId:guid}/end"],
            await installation.Db.ReadAsync(reader => reader.QueryAsync<string>("SELECT action FROM audit_entry ORDER BY action")));
        await recruiter.OpenAsync("/unit");
        Assert.NotEqual("/unit", recruiter.Address);
        Assert.Equal("王刚的账号", recruiter.Title);
    }

    [Fact]
    public async Task The_last_who_can_bring_others_in_stays_until_there_is_another()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        var ownersId = await installation.MembershipOfAsync("高婧");
        await Offices.NameAsync(installation.Db, await installation.Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT unit_id FROM membership")), "启明智造有限公司");
        await LeaveAsync(owner, ownersId);
        Assert.Contains("最后一位能管理成员的人", owner.Text, StringComparison.Ordinal);
        await InviteAsync(owner, "王刚", "wang@example.com", "owner");
        using var second = await installation.AcceptAsync("wang@example.com", "王刚");
        var secondsId = await installation.MembershipOfAsync("王刚");

        // Each ends the other at the same moment: one of them stays.
        await owner.OpenAsync("/members");
        await second.OpenAsync("/members");
        await Task.WhenAll(owner.SendAsync($"/members/{secondsId}/end"), second.SendAsync($"/members/{ownersId}/end"));
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM membership WHERE ended_at IS NULL")));
    }

    [Fact]
    public async Task Whoever_may_bring_nobody_in_any_more_has_invited_nobody()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await InviteAsync(owner, "王刚", "wang@example.com", "owner");
        using var second = await installation.AcceptAsync("wang@example.com", "王刚");
        await InviteAsync(second, "王刚的小号", "again@example.com", "owner");
        var link = await installation.LinkAsync("again@example.com");
        await owner.OpenAsync("/members");
        await owner.SendAsync($"/members/{await installation.MembershipOfAsync("王刚")}/capacity", ("capacity", "viewer"));
        await AssertGoneAsync(installation, link);

        // A page that was open before sends nothing after.
        await second.SubmitAsync("invite", ("name", "李雷"), ("address", "li@example.com"), ("capacity", "owner"));
        Assert.Empty(await installation.LettersAsync("li@example.com"));
    }

    [Fact]
    public async Task Of_two_invitations_to_one_address_the_later_one_can_be_used()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await InviteAsync(owner, "王刚", "wang@example.com", "recruiter");
        var first = await installation.LinkAsync("wang@example.com");
        await owner.SendAgainAsync();
        Assert.Contains("邀请已发送给王刚", owner.Text, StringComparison.Ordinal);
        await AssertGoneAsync(installation, first);
        using var second = await installation.AcceptAsync("wang@example.com", "王刚");
        Assert.Equal(2, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM membership WHERE ended_at IS NULL")));
    }

    [Fact]
    public async Task Who_is_removed_while_the_request_is_under_way_brings_nobody_in()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        var (accountId, membership) = await installation.Db.ReadAsync(async reader => (
            await reader.GetAsync<Guid>("SELECT account_id FROM membership"),
            Assert.Single(await reader.QueryAsync<Membership>("SELECT membership_id, subject_id, role, unit_id, park_id, capacity, office FROM membership", new { }))));
        // As the request found it.
        var session = new AccountSession(Guid.CreateVersion7(), accountId, "", "高婧", false, false, membership.MembershipId, [membership]);
        Assert.True(await HoldsAsync());
        foreach (var change in new[] { "UPDATE membership SET capacity = 'Recruiter'", "UPDATE membership SET capacity = 'Owner', ended_at = 0" })
        {
            await installation.Db.WriteAsync(unit => unit.ExecuteAsync(change, new { }));
            Assert.False(await HoldsAsync());
        }

        Task<bool> HoldsAsync() => installation.Db.WriteAsync(unit => Sessions.HoldsLeadAsync(unit, session));
    }

    [Fact]
    public async Task A_link_is_used_once_for_two_days_unless_it_is_taken_back_and_a_foreign_one_opens_nothing()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await InviteAsync(owner, "王刚", "wang@example.com", "recruiter");
        var link = await installation.LinkAsync("wang@example.com");
        using (await installation.AcceptAsync("wang@example.com", "王刚"))
        {
            await AssertGoneAsync(installation, link);
        }

        await InviteAsync(owner, "李雷", "li@example.com", "viewer");
        var revoked = await installation.LinkAsync("li@example.com");
        var id = await installation.Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT invitation_id FROM invitation WHERE used_at IS NULL"));
        await owner.SendAsync($"/members/invitations/{id}/revoke");
        Assert.Contains("邀请已撤回", owner.Text, StringComparison.Ordinal);
        await AssertGoneAsync(installation, revoked);

        await InviteAsync(owner, "韩梅", "han@example.com", "viewer");
        var late = await installation.LinkAsync("han@example.com");
        installation.Host.Clock.Advance(Invitation.Lifetime);
        await AssertGoneAsync(installation, late);
        await AssertGoneAsync(installation, "/invitation/" + DrawnSecret.Draw());
        Assert.DoesNotContain(late.Split('/')[^1], string.Concat(await installation.Db.ReadAsync(reader => reader.QueryAsync<string>("SELECT secret_hash FROM invitation"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_accepted_and_opens_the_link_again_is_told_so_and_led_on()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await InviteAsync(owner, "陈晓雯", "13800138000", "recruiter");
        var link = await installation.LinkAsync("13800138000");
        using var both = await installation.GraduateAsync();
        await both.OpenAsync(link);
        await both.SubmitAsync("accept");
        // A second tap, and the link once more, as the other of the two.
        await both.SendAgainAsync();
        Assert.Equal("您已接受这个邀请", both.Title);
        await both.OpenAsync("/account");
        await both.SendAsync("/account/acting");
        Assert.Contains("您现在的身份：毕业生", both.Text, StringComparison.Ordinal);
        await both.OpenAsync(link);
        Assert.Equal("您已接受这个邀请", both.Title);
        Assert.Contains("招聘专员", both.Text, StringComparison.Ordinal);
        await both.SubmitAsync("accept");
        Assert.StartsWith("/unit", both.Address, StringComparison.Ordinal);
        Assert.Equal(2, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM membership WHERE role = @role", new { role = Roles.UnitMember })));
        await AssertGoneAsync(installation, link);
        using var other = await installation.GraduateAsync("13800138001", "李雷");
        await other.OpenAsync(link);
        Assert.Equal("这个邀请链接不能用了", other.Title);
    }

    [Fact]
    public async Task Of_two_who_use_a_link_at_once_one_becomes_a_member()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await InviteAsync(owner, "王刚", "wang@example.com", "owner");
        var link = await installation.LinkAsync("wang@example.com");
        using var one = await installation.GraduateAsync("13800138001", "甲");
        using var two = await installation.GraduateAsync("13800138002", "乙");
        await one.OpenAsync(link);
        await two.OpenAsync(link);
        await Task.WhenAll(one.SubmitAsync("accept"), two.SubmitAsync("accept"));
        Assert.Equal(2, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM membership WHERE role = @role", new { role = Roles.UnitMember })));
    }

    [Fact]
    public async Task Whoever_acts_for_two_switches_by_a_button_and_a_form_of_the_other_identity_is_not_taken()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await InviteAsync(owner, "陈晓雯", "13800138000", "recruiter");
        using var both = await installation.GraduateAsync();
        await both.OpenAsync(await installation.LinkAsync("13800138000"));
        await both.SubmitAsync("accept");
        await both.OpenAsync("/unit/profile");
        Assert.Contains("招聘专员", both.Text, StringComparison.Ordinal);
        Assert.Contains("切换身份", both.Text, StringComparison.Ordinal);
        var ofTheUnit = both.Hidden("/sign-out");
        await both.SendAsync("/account/acting");
        Assert.Contains("您现在的身份：毕业生", both.Text, StringComparison.Ordinal);
        await both.PostAsync("/m/consents", [.. ofTheUnit, ("purpose", "matching"), ("version", "2"), ("give", "true")]);
        Assert.Equal(HttpStatusCode.BadRequest, both.Status);
        await both.OpenAsync("/unit");
        Assert.Equal("这个页面不属于您当前的身份", both.Title);
    }

    static async Task InviteAsync(Visitor by, string name, string address, string capacity)
    {
        await by.OpenAsync("/members");
        await by.SubmitAsync("invite", ("name", name), ("address", address), ("capacity", capacity));
        Assert.Contains($"邀请已发送给{name}", by.Text, StringComparison.Ordinal);
    }

    static async Task LeaveAsync(Visitor visitor, Guid membershipId)
    {
        await visitor.OpenAsync("/members");
        await visitor.PostAsync($"/members/{membershipId}/end", visitor.Hidden("/sign-out"));
    }

    static async Task AssertGoneAsync(Installation installation, string link)
    {
        using var late = installation.Visitor();
        await late.OpenAsync(link);
        Assert.Equal("这个邀请链接不能用了", late.Title);
    }

    // As a person at a terminal, before the portal runs.
    static async Task<string> CommandAsync(TemporaryFolder folder)
    {
        var settings = await SqlServerDatabases.SettingsAsync(folder.Path, ["posting", "applicant", "matching", "portal"]);
        var (was, output) = (Console.Out, new StringWriter());
        Console.SetOut(output);
        try
        {
            Assert.Equal(0, await PeopleCommands.RunAsync(["invite", "supervisor", "周望舒", "zhou@example.com", "--data", folder.Path, "--Portal:Address", "https://ra.example.cn", .. settings.SelectMany(one => new[] { "--" + one.Key, one.Value! })], new PortalService()));
        }
        finally
        {
            Console.SetOut(was);
        }

        return new Uri(output.ToString().Split('\n').Last(line => line.Contains("/invitation/", StringComparison.Ordinal)).Trim()).PathAndQuery;
    }
}
