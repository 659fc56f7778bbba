using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using RaMatch.Portal.Accounts;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>Where the links in letters lead.</summary>
public sealed class PortalAddressTests
{
    [Theory]
    [InlineData("https://ra.example.gov.cn", "https://ra.example.gov.cn/invitation/x")]
    [InlineData("https://ra.example.gov.cn/", "https://ra.example.gov.cn/invitation/x")]
    [InlineData("https://example.gov.cn/ra/", "https://example.gov.cn/ra/invitation/x")]
    public void A_link_leads_to_the_address_that_is_set(string set, string link) => Assert.Equal(link, From(set, Environments.Production).Of("/invitation/x"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ra.example.gov.cn")]
    [InlineData("ftp://ra.example.gov.cn")]
    [InlineData("https://ra.example.gov.cn/?page=1")]
    [InlineData("http://ra.example.gov.cn")]
    public void Without_an_address_no_Production_portal_starts(string? set) =>
        Assert.StartsWith("Portal:Address", Assert.Throws<InvalidOperationException>(() => From(set, Environments.Production)).Message, StringComparison.Ordinal);

    [Fact]
    public void On_ones_own_machine_it_is_where_the_portal_listens() =>
        Assert.Equal("http://127.0.0.1:5081/sign-in", From(null, "Demo", ("urls", "http://127.0.0.1:5081;http://127.0.0.1:5082")).Of("/sign-in"));

    [Fact]
    public async Task An_invitation_leads_to_no_address_that_whoever_invites_has_typed()
    {
        await using var installation = await Installation.StartAsync(new Dictionary<string, string?> { ["Portal:Address"] = "https://ra.example.gov.cn" });
        using var owner = await installation.OwnerAsync(name: "点击 http://evil.example 领奖");
        await owner.OpenAsync("/members");
        await owner.SubmitAsync("invite", ("name", "王刚"), ("address", "wang@example.com"), ("capacity", "recruiter"));
        var letter = Assert.Single(await installation.LettersAsync("wang@example.com"));
        Assert.Contains("https://ra.example.gov.cn/invitation/", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", letter.Text + letter.Subject, StringComparison.Ordinal);
    }

    static PortalAddress From(string? set, string environment, params (string Key, string Value)[] others) => PortalAddress.From(
        new ConfigurationBuilder().AddInMemoryCollection([new("Portal:Address", set), .. others.Select(one => new KeyValuePair<string, string?>(one.Key, one.Value))]).Build(),
        new HostApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment, DisableDefaults = true }).Environment);
}
