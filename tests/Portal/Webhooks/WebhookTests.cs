using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using RaMatch.Contracts;
using RaMatch.Portal.Tests.Inbox;
using RaMatch.Portal.Tests.Pages;
using RaMatch.Portal.Tests.People;
using RaMatch.Portal.Webhooks;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Webhooks;

/// <summary>Units and parks are told by machine: signed, each event once, tried for a day, nowhere inside.</summary>
public sealed partial class WebhookTests
{
    static readonly Dictionary<string, string?> Here = new(StringComparer.Ordinal) { ["Webhooks:PrivateNetworks"] = "127.0.0.0/8" };
    static readonly Guid Graduate = Guid.NewGuid();

    [Fact]
    public async Task A_unit_is_told_of_what_it_chose_once_and_signed_and_can_have_it_told_again()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var installation = await Installation.StartAsync(Here);
        using var owner = await installation.OwnerAsync();
        var unit = await installation.UnitOfAsync("高婧");
        await owner.OpenAsync("/webhooks");
        Assert.Contains("还没有事件推送", owner.Text, StringComparison.Ordinal);
        await owner.SubmitAsync("webhook", ("url", receiver.Address), ("kinds", "application-submitted"), ("kinds", "hire-counted"));
        var secret = Secret().Match(owner.Html).Value;
        Assert.Contains("密钥只在这里显示一次", owner.Text, StringComparison.Ordinal);

