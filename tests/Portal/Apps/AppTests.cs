using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RaMatch.Applicant;
using RaMatch.Matching;
using RaMatch.Portal.Tests.Pages;
using RaMatch.Portal.Tests.People;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Apps;

/// <summary>Programs of others: registered, let in in somebody's place as far as was allowed, and kept out again at once.</summary>
public sealed partial class AppTests
{
    const string Wanted = "openid profile offline_access profile:read profile:write applications:read";

    [Fact]
    public async Task A_graduates_app_that_knows_the_discovery_document_acts_as_far_as_was_allowed()
    {
        await using var installation = await Installation.StartAsync();
        await using var app = await RegisterAsync(installation);
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync(app.Ask(Wanted));
        Assert.Equal("允许“校园求职”代您办理？", graduate.Title);
        Assert.Contains("查看简历和授权情况", graduate.Text, StringComparison.Ordinal);
        Assert.Contains("知道您的姓名", graduate.Text, StringComparison.Ordinal);
        await graduate.SendAsync("/connect/consent", ("answer", "yes"));
        Assert.Equal(("a state", "已登录，可以关闭这个页面。"), (app.Brought["state"], graduate.Text));

        var tokens = await app.RedeemAsync();
        var access = tokens.GetProperty("access_token").GetString()!;
        Assert.Equal(("Bearer", "校园求职"), (tokens.GetProperty("token_type").GetString(), (await ConnectedAsync(graduate)).Single()));

        // Who it is, signed with the key that is published.
        var keys = new JsonWebKeySet((await (await app.CallAsync(new Uri(app.Discovery.GetProperty("jwks_uri").GetString()!).PathAndQuery, null)).Content.ReadAsStringAsync()));
        var told = await new JsonWebTokenHandler().ValidateTokenAsync(tokens.GetProperty("id_token").GetString(), new TokenValidationParameters
        {
            ValidIssuer = app.Discovery.GetProperty("issuer").GetString(),
            ValidateAudience = false,
            IssuerSigningKeys = keys.GetSigningKeys(),
            LifetimeValidator = (_, _, _, _) => true,
        });
        Assert.True(told.IsValid, told.Exception?.Message);
        Assert.Equal(((await installation.SubjectOfAsync("陈晓雯")).ToString(), "陈晓雯"), (told.Claims["sub"], told.Claims["name"]));

        using var read = await app.CallAsync("/api/applicant/applications", access);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var refused = await app.CallAsync("/api/applicant/export", access);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"own-data:read\"", refused.Headers.WwwAuthenticate.ToString());
        Assert.Contains("没有“own-data:read”权限", (await refused.ReadAsync<JsonElement>()).GetProperty("title").GetString(), StringComparison.Ordinal);
        // The graduate at the pages needs no scope.
        await graduate.OpenAsync("/m/export");
        Assert.Equal(HttpStatusCode.OK, graduate.Status);
        // A page is no API, and a token no cookie.
        using var page = await app.CallAsync("/m/me", access);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_ends_all_that_came_of_its_grant_when_it_comes_again()
    {
        await using var installation = await Installation.StartAsync();
        await using var app = await RegisterAsync(installation);
        using var graduate = await installation.GraduateAsync();
        var first = await ConnectAsync(app, graduate);
        installation.Host.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, first, "access_token"));

        var second = await app.RefreshAsync(first.GetProperty("refresh_token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, second, "access_token"));
        Assert.Equal("invalid_grant", (await app.RefreshAsync(first.GetProperty("refresh_token").GetString()!)).GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, second, "access_token"));
        Assert.Equal("invalid_grant", (await app.RefreshAsync(second.GetProperty("refresh_token").GetString()!)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_code_is_good_once_for_its_app_and_verifier_and_two_minutes()
    {
        await using var installation = await Installation.StartAsync();
        await using var app = await RegisterAsync(installation);
        using var graduate = await installation.GraduateAsync();
        await AllowAsync(app, graduate);
        Assert.Equal("invalid_grant", await ErrorAsync(app.RedeemAsync(("code_verifier", new string('x', 43)))));
        await AllowAsync(app, graduate);
        Assert.Equal("invalid_grant", await ErrorAsync(app.RedeemAsync(("redirect_uri", app.RedirectUri + "/elsewhere"))));
        await AllowAsync(app, graduate);
        installation.Host.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("invalid_grant", await ErrorAsync(app.RedeemAsync()));

        // Of two at once one is served, and what it got ends when the other comes: the code was stolen.
        await AllowAsync(app, graduate);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.RedeemAsync()));
        Assert.InRange(answers.Count(answer => answer.TryGetProperty("access_token", out _)), 0, 1);
        Assert.Equal("invalid_grant", await ErrorAsync(app.RedeemAsync()));
        foreach (var served in answers.Where(answer => answer.TryGetProperty("access_token", out _)))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, served, "access_token"));
        }
    }

    [Theory]
    [InlineData("redirect_uri", "http://127.0.0.1:1/other")]
    [InlineData("redirect_uri", "http://localhost/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1.example.com/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1/callback/../other")]
    [InlineData("redirect_uri", "https://127.0.0.1/callback")]
    [InlineData("redirect_uri", "")]
    [InlineData("client_id", "018f0000-0000-7000-8000-000000000000")]
    [InlineData("client_id", "nobody")]
    public async Task What_does_not_fit_the_registration_is_told_on_a_page_and_sent_nowhere(string name, string value)
    {
        await using var installation = await Installation.StartAsync();
        await using var app = await RegisterAsync(installation);
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync(app.Ask(Wanted, (name, value)));
        Assert.Equal((HttpStatusCode.BadRequest, "这个应用的请求有误"), (graduate.Status, graduate.Title));
        Assert.Empty(app.Brought);
    }

    [Theory]
    [InlineData("code_challenge", "", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", "", "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("response_mode", "form_post", "invalid_request")]
    [InlineData("scope", "openid own-data:delete", "invalid_request")]
    [InlineData("scope", "openid operations:write", "invalid_scope")]
    [InlineData("scope", "", "invalid_scope")]
    [InlineData("prompt", "none", "consent_required")]
    public async Task What_an_app_may_not_ask_is_told_to_it(string name, string value, string error)
    {
        await using var installation = await Installation.StartAsync();
        await using var app = await RegisterAsync(installation);
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync(app.Ask(Wanted, (name, value)));
        Assert.Equal((error, "a state", null), (app.Brought["error"] ?? graduate.Text, app.Brought["state"], app.Brought["code"]));
    }

    [Fact]
    public async Task Whoever_refuses_or_is_no_graduate_gives_nothing()
    {
        await using var installation = await Installation.StartAsync();
        await using var app = await RegisterAsync(installation);
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync(app.Ask(Wanted));
        await graduate.SendAsync("/connect/consent", ("answer", "no"));
        Assert.Equal(("access_denied", null), (app.Brought["error"], app.Brought["code"]));
        using var owner = await installation.OwnerAsync();
        await owner.OpenAsync(app.Ask(Wanted));
        Assert.Contains("请先切换或添加毕业生身份", owner.Text, StringComparison.Ordinal);

        // An answer to nothing.
        await graduate.OpenAsync("/account");
        await graduate.PostAsync("/connect/consent", [("answer", "yes"), .. graduate.Hidden("/sign-out")]);
        Assert.Equal(HttpStatusCode.BadRequest, graduate.Status);

        // Not signed in: first the sign-in, then the question.
        using var stranger = installation.Visitor();
        await stranger.OpenAsync(app.Ask(Wanted));
        await stranger.SubmitAsync("sign-in", ("address", "13800138000"), ("password", Installation.Password));
        Assert.Equal("允许“校园求职”代您办理？", stranger.Title);
    }

    [Theory]
    [InlineData("ended by its owner")]
    [InlineData("the password is another")]
    [InlineData("the account is closed")]
    [InlineData("the app is ended")]
    public async Task What_was_allowed_ends_at_once(string how)
    {
        await using var installation = await Installation.StartAsync();
        using var supervisor = await SupervisorAsync(installation);
        await using var app = await RegisterAsync(installation, supervisor);
        using var graduate = await installation.GraduateAsync();
        var tokens = await ConnectAsync(app, graduate);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, tokens, "access_token"));
        switch (how)
        {
            case "ended by its owner":
                await graduate.OpenAsync("/account/apps");
                await graduate.SendAsync(graduate.Forms.Single(form => form.Address.StartsWith("/account/apps/", StringComparison.Ordinal)).Address);
                Assert.Contains("没有授权任何应用", graduate.Text, StringComparison.Ordinal);
                break;
            case "the password is another":
                await graduate.OpenAsync("/account");
                await graduate.SubmitAsync("password", ("present", Installation.Password), ("fresh", "另一个足够长的新密码呀"));
                Assert.Empty(await ConnectedAsync(graduate));
                break;
            case "the account is closed":
                await graduate.OpenAsync("/account/close");
                await graduate.SubmitAsync("close", ("password", Installation.Password), ("confirm", "注销"));
                break;
            default:
                await supervisor.OpenAsync("/apps");
                await supervisor.SendAsync(supervisor.Forms.Single(form => form.Address.StartsWith("/apps/", StringComparison.Ordinal)).Address);
                break;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, tokens, "access_token"));
        Assert.Contains(await ErrorAsync(app.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!)), (string[])["invalid_grant", "invalid_client"]);
    }

    [Fact]
    public async Task A_system_of_a_unit_is_let_in_by_its_secret_and_as_far_as_its_scopes()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await owner.OpenAsync("/unit/profile");
        await owner.SubmitAsync("unit", RegistrationTests.Unit);
        await owner.OpenAsync("/apps");
        Assert.Contains("还没有对接系统", owner.Text, StringComparison.Ordinal);
        await owner.SubmitAsync("register", ("name", "招聘系统"), ("days", "30"));
        Assert.Contains("请至少选择一项权限范围", owner.Text, StringComparison.Ordinal);
        await owner.SubmitAsync("register", ("name", "招聘系统"), ("days", "30"), ("scopes", "candidates:read"), ("scopes", "positions:write"), ("scopes", "own-data:read"));
        Assert.Contains("密钥只在这里显示一次", owner.Text, StringComparison.Ordinal);
        var (clientId, secret) = (ClientId().Match(owner.Html).Groups[1].Value, Secret().Match(owner.Html).Value);
        // A second tap registers no second one.
        await owner.SendAgainAsync();
        Assert.Contains("这个应用已经登记", owner.Text, StringComparison.Ordinal);
        await owner.OpenAsync("/apps");
        Assert.DoesNotContain(secret, owner.Html, StringComparison.Ordinal);
        Assert.Contains("起草、提交、修改和关闭岗位；查看候选人及其联系方式", owner.Text, StringComparison.Ordinal);

        await using var system = await ClientApp.StartAsync(installation.Host.Address, clientId);
        Assert.Equal("invalid_client", await ErrorAsync(TokenAsync(system, clientId, secret + "x")));
        Assert.Equal("invalid_request", await ErrorAsync(TokenAsync(system, clientId, "")));
        var tokens = await TokenAsync(system, clientId, secret);
        Assert.False(tokens.TryGetProperty("refresh_token", out _));
        Assert.Equal("positions:write candidates:read", tokens.GetProperty("scope").GetString());
        var access = tokens.GetProperty("access_token").GetString()!;
        using (var read = await system.CallAsync("/api/matching/placements", access))
        {
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        }

        using (var draft = await system.CallAsync("/api/posting/positions/drafts", access, HttpMethod.Post, new { title = "光学工程师" }))
        {
            Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
        }

        // What the scope does not hold, and what a program never may.
        Assert.Equal(HttpStatusCode.Forbidden, (await system.CallAsync("/api/posting/units/mine", access)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await system.CallAsync("/api/posting/units/mine", access, HttpMethod.Put, new { })).StatusCode);
        var less = (await TokenAsync(system, clientId, secret, ("scope", "candidates:read"))).GetProperty("access_token").GetString();
        Assert.Equal(HttpStatusCode.Forbidden, (await system.CallAsync("/api/posting/positions/drafts", less, HttpMethod.Post, new { title = "光学工程师" })).StatusCode);
        Assert.Equal("invalid_request", await ErrorAsync(TokenAsync(system, clientId, secret, ("scope", "own-data:read"))));

        // What others of the protocol are told of it, and that it ends.
        var known = await system.SendAsync("introspection_endpoint", ("client_id", clientId), ("client_secret", secret), ("token", access));
        Assert.True(known.GetProperty("active").GetBoolean());
        Assert.Equal("positions:write candidates:read", known.GetProperty("scope").GetString());
        // Another program that holds it is told nothing, and ends nothing.
        await owner.SubmitAsync("register", ("name", "另一个系统"), ("days", "30"), ("scopes", "candidates:read"));
        (string Name, string Value)[] other = [("client_id", ClientId().Match(owner.Html).Groups[1].Value), ("client_secret", Secret().Match(owner.Html).Value), ("token", access)];
        Assert.False((await system.SendAsync("introspection_endpoint", other)).TryGetProperty("active", out var active) && active.GetBoolean());
        await system.SendAsync("revocation_endpoint", other);
        Assert.Equal(HttpStatusCode.OK, (await system.CallAsync("/api/matching/placements", access)).StatusCode);
        await system.SendAsync("revocation_endpoint", ("client_id", clientId), ("client_secret", secret), ("token", access));
        Assert.Equal(HttpStatusCode.Unauthorized, (await system.CallAsync("/api/matching/placements", access)).StatusCode);
        Assert.False((await system.SendAsync("introspection_endpoint", ("client_id", clientId), ("client_secret", secret), ("token", access))).GetProperty("active").GetBoolean());

        var last = (await TokenAsync(system, clientId, secret)).GetProperty("access_token").GetString();
        installation.Host.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("invalid_client", await ErrorAsync(TokenAsync(system, clientId, secret)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await system.CallAsync("/api/matching/placements", last)).StatusCode);
    }

    [Fact]
    public async Task Only_who_leads_registers_and_ends_a_system_and_only_of_the_own_unit()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await owner.OpenAsync("/apps");
        await owner.SubmitAsync("register", ("name", "招聘系统"), ("days", "30"), ("scopes", "candidates:read"));
        await owner.OpenAsync("/apps");
        var end = owner.Forms.Single(form => form.Address.StartsWith("/apps/", StringComparison.Ordinal)).Address;
        using var other = await installation.OwnerAsync("lin@example.com", "林涛");
        await other.OpenAsync("/apps");
        await other.PostAsync(end, other.Hidden("/sign-out"));
        Assert.Contains("没有这个应用", other.Text, StringComparison.Ordinal);

        await owner.OpenAsync("/members");
        await owner.SubmitAsync("invite", ("name", "孙悦"), ("address", "sun@example.com"), ("capacity", "recruiter"));
        using var recruiter = await installation.AcceptAsync("sun@example.com", "孙悦");
        await recruiter.OpenAsync("/apps");
        Assert.Contains("招聘系统", recruiter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"scopes\"", recruiter.Html, StringComparison.Ordinal);
        await recruiter.PostAsync(end, recruiter.Hidden("/sign-out"));
        Assert.Contains("您的身份不能管理应用", recruiter.Text, StringComparison.Ordinal);
        await owner.OpenAsync("/apps");
        await owner.SendAsync(end);
        Assert.Contains("已停用", owner.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://app.example.cn/callback")]
    [InlineData("https://app.example.cn/callback#x")]
    [InlineData("https://user@app.example.cn/callback")]
    [InlineData("myapp:/callback")]
    [InlineData("https://应用.中国/callback")]
    [InlineData("http://[::1]/callback")]
    [InlineData("/callback")]
    [InlineData("")]
    public async Task An_address_that_is_no_apps_own_is_not_registered(string uri)
    {
        await using var installation = await Installation.StartAsync();
        using var supervisor = await SupervisorAsync(installation);
        await supervisor.OpenAsync("/apps");
        await supervisor.SubmitAsync("register", ("name", "校园求职"), ("uris", uri), ("scopes", "profile:read"));
        Assert.Contains("还没有登记应用", supervisor.Text, StringComparison.Ordinal);
        Assert.Contains("返回地址", supervisor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_elsewhere_are_reached_through_the_portal_under_the_same_addresses()
    {
        await using var services = await ServiceHost.StartAsync(new PostingService(), new ApplicantService(), new MatchingService());
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Tokens:KeyFile"] = Path.Combine(services.Folder, "keys", "tokens.pem") };
        foreach (var service in new[] { "posting", "applicant", "matching" })
        {
            settings[$"Services:{service}"] = services.Address.ToString();
        }

        await using var installation = await Installation.StartAsync(settings, isPortalOnly: true);
        await using var app = await RegisterAsync(installation);
        using var graduate = await installation.GraduateAsync();
        var access = (await ConnectAsync(app, graduate)).GetProperty("access_token").GetString()!;
        using (var read = await app.CallAsync("/api/applicant/applications", access))
        {
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        }

        using (var changed = await app.CallAsync("/api/applicant/consents/contact", access, HttpMethod.Put, new { version = 1 }))
        {
            Assert.True(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());
        }

        using (var refused = await app.CallAsync("/api/applicant/export", access))
        {
            Assert.Equal((HttpStatusCode.Forbidden, "access.scope"), (refused.StatusCode, (await refused.ReadAsync<JsonElement>()).GetProperty("code").GetString()));
        }

        // What is public, what belongs to nobody, and the services' own tokens.
        Assert.Equal(HttpStatusCode.OK, (await app.CallAsync("/api/posting/positions", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.CallAsync("/api/applicant/applications", "nothing-of-ours")).StatusCode);
        var own = services.Services.GetRequiredService<Platform.Web.Tokens>().For(RaMatch.Testing.People.Graduate("韩梅"), "applicant");
        Assert.Equal(HttpStatusCode.OK, (await app.CallAsync("/api/applicant/applications", own)).StatusCode);
        await services.StopAsync();
        Assert.Equal(HttpStatusCode.BadGateway, (await app.CallAsync("/api/applicant/applications", access)).StatusCode);
    }

    internal static async Task<Visitor> SupervisorAsync(Installation installation)
    {
        var supervisor = await installation.SupervisorAsync();
        await installation.EnrolAsync(supervisor);
        return supervisor;
    }

    static async Task<ClientApp> RegisterAsync(Installation installation)
    {
        using var supervisor = await SupervisorAsync(installation);
        return await RegisterAsync(installation, supervisor);
    }

    internal static async Task<ClientApp> RegisterAsync(Installation installation, Visitor supervisor)
    {
        await supervisor.OpenAsync("/apps");
        await supervisor.SubmitAsync("register", ("name", "校园求职"), ("uris", "http://127.0.0.1/callback"), ("scopes", "profile:read"), ("scopes", "profile:write"), ("scopes", "applications:read"));
        return await ClientApp.StartAsync(installation.Host.Address, ClientId().Match(supervisor.Html).Groups[1].Value);
    }

    static async Task AllowAsync(ClientApp app, Visitor graduate)
    {
        await graduate.OpenAsync(app.Ask(Wanted));
        await graduate.SendAsync("/connect/consent", ("answer", "yes"));
        Assert.True(app.Brought["code"] is not null, $"{app.Brought} {graduate.Status} {graduate.Address} {graduate.Text}");
    }

    static async Task<JsonElement> ConnectAsync(ClientApp app, Visitor graduate)
    {
        await AllowAsync(app, graduate);
        return await app.RedeemAsync();
    }

    static async Task<IReadOnlyList<string>> ConnectedAsync(Visitor graduate)
    {
        await graduate.OpenAsync("/account/apps");
        return [.. CardTitle().Matches(graduate.Html).Select(match => match.Groups[1].Value)];
    }

    static async Task<HttpStatusCode> StatusAsync(ClientApp app, JsonElement tokens, string name)
    {
        using var answer = await app.CallAsync("/api/applicant/applications", tokens.GetProperty(name).GetString());
        return answer.StatusCode;
    }

    static Task<JsonElement> TokenAsync(ClientApp system, string clientId, string secret, params (string Name, string Value)[] more) =>
        system.SendAsync("token_endpoint", [("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", secret), .. more]);

    static async Task<string?> ErrorAsync(Task<JsonElement> answer) => (await answer) is var told && told.TryGetProperty("error", out var error) ? error.GetString() : told.ToString();

    [GeneratedRegex("client_id</dt><dd><code>([^<]+)")]
    private static partial Regex ClientId();

    [GeneratedRegex("ras_[A-Za-z0-9_-]{43}")]
    private static partial Regex Secret();

    [GeneratedRegex("<header class=\"card-head\">\\s*<h2[^>]*>([^<]+)")]
    private static partial Regex CardTitle();
}
