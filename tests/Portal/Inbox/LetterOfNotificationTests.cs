using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Contracts;
using RaMatch.Contracts.Posting;
using RaMatch.Portal.Inbox;
using RaMatch.Portal.Messages;
using RaMatch.Portal.Tests.People;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Inbox;

/// <summary>What people were told reaches them by e-mail and SMS as each prefers, once.</summary>
public sealed partial class LetterOfNotificationTests
{
    const string Email = "chen@example.com";
    const string Mobile = "13800138000";

    [Fact]
    public async Task An_offer_goes_out_at_once_with_what_to_do_and_until_when()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(Email);
        await OfferAsync(installation);
        var letter = await NewestAsync(installation, Email, "录用");
        Assert.Equal("您收到录用通知（启明智造科技 · 数据分析工程师）", letter.Subject);
        Assert.Contains("请在 7 月 3 日 10:00 前答复", letter.Text, StringComparison.Ordinal);
        Assert.Contains("/m/offers", letter.Text, StringComparison.Ordinal);
        Assert.Equal(Told.At.AddDays(5), letter.Until);
    }

    [Fact]
    public async Task Whoever_has_only_a_mobile_number_gets_an_SMS_that_names_nobody()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(Mobile);
        await OfferAsync(installation);
        var letter = await NewestAsync(installation, Mobile, "录用");
        Assert.StartsWith("您收到录用通知，请在 7 月 3 日 10:00 前答复：http", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("启明", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("陈晓雯", letter.Text, StringComparison.Ordinal);

        var subject = await installation.SubjectOfAsync("陈晓雯");
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 5, PlacementStage.Rejected, subject));
        await Told.ExpectAsync(installation, Audience.Graduate(subject), "OfferMade", "Rejected");
        await ToldAllAsync(installation);
        // That it came to nothing is no matter of a deadline.
        Assert.DoesNotContain(await installation.LettersAsync(Mobile), one => one.Text.Contains("没有通过", StringComparison.Ordinal) || one.Text.Contains("新通知", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_settled_before_it_was_due_is_not_sent_and_many_applications_are_one_letter_a_day()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync("gao@example.com");
        var unitId = await installation.UnitOfAsync("高婧");
        var (kept, gone) = (Guid.NewGuid(), Guid.NewGuid());
        await installation.TellAsync("posting", Told.Position());
        await installation.TellAsync("matching", Told.Placement(kept, 1, PlacementStage.Applied, Guid.NewGuid()) with { UnitId = unitId }, Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, Guid.NewGuid()) with { UnitId = unitId }, Told.Placement(gone, 1, PlacementStage.Applied, Guid.NewGuid()) with { UnitId = unitId });
        await installation.TellAsync("matching", Told.Placement(gone, 2, PlacementStage.Shortlisted, Guid.NewGuid()) with { UnitId = unitId });
        await Told.ExpectAsync(installation, Audience.Unit(unitId), "(Applied)", "Applied", "Applied");
        installation.Host.Clock.Advance(TimeSpan.FromHours(1));
        await ToldAllAsync(installation);
        Assert.DoesNotContain(await installation.LettersAsync("gao@example.com"), letter => letter.Text.Contains("新投递", StringComparison.Ordinal));

        // The next morning at half past eight.
        installation.Host.Clock.Set(Told.At.AddHours(22.5 - 1));
        installation.Host.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
        var letter = await NewestAsync(installation, "gao@example.com", "新投递");
        Assert.Equal("2 份新投递（数据分析工程师）", letter.Subject);
        await ToldAllAsync(installation);
        Assert.Single(await installation.LettersAsync("gao@example.com"), one => one.Text.Contains("新投递", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_has_been_read_by_the_morning_is_not_in_the_daily_letter()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync("gao@example.com");
        var unitId = await installation.UnitOfAsync("高婧");
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, Guid.NewGuid()) with { UnitId = unitId });
        await Told.ExpectAsync(installation, Audience.Unit(unitId), "Applied");
        installation.Host.Clock.Advance(TimeSpan.FromHours(1));
        await ToldAllAsync(installation);
        await owner.OpenAsync("/unit/inbox");
        await owner.SendAsync("/inbox/read");
        installation.Host.Clock.Set(Told.At.AddHours(24));
        await Eventually.True(async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification_digest")) == 0, "The daily letter should have been looked at.");
        Assert.DoesNotContain(await installation.LettersAsync("gao@example.com"), letter => letter.Text.Contains("新投递", StringComparison.Ordinal));
    }

    [Fact]
    public async Task By_choice_a_topic_comes_daily_or_never_and_at_night_nothing_comes()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(Email);
        var subject = await installation.SubjectOfAsync("陈晓雯");
        await graduate.OpenAsync("/account/notices");
        Assert.Contains("面试", graduate.Text, StringComparison.Ordinal);
        await graduate.SubmitAsync("notices", Choices(("interviews-email", "daily"), ("outcomes-email", "never"), ("quiet-from", "540"), ("quiet-until", "1260")));
        Assert.Contains("接收方式已保存。", graduate.Text, StringComparison.Ordinal);
        Assert.Matches("name=\"outcomes-email\".*?value=\"never\" selected", graduate.Html.ReplaceLineEndings(" "));

        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 5, PlacementStage.Rejected, subject), Told.Placement(Guid.NewGuid(), 3, PlacementStage.Interviewing, subject, Told.At.AddDays(3)), Told.Placement(Guid.NewGuid(), 9, PlacementStage.Terminated, subject));
        await Told.ExpectAsync(installation, Audience.Graduate(subject), "HireEnded", "InterviewInvited", "Rejected");
        await ToldAllAsync(installation);
        // It is ten o'clock: what is sent at once is sent at nine in the evening.
        Assert.DoesNotContain(await installation.LettersAsync(Email), letter => letter.Text.Contains("解除", StringComparison.Ordinal));
        installation.Host.Clock.Set(Told.At.AddHours(11));
        Assert.Equal("协议已解除（投递的岗位）", (await NewestAsync(installation, Email, "解除")).Subject);
        Assert.DoesNotContain(await installation.LettersAsync(Email), letter => letter.Text.Contains("没有通过", StringComparison.Ordinal) || letter.Text.Contains("面试", StringComparison.Ordinal));
        installation.Host.Clock.Set(Told.At.AddHours(23));
        Assert.Contains("7 月 1 日 10:00", (await NewestAsync(installation, Email, "邀请您面试")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_night_only_what_would_come_too_late_is_sent_and_what_is_settled_by_the_morning_is_not()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(Email);
        var subject = await installation.SubjectOfAsync("陈晓雯");
        // Eleven in the evening.
        installation.Host.Clock.Set(Told.At.AddHours(13));
        var night = installation.Host.Clock.GetUtcNow();
        var (urgent, settled, kept) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await installation.TellAsync(
            "matching",
            Told.Placement(urgent, 4, PlacementStage.Offered, subject, expiresAt: night.AddHours(8)) with { OccurredAt = night },
            Told.Placement(settled, 4, PlacementStage.Offered, subject, expiresAt: night.AddDays(3)) with { OccurredAt = night },
            Told.Placement(kept, 3, PlacementStage.Interviewing, subject, night.AddDays(2)) with { OccurredAt = night });
        Assert.Contains("还剩 8 小时", (await NewestAsync(installation, Email, "录用通知")).Text, StringComparison.Ordinal);
        await ToldAllAsync(installation);
        await installation.TellAsync("matching", Told.Placement(settled, 5, PlacementStage.Declined, subject));
        await Told.ExpectAsync(installation, Audience.Graduate(subject), "(OfferMade)", "InterviewInvited", "OfferMade");
        Assert.Single(await installation.LettersAsync(Email), letter => letter.Text.Contains("录用通知", StringComparison.Ordinal));
        installation.Host.Clock.Set(night.AddHours(9) + TimeSpan.FromMinutes(1));
        Assert.Equal("单位邀请您面试（投递的岗位）", (await NewestAsync(installation, Email, "面试")).Subject);
        Assert.Single(await installation.LettersAsync(Email), letter => letter.Text.Contains("录用通知", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_daily_letter_holds_what_was_gathered_before_what_was_told_at_once_and_nothing_twice()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync("gao@example.com");
        var unitId = await installation.UnitOfAsync("高婧");
        await owner.OpenAsync("/account/notices");
        await owner.SubmitAsync("notices", ("applications-email", "daily"), ("applications-sms", "never"), ("offers-email", "atOnce"), ("offers-sms", "never"), ("hires-email", "atOnce"), ("hires-sms", "never"), ("reviews-email", "daily"), ("reviews-sms", "never"), ("rounds-email", "atOnce"), ("rounds-sms", "never"), ("quiet-from", "0"), ("quiet-until", "0"));
        // Gathered until eleven, told before that by a position that comes back at once.
        await installation.TellAsync("posting", Told.Position() with { UnitId = unitId });
        await Told.ExpectAsync(installation, Audience.Unit(unitId), "PositionPublished");
        installation.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        await installation.TellAsync("posting", new PositionReturned(Guid.NewGuid(), 2, unitId, Told.Park, Told.At));
        await Told.ExpectAsync(installation, Audience.Unit(unitId), "PositionPublished", "PositionReturned");
        await Eventually.True(async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification_digest")) == 1, "The daily letter should be due.");
        installation.Host.Clock.Advance(TimeSpan.FromMinutes(31));
        await ToldAllAsync(installation);
        installation.Host.Clock.Set(Told.At.AddHours(22.5 + 0.1));
        var letter = await NewestAsync(installation, "gao@example.com", "岗位已发布");
        Assert.Contains("岗位被退回", letter.Text, StringComparison.Ordinal);
        installation.Host.Clock.Set(Told.At.AddHours(24 + 23));
        await Eventually.True(async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification_digest")) == 0, "Nothing should be due any more.");
        Assert.Single(await installation.LettersAsync("gao@example.com"), one => one.Text.Contains("岗位已发布", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_there_is_no_SMS_nothing_waits_for_one()
    {
        await using var installation = await Installation.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sms:Url"] = null, ["Sms:KeyFile"] = null });
        var account = Guid.NewGuid();
        var graduate = Guid.NewGuid();
        await installation.Db.WriteAsync(async unit =>
        {
            await unit.ExecuteAsync("INSERT INTO account (account_id, name, security_stamp, failures, factor_failures, version, created_at) VALUES (@account, '陈晓雯', 's', 0, 0, 1, 0)", new { account });
            await unit.ExecuteAsync("INSERT INTO account_address (kind, address, account_id, confirmed_at) VALUES ('Mobile', @mobile, @account, 0)", new { mobile = Mobile, account });
            await unit.ExecuteAsync("INSERT INTO membership (membership_id, account_id, subject_id, acts_for, role, capacity, office, since) VALUES (@graduate, @account, @graduate, 'graduate', 'graduate', 'Graduate', '毕业生', 0)", new { account, graduate });
            await new Notification(Audience.Graduate(graduate), NotificationKind.OfferMade, Guid.NewGuid(), 4, "matter", Told.At) { Facts = new NotificationFacts { At = Told.At.AddDays(1) } }.TellAsync(unit);
        });
        await ToldAllAsync(installation);
        Assert.Empty(await installation.LettersAsync(Mobile));
    }

    [Fact]
    public async Task A_form_of_choices_that_says_something_else_is_refused_at_its_field()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(Email);
        await graduate.OpenAsync("/account/notices");
        await graduate.SubmitAsync("notices", Choices(("offers-email", "weekly"), ("quiet-from", "1440")));
        Assert.Equal(HttpStatusCode.BadRequest, graduate.Status);
        Assert.Contains("请选择列出的一项。", graduate.Text, StringComparison.Ordinal);
        Assert.Contains("请选择列出的时间。", graduate.Text, StringComparison.Ordinal);
        Assert.Equal(0L, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification_choice")));
    }

    [Fact]
    public async Task One_link_ends_letters_of_a_kind_for_a_person_and_for_a_mail_program_and_opening_it_ends_nothing()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(Email);
        var subject = await installation.SubjectOfAsync("陈晓雯");
        await OfferAsync(installation);
        var link = new Uri(Link().Match((await NewestAsync(installation, Email, "录用")).Text).Value).PathAndQuery;
        using var stranger = installation.Visitor();
        await stranger.OpenAsync(link);
        Assert.Equal("不再收到这类邮件？", stranger.Title);
        Assert.Equal(0L, await ChoicesAsync(installation));
        await stranger.SubmitAsync("unsubscribe");
        Assert.Equal("不会再发送这类邮件", stranger.Title);
        Assert.Equal(1L, await ChoicesAsync(installation));

        // The header's address takes the press of a mail program, which sends no token and no cookie.
        var header = await installation.Db.ReadAsync(reader => reader.GetAsync<string>("SELECT unsubscribe FROM message WHERE text LIKE '%录用%'"));
        await installation.Db.WriteAsync(unit => unit.ExecuteAsync("DELETE FROM notification_choice"));
        using var program = new HttpClient { BaseAddress = installation.Host.Address };
        using var pressed = await program.PostAsync(new Uri(header).PathAndQuery, new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]));
        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        Assert.Equal(1L, await ChoicesAsync(installation));

        await OfferAsync(installation);
        await Told.ExpectAsync(installation, Audience.Graduate(subject), "OfferMade", "OfferMade");
        await ToldAllAsync(installation);
        Assert.Single(await installation.LettersAsync(Email), letter => letter.Text.Contains("您收到录用通知", StringComparison.Ordinal));

        foreach (var wrong in new[] { link[..^4], "/unsubscribe/x" })
        {
            await stranger.OpenAsync(wrong);
            Assert.Equal((HttpStatusCode.NotFound, "这个退订链接打不开"), (stranger.Status, stranger.Title));
            using var refused = await program.PostAsync(wrong + "/one-click", new FormUrlEncodedContent([]));
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }

    [Fact]
    public async Task What_somebody_typed_whom_nobody_has_verified_stands_in_no_letter()
    {
        await using var installation = await Installation.StartAsync();
        using var supervisor = await installation.SupervisorAsync();
        await installation.EnrolAsync(supervisor);
        await supervisor.OpenAsync("/members");
        await supervisor.SubmitAsync("invite", ("name", "林知远"), ("address", "lin@example.com"), ("capacity", "administrator"), ("parkId", Told.Park));
        using var staff = await installation.AcceptAsync("lin@example.com", "林知远");
        await installation.TellAsync("posting", new UnitSubmitted(Told.UnitId, 1, "点击 http://evil.example 领奖", Told.Park, Told.At));
        await Told.ExpectAsync(installation, Audience.Park(Told.Park), "UnitWaiting");
        installation.Host.Clock.Advance(TimeSpan.FromHours(1));
        await ToldAllAsync(installation);
        installation.Host.Clock.Set(Told.At.AddHours(24));
        var letter = await NewestAsync(installation, "lin@example.com", "等待核验");
        Assert.Contains("1 家单位等待核验", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", letter.Text + letter.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_portals_that_write_letters_one_writes_each()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(Email);
        var subject = await installation.SubjectOfAsync("陈晓雯");
        var teller = installation.Host.Services.GetServices<IHostedService>().OfType<TellByLetter>().Single();
        for (var round = 1; round <= 5; round++)
        {
            await installation.Db.WriteAsync(unit => new Notification(Audience.Graduate(subject), NotificationKind.HireEnded, Guid.NewGuid(), 1, $"matter {round}", Told.At).TellAsync(unit));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => teller.SweepAsync(TestContext.Current.CancellationToken)));
            Assert.Equal(round, (await installation.LettersAsync(Email)).Count(letter => letter.Text.Contains("协议已解除", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Many_at_once_are_one_letter_that_says_how_many_more_there_are()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(Email);
        var subject = await installation.SubjectOfAsync("陈晓雯");
        await installation.Db.WriteAsync(async unit =>
        {
            for (var number = 0; number < 25; number++)
            {
                await new Notification(Audience.Graduate(subject), NotificationKind.HireEnded, Guid.NewGuid(), 1, $"matter {number}", Told.At).TellAsync(unit);
            }
        });
        var letter = await NewestAsync(installation, Email, "协议已解除");
        Assert.Equal("25 条新通知", letter.Subject);
        Assert.Contains("另有 5 条，请登录查看：", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_account_leaves_no_choice_and_no_mark_behind()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(Email);
        var subject = await installation.SubjectOfAsync("陈晓雯");
        await graduate.OpenAsync("/account/notices");
        await graduate.SubmitAsync("notices", Choices(("interviews-email", "daily")));
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 3, PlacementStage.Interviewing, subject, Told.At.AddDays(3)));
        await Told.ExpectAsync(installation, Audience.Graduate(subject), "InterviewInvited");
        await ToldAllAsync(installation);
        await graduate.OpenAsync("/m/inbox");
        await graduate.SendAsync("/inbox/read");
        await graduate.OpenAsync("/account/close");
        await graduate.SubmitAsync("close", ("password", Installation.Password), ("confirm", "注销"));
        await Told.ExpectAsync(installation, Audience.Graduate(subject));
        foreach (var table in new[] { "notification_choice", "notification_quiet", "notification_digest", "notification_read", "notification_reader" })
        {
            Assert.Equal(0L, await installation.Db.ReadAsync(reader => reader.GetAsync<long>($"SELECT COUNT(*) FROM {table}")));
        }
    }

    static (string Name, string Value)[] Choices(params (string Name, string Value)[] other)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["quiet-from"] = "1320", ["quiet-until"] = "480" };
        foreach (var topic in new[] { "interviews", "offers", "outcomes", "positions", "rounds", "hires" })
        {
            (all[topic + "-email"], all[topic + "-sms"]) = ("atOnce", "never");
        }

        foreach (var (name, value) in other)
        {
            all[name] = value;
        }

        return [.. all.Select(pair => (pair.Key, pair.Value))];
    }

    static async Task OfferAsync(Installation installation)
    {
        var position = Guid.NewGuid();
        await installation.TellAsync("posting", Told.Position(positionId: position));
        await Eventually.True(async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM known_position WHERE position_id = @position", new { position })) == 1, "The position should be known.");
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 4, PlacementStage.Offered, await installation.SubjectOfAsync("陈晓雯"), expiresAt: Told.At.AddDays(5), positionId: position));
    }

    static Task<Letter> NewestAsync(Installation installation, string address, string word) => Eventually.Get(
        async () => (await installation.LettersAsync(address)).LastOrDefault(letter => letter.Text.Contains(word, StringComparison.Ordinal)),
        $"A letter that says {word} should have been written to {address}.");

    /// <summary>Waits until nothing is due any more.</summary>
    static Task ToldAllAsync(Installation installation) => Eventually.True(
        async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification WHERE tells_at <= @now", new { reader.Now })) == 0,
        "Letters about all that is due should have been written.");

    static Task<long> ChoicesAsync(Installation installation) =>
        installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification_choice WHERE frequency = 'Never' AND topic = 'Offers' AND channel = 'Email'"));

    [GeneratedRegex("http[^ \n]*/unsubscribe/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
