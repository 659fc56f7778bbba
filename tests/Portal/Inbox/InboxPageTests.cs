using System.Net;
using RaMatch.Contracts;
using RaMatch.Portal.Inbox;
using RaMatch.Portal.Tests.Pages;
using RaMatch.Portal.Tests.People;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Inbox;

/// <summary>What somebody sees of what was told: a number on each page, lines by matter, and each leads to the very thing.</summary>
public sealed class InboxPageTests
{
    [Fact]
    public async Task A_graduate_sees_a_number_reads_what_has_happened_and_is_led_to_it()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        var subject = await installation.SubjectOfAsync("陈晓雯");
        await graduate.OpenAsync("/m/inbox");
        Assert.Equal("还没有通知", graduate.Title);
        Assert.DoesNotContain("class=\"badge\"", graduate.Html, StringComparison.Ordinal);

        var placement = Guid.NewGuid();
        await installation.TellAsync("posting", Told.Position());
        await installation.TellAsync("matching", Told.Placement(placement, 3, PlacementStage.Interviewing, subject, Told.At.AddDays(1)), Told.Placement(placement, 4, PlacementStage.Offered, subject, expiresAt: Told.At.AddDays(5)));
        await Told.ExpectAsync(installation, Audience.Graduate(subject), "(InterviewInvited)", "OfferMade");
        await Eventually.True(async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM known_position")) == 1, "The position should be known.");

        await graduate.OpenAsync("/m/me");
        Assert.Contains("class=\"badge\"><span aria-hidden=\"true\">1</span>", graduate.Html, StringComparison.Ordinal);
        await graduate.OpenAsync("/m/inbox");
        Assert.Equal("1 条未读", graduate.Title);
        Assert.Contains("启明智造科技 · 数据分析工程师", graduate.Text, StringComparison.Ordinal);
        Assert.Contains("您收到录用通知", graduate.Text, StringComparison.Ordinal);
        Assert.Contains("请在 7 月 3 日 10:00 前答复，还剩 5 天。", graduate.Text, StringComparison.Ordinal);
        Assert.Contains("已有新进展", graduate.Text, StringComparison.Ordinal);

        await OpenAsync(graduate, placement.ToString(), NotificationKind.OfferMade);
        Assert.Equal("/m/offers", graduate.Address);
        await graduate.OpenAsync("/m/inbox");
        Assert.Equal("都看过了", graduate.Title);
        // A second tap leads there again.
        await OpenAsync(graduate, placement.ToString(), NotificationKind.OfferMade);
        Assert.Equal("/m/offers", graduate.Address);
    }

    [Fact]
    public async Task Each_member_of_a_unit_reads_for_himself_and_whoever_joins_reads_on_from_there()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        var unitId = await installation.UnitOfAsync("高婧");
        await TellOfApplicationsAsync(installation, unitId, 2);
        await Told.ExpectAsync(installation, Audience.Unit(unitId), "Applied", "Applied");
        installation.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await owner.OpenAsync("/members");
        await owner.SubmitAsync("invite", ("name", "何雨"), ("address", "he@example.com"), ("capacity", "recruiter"));
        using var recruiter = await installation.AcceptAsync("he@example.com", "何雨");
        await recruiter.OpenAsync("/unit/inbox");
        Assert.Equal("都看过了", recruiter.Title);