        var placement = Guid.NewGuid();
        await installation.TellAsync("matching", Told.Placement(placement, 1, PlacementStage.Applied, Graduate) with { UnitId = unit }, Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, Graduate));
        await CameAsync(receiver, 1);
        // Not chosen; chosen; and an application whose placement is at that stage once more.
        await installation.TellAsync(
            "matching",
            Told.Placement(placement, 2, PlacementStage.Accepted, Graduate) with { UnitId = unit },
            Told.Placement(placement, 3, PlacementStage.Applied, Graduate) with { UnitId = unit },
            Told.Placement(placement, 4, PlacementStage.Counted, Graduate) with { UnitId = unit });
        await CameAsync(receiver, 2);
        var (first, second) = (receiver.Came.First(), receiver.Came.Last());
        Assert.Equal(("application-submitted", "applied", placement), (first.Kind, first.Json.GetProperty("stage").GetString(), first.Json.GetProperty("placementId").GetGuid()));
        Assert.Equal(("hire-counted", "counted", second.Delivery), (second.Kind, second.Json.GetProperty("stage").GetString(), second.Json.GetProperty("id").GetString()));
        Assert.All(receiver.Came, request => Assert.True(request.IsSignedWith(secret) && !request.IsSignedWith(secret + "x")));
        Assert.All(receiver.Came, request => Assert.DoesNotContain(Graduate.ToString(), request.Body, StringComparison.Ordinal));

        await owner.OpenAsync("/webhooks");
        await owner.OpenAsync(owner.LinkTo("/webhooks/"));
        Assert.Contains("已送达（200）", owner.Text, StringComparison.Ordinal);
        var log = owner.Address;
        await owner.SendAsync(owner.Forms.First(form => form.Address.EndsWith("/replay", StringComparison.Ordinal)).Address);
        await CameAsync(receiver, 3);
        Assert.Contains(receiver.Came.Last().Delivery, (string[])[first.Delivery, second.Delivery]);
        await owner.OpenAsync(log);
        await owner.SendAsync($"{log}/test");
        await CameAsync(receiver, 4);
        Assert.Equal("test", receiver.Came.Last().Kind);

        // Proof filed for a hire that is counted is no news; taken off the count and counted again it is.
        await installation.TellAsync("matching", Told.Placement(placement, 5, PlacementStage.Counted, Graduate) with { UnitId = unit });
        await KnownAsync(5);
        await installation.TellAsync("matching", Told.Placement(placement, 6, PlacementStage.Signed, Graduate) with { UnitId = unit });
        await KnownAsync(6);
        await installation.TellAsync("matching", Told.Placement(placement, 7, PlacementStage.Counted, Graduate) with { UnitId = unit });
        await CameAsync(receiver, 5);
        Assert.Equal(("hire-counted", 5), (receiver.Came.Last().Kind, receiver.Came.Count));

        // Nobody else's.
        using var other = await installation.OwnerAsync("lin@example.com", "林涛");
        await other.OpenAsync(log);
        Assert.Equal("/webhooks", other.Address);
        await other.PostAsync($"{log}/test", other.Hidden("/sign-out"));
        Assert.Contains("没有这项事件推送", other.Text, StringComparison.Ordinal);
        await owner.OpenAsync(log);
        await owner.SendAsync($"{log}/end");
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 1, PlacementStage.Applied, Graduate) with { UnitId = unit });
        Assert.Equal(0, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM webhook_delivery WHERE delivered_at IS NULL")));
        Assert.Equal(5, receiver.Came.Count);

        Task KnownAsync(long version) => Eventually.True(
            async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT version FROM known_placement WHERE placement_id = @placement", new { placement })) == version, $"The placement should be known at version {version}.");
    }

    [Fact]
    public async Task What_is_asked_for_again_while_it_is_being_told_is_told_again()
    {
        await using var receiver = await Receiver.StartAsync();
        using var released = new SemaphoreSlim(0);
        receiver.Answers = _ => released.WaitAsync();
        await using var installation = await Installation.StartAsync(Here);
        using var owner = await installation.OwnerAsync();
        var log = await AddAsync(owner, receiver.Address);
        await TellAsync(installation);
        await CameAsync(receiver, 1);
        await owner.OpenAsync(log);
        await owner.SendAsync(owner.Forms.Single(form => form.Address.EndsWith("/replay", StringComparison.Ordinal)).Address);
        Assert.Contains("已重新推送", owner.Text, StringComparison.Ordinal);
        released.Release(2);
        await CameAsync(receiver, 2);
        await NotedAsync(installation, "delivered_at IS NOT NULL AND attempts = 3 AND attempts_before = 2");
        Assert.Single(receiver.Came.Select(request => request.Delivery).Distinct());
    }

    [Fact]
    public async Task What_cannot_be_signed_any_more_and_what_waited_for_a_day_is_given_up_and_said()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var installation = await Installation.StartAsync(Here);
        using var owner = await installation.OwnerAsync();
        var log = await AddAsync(owner, receiver.Address);
        await installation.Db.WriteAsync(unit => unit.ExecuteAsync("UPDATE webhook SET sealed_secret = @lost", new { lost = "of another installation" }));
        await TellAsync(installation);
        await NotedAsync(installation, "attempts = 1 AND error = '平台出错，没有推送，请联系平台运维人员。'");
        installation.Host.Clock.Advance(TimeSpan.FromHours(25));
        await NotedAsync(installation, "attempts = 1 AND available_at IS NULL");
        await Installation.SignInAsync(owner, "gao@example.com");
        await owner.OpenAsync(log);
        Assert.Contains("未送达", owner.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_receiver_does_not_take_is_tried_for_a_day_and_then_on_demand()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = http =>
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        await using var installation = await Installation.StartAsync(Here);
        using var owner = await installation.OwnerAsync();
        var log = await AddAsync(owner, receiver.Address);
        await TellAsync(installation);
        await CameAsync(receiver, 1);
        await NotedAsync(installation, "attempts = 1 AND status = 503 AND available_at IS NOT NULL");
        await owner.OpenAsync(log);
        Assert.Contains("等待重试", owner.Text, StringComparison.Ordinal);
        Assert.Contains("对方答复 503", owner.Text, StringComparison.Ordinal);

        for (var attempt = 2; await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM webhook_delivery WHERE available_at IS NOT NULL")) > 0; attempt++)
        {
            installation.Host.Clock.Advance(TimeSpan.FromHours(5));
            await NotedAsync(installation, $"available_at IS NULL OR attempts = {attempt} AND available_at > attempted_at");
            Assert.InRange(attempt, 2, 7);
        }

        await owner.OpenAsync("/sign-in");
        await Installation.SignInAsync(owner, "gao@example.com");
        await owner.OpenAsync(log);
        Assert.Contains("未送达", owner.Text, StringComparison.Ordinal);
        receiver.Answers = _ => Task.CompletedTask;
        await owner.SendAsync(owner.Forms.Single(form => form.Address.EndsWith("/replay", StringComparison.Ordinal)).Address);
        await NotedAsync(installation, "delivered_at IS NOT NULL AND status = 200");
        Assert.Single(receiver.Came.Select(request => request.Delivery).Distinct());
    }

    [Fact]
    public async Task One_that_does_not_answer_holds_up_no_other_and_a_redirect_is_not_followed()
    {
        await using var silent = await Receiver.StartAsync();
        await using var quick = await Receiver.StartAsync();
        await using var leading = await Receiver.StartAsync();
        silent.Hangs = true;
        leading.Answers = http =>
        {
            http.Response.Redirect(quick.Address);
            return Task.CompletedTask;
        };
        await using var installation = await Installation.StartAsync(Here);
        using var owner = await installation.OwnerAsync();
        await AddAsync(owner, silent.Address);
        await AddAsync(owner, leading.Address);
        await AddAsync(owner, quick.Address);
        await TellAsync(installation);
        await TellAsync(installation);
        await CameAsync(quick, 2);
        await NotedAsync(installation, "status = 302");
        Assert.Equal((1, 2), (silent.Came.Count, quick.Came.Count));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://localhost/hook")]
    [InlineData("https://10.1.2.3/hook")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://2130706433/")]
    [InlineData("http://example.com/hook")]
    [InlineData("ftp://example.com/hook")]
    [InlineData("https://user:password@example.com/hook")]
    [InlineData("https://不存在的主机.invalid/")]
    [InlineData("https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/")]
    [InlineData("/hook")]
    public async Task An_address_inside_or_no_address_at_all_is_refused(string url)
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await owner.OpenAsync("/webhooks");
        await owner.SubmitAsync("webhook", ("url", url), ("kinds", "hire-counted"));
        Assert.Contains("还没有事件推送", owner.Text, StringComparison.Ordinal);
        Assert.Contains("网址", owner.Text, StringComparison.Ordinal);
        Assert.Equal(0, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM webhook")));
    }

    [Fact]
    public async Task A_name_that_leads_inside_by_the_time_of_telling_is_not_connected_to()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        // As if the name had led elsewhere when it was registered.
        await installation.Db.WriteAsync(async unit => await unit.ExecuteAsync(
            "INSERT INTO webhook (webhook_id, acts_for, url, kinds, sealed_secret, created_by, created_at, rests_until, leased_until) VALUES (@id, @actsFor, @url, 'hire-counted', @secret, @id, 0, 0, 0)",
            new { id = Guid.NewGuid(), actsFor = $"unit:{Told.UnitId}", url = receiver.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), secret = "" }));
        await installation.Db.WriteAsync(async unit => await unit.ExecuteAsync(
            "UPDATE webhook SET sealed_secret = @secret", new { secret = new WebhookSecrets(Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(installation.Host.Services)).Seal("x") }));
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 1, PlacementStage.Counted, Graduate));
        await NotedAsync(installation, "attempts = 1 AND error = '网址指向内部网络，没有推送。'");
        Assert.Empty(receiver.Came);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2400:3200::1", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("::ffff:0:7f00:1", false)]
    [InlineData("5f00::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("10.20.1.1", true)]
    public void Only_public_addresses_and_networks_of_the_settings_are_connected_to(string address, bool allowed) =>
        Assert.Equal(allowed, new PublicTargets([IPNetwork.Parse("10.20.0.0/16")]).Allows(IPAddress.Parse(address)));

    [Fact]
    public async Task A_portal_killed_after_telling_tells_once_more_by_the_same_id_and_loses_nothing()
    {
        await using var receiver = await Receiver.StartAsync();
        using var folder = new TemporaryFolder();
        await using (var before = await Installation.StartAsync(Here, folder: folder.Path))
        {
            using var owner = await before.OwnerAsync();
            await AddAsync(owner, receiver.Address);
            // Told by the next portal, which goes by the real clock.
            await before.Db.WriteAsync(unit => unit.ExecuteAsync("UPDATE webhook SET rests_until = @later", new { later = before.Host.Clock.GetUtcNow().AddHours(1) }));
            await TellAsync(before);
            await Eventually.True(async () => await before.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM webhook_delivery")) == 1, "The delivery should be queued.");
            var now = TimeProvider.System.GetUtcNow();
            await before.Db.WriteAsync(unit => unit.ExecuteAsync("UPDATE webhook_delivery SET created_at = @now, expires_at = @later", new { now, later = now.AddDays(1) }));
        }

        await DyingPortal.RunAsync(folder.Path, new Dictionary<string, string?>(Here, StringComparer.Ordinal), "webhooks.told:1");
        Assert.Single(receiver.Came);
        await using var after = await Installation.StartAsync(Here, folder: folder.Path);
        after.Host.Clock.Set(TimeProvider.System.GetUtcNow().AddMinutes(2));
        await CameAsync(receiver, 2);
        await NotedAsync(after, "delivered_at IS NOT NULL");
        Assert.Single(receiver.Came.Select(request => request.Delivery).Distinct());
    }

    static async Task<string> AddAsync(Visitor owner, string address)
    {
        await owner.OpenAsync("/webhooks");
        await owner.SubmitAsync("webhook", ("url", address), ("kinds", "hire-counted"));
        Assert.Contains("密钥只在这里显示一次", owner.Text, StringComparison.Ordinal);
        await owner.OpenAsync("/webhooks");
        return owner.LinkTo("/webhooks/");
    }

    static async Task TellAsync(Installation installation) =>
        await installation.TellAsync("matching", Told.Placement(Guid.NewGuid(), 1, PlacementStage.Counted, Graduate) with { UnitId = await installation.UnitOfAsync("高婧") });

    static Task CameAsync(Receiver receiver, int requests) => Eventually.True(() => Task.FromResult(receiver.Came.Count >= requests), $"{requests} requests should have come.");

    static Task NotedAsync(Installation installation, string condition) => Eventually.True(
        async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>($"SELECT COUNT(*) FROM webhook_delivery WHERE {condition}")) >= 1, $"A delivery should be noted as {condition}.");

    [GeneratedRegex("whs_[A-Za-z0-9_-]{43}")]
    private static partial Regex Secret();
}