        installation.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await TellOfApplicationsAsync(installation, unitId, 1);
        await Told.ExpectAsync(installation, Audience.Unit(unitId), "Applied", "Applied", "Applied");
        await recruiter.OpenAsync("/unit/inbox");
        Assert.Equal("1 条未读", recruiter.Title);
        // What waits is counted whole.
        Assert.Contains("3 份新投递", recruiter.Text, StringComparison.Ordinal);
        await OpenAsync(recruiter, Told.PositionId.ToString(), NotificationKind.Applied);
        // A unit that is not registered yet is led on from there.
        Assert.StartsWith("/unit", recruiter.Address, StringComparison.Ordinal);
        Assert.DoesNotContain("inbox", recruiter.Address, StringComparison.Ordinal);
        await recruiter.OpenAsync("/unit/inbox");
        Assert.Equal("都看过了", recruiter.Title);
        await owner.OpenAsync("/unit/inbox");
        Assert.Equal("1 条未读", owner.Title);
        await owner.SendAsync("/inbox/read");
        Assert.Equal("都看过了", owner.Title);
        Assert.Contains("已全部标为已读。", owner.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_opens_what_others_were_told_and_what_is_gone_says_so()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        var placement = Guid.NewGuid();
        await installation.TellAsync("matching", Told.Placement(placement, 4, PlacementStage.Offered, Guid.NewGuid(), expiresAt: Told.At.AddDays(5)), Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, await installation.SubjectOfAsync("陈晓雯")), Told.Round(1, Told.At.AddDays(3)));
        await Told.ExpectAsync(installation, Audience.Graduate(await installation.SubjectOfAsync("陈晓雯")), "RoundOpened");
        await graduate.OpenAsync("/m/inbox");
        Assert.Contains("撮合轮次开始", graduate.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("收到录用通知", graduate.Text, StringComparison.Ordinal);
        foreach (var (matter, kind) in new[] { (placement.ToString(), "OfferMade"), (Told.RoundId.ToString(), "Nonsense"), (Told.RoundId.ToString(), "3"), ("", "RoundOpened"), (new string('x', 4000), "RoundOpened") })
        {
            await graduate.OpenAsync("/m/inbox");
            await graduate.PostAsync("/inbox/open", [.. graduate.Hidden("/inbox/open").Where(field => field.Name is not ("matter" or "kind")), ("matter", matter), ("kind", kind)]);
            Assert.Equal(HttpStatusCode.OK, graduate.Status);
            Assert.Equal("/m/inbox", graduate.Address);
            Assert.Contains("这条通知已经不在了", graduate.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0L, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification_read")));
    }

    [Fact]
    public async Task Ten_thousand_notifications_of_one_unit_are_a_page_of_lines()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        var unitId = await installation.UnitOfAsync("高婧");
        await installation.Db.WriteAsync(async unit =>
        {
            for (var number = 0; number < 10_000; number++)
            {
                await new Notification(Audience.Unit(unitId), NotificationKind.Applied, Guid.NewGuid(), 1, Told.PositionId.ToString(), Told.At) { PositionId = Told.PositionId }.TellAsync(unit);
            }

            for (var number = 0; number < 45; number++)
            {
                var position = Guid.NewGuid();
                await new Notification(Audience.Unit(unitId), NotificationKind.PositionPublished, position, 1, position.ToString(), Told.At) { PositionId = position }.TellAsync(unit);
            }
        });
        await owner.OpenAsync("/unit/inbox");
        Assert.Equal("46 条未读", owner.Title);
        Assert.Contains("第 1–20 条，共 46 条", owner.Text, StringComparison.Ordinal);
        await owner.OpenAsync(owner.LinkTo("/unit/inbox", "page=2"));
        await owner.OpenAsync(owner.LinkTo("/unit/inbox", "page=3"));
        Assert.Contains("第 41–46 条，共 46 条", owner.Text, StringComparison.Ordinal);
        var all = "";
        foreach (var page in new[] { 1, 2, 3 })
        {
            await owner.OpenAsync($"/unit/inbox?page={page}");
            all += owner.Text;
        }

        Assert.Contains("10000 份新投递", all, StringComparison.Ordinal);
        await owner.OpenAsync("/unit/inbox?page=zwei");
        Assert.Contains("第 1–20 条", owner.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_has_words_a_topic_and_an_address_of_a_page_that_its_audience_may_open()
    {
        await using var installation = await Installation.StartAsync();
        var routes = System.Reflection.Assembly.GetAssembly(typeof(PortalService))!.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(Microsoft.AspNetCore.Components.RouteAttribute), false).Cast<Microsoft.AspNetCore.Components.RouteAttribute>())
            .Select(route => route.Template).ToList();
        var homes = new Dictionary<AudienceKind, string> { [AudienceKind.Graduate] = "/m", [AudienceKind.Unit] = "/unit", [AudienceKind.Park] = "/park", [AudienceKind.Supervisors] = "/supervisor" };
        foreach (var (audience, kind) in Kinds())
        {
            var line = new InboxLine
            {
                Audience = audience,
                Kind = kind,
                SubjectId = Guid.NewGuid(),
                PositionId = Told.PositionId,
                Standing = 1,
                FactsText = RaMatch.Platform.Web.Json.Text(new NotificationFacts { At = Told.At.AddDays(1), On = new DateOnly(2022, 7, 5), Title = "过半", Name = "启明", Due = 150, Counted = 40, Names = [Told.Park] }),
            };
            foreach (var shown in new[] { line, line with { Standing = 3, Unread = 3 } })
            {
                var said = NotificationWords.Of(shown, Told.At);
                Assert.True(said.Title.Length is > 3 and < 40, $"{kind}: {said.Title}");
                var path = said.Address.Split('?', '#')[0].Split('/').Select(part => Guid.TryParse(part, out _) ? "{}" : part);
                Assert.StartsWith(homes[audience], said.Address, StringComparison.Ordinal);
                Assert.Contains(string.Join('/', path), routes.Select(route => System.Text.RegularExpressions.Regex.Replace(route, "[{][^}]*[}]", "{}")));
            }

            Assert.Contains(Topics.Of(kind), Topics.For(audience));
            Assert.True(NotificationWords.Heading(line).Length > 1);
        }

        Assert.Equal(Enum.GetValues<NotificationKind>().Order(), Kinds().Select(one => one.Kind).Distinct().Order());
    }

    static IEnumerable<(AudienceKind Audience, NotificationKind Kind)> Kinds()
    {
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            foreach (var audience in kind switch
            {
                NotificationKind.InterviewInvited or NotificationKind.InterviewChanged or NotificationKind.OfferMade or NotificationKind.OfferExpiring or NotificationKind.OfferWithdrawn
                    or NotificationKind.Rejected or NotificationKind.PositionChanged or NotificationKind.HireToConfirm or NotificationKind.HireEnded or NotificationKind.RoundClosing
                    or NotificationKind.WishesReminded or NotificationKind.ConfirmationReminded => new[] { AudienceKind.Graduate },
                NotificationKind.OfferExpired or NotificationKind.HireCounted or NotificationKind.HireUncounted or NotificationKind.RoundOpened or NotificationKind.RoundOver =>
                    [AudienceKind.Graduate, AudienceKind.Unit],
                NotificationKind.UnitWaiting or NotificationKind.PositionWaiting or NotificationKind.EvidenceWaiting or NotificationKind.DisputeDecided or NotificationKind.MilestoneNear => [AudienceKind.Park],
                NotificationKind.DisputeOpened or NotificationKind.MilestoneMissed or NotificationKind.NumbersDiffer => [AudienceKind.Park, AudienceKind.Supervisors],
                _ => [AudienceKind.Unit],
            })
            {
                yield return (audience, kind);
            }
        }
    }

    static async Task TellOfApplicationsAsync(Installation installation, Guid unitId, int count) => await installation.TellAsync("matching",
        [.. Enumerable.Range(0, count).Select(_ => Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, Guid.NewGuid()) with { UnitId = unitId })]);

    static Task OpenAsync(Visitor visitor, string matter, NotificationKind kind) =>
        visitor.PostAsync("/inbox/open", [.. visitor.Hidden("/inbox/open").Where(field => field.Name is not ("matter" or "kind")), ("matter", matter), ("kind", kind.ToString())]);
}
