using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Reference;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>
/// A park goes live: a new Production installation in one process over HTTPS, with a mail server and an SMS gateway, from the command that invites the first supervisor to the park's number, by hand
/// in a browser; and then the same way once more by programs, an app of graduates that knows the discovery document and the systems of a unit and of a park.
/// </summary>
[Trait(Categories.Name, Categories.Browser)]
public sealed partial class ProductionWalkTests
{
    const string Mobile = "13800138000";
    const string Mail = "chen@example.com";
    const string First17OfUscc = "91370700MA3C0X1R2";
    const string IdNumber = "37070420000101123";
    const string OtherIdNumber = "37070420000101125";

    static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));

    [Fact]
    public async Task A_park_goes_live_and_its_number_moves_by_hand_and_by_programs()
    {
        using var folder = new TemporaryFolder();
        using var certificate = SelfSigned.Make();
        await using var mail = MailServer.Start();
        await using var sms = await SmsGateway.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var port = FreePort.Next();
        var site = new Uri($"https://localhost:{port}");
        await File.WriteAllBytesAsync(folder.Combine("site.pfx"), certificate.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12));
        var settings = mail.Settings([.. sms.Settings().Select(pair => (pair.Key, pair.Value))])
            .Append(new("Portal:Address", site.ToString()))
            .Append(new("Webhooks:PrivateNetworks", "127.0.0.0/8"))
            .Append(new("Kestrel:Certificates:Default:Path", folder.Combine("site.pfx")))
            .SelectMany(pair => new[] { $"--{pair.Key}", pair.Value! });
        string[] options = ["--environment", "Production", "--data", Directory.CreateDirectory(folder.Combine("data")).FullName, .. settings];

        // The first supervisor, by command; then nothing else is.
        var (exitCode, link, errors) = await ServiceProcess.RunAsync(["invite", "supervisor", "周望舒", "zhou@example.gov.cn", .. options]);
        Assert.True(exitCode == 0, errors);
        await using var program = await ServiceProcess.StartSecureAsync("AllInOne", certificate, port, options);
        await using var chromium = await ChromiumBrowser.RequireAsync();
        async Task<Person> SomebodyAsync(bool onPhone = false) => new(
            onPhone ? await chromium.OpenPhoneAsync(site) : await chromium.OpenDesktopAsync(site),
            address => sms.Requests.LastOrDefault(request => request.To == address)?.Text ?? mail.Letters.LastOrDefault(letter => letter.Recipients.Contains(address))?.Text);
        Task<string> InvitedAsync(Person person, string address) => person.LetterAsync(address, letter => Link().Match(letter) is { Success: true } found ? found.Value : null);

        // A supervisor: second factor, programme, target, park staff.
        await using var supervisor = await SomebodyAsync();
        await supervisor.OpenAsync(link.Trim());
        await supervisor.RegisterAsync("周望舒", "zhou@example.gov.cn");
        await supervisor.EnrolAsync();
        await supervisor.OpenAsync("/supervisor/programmes/new");
        await supervisor.FillAsync(("code", "ra-walk"), ("title", "科研助理招录专项"), ("issuer", "省科技厅"), ("minimumDegree", "bachelor"));
        foreach (var proof in await supervisor.Page.Locator("[name=requiredEvidence]").AllAsync())
        {
            await proof.SetCheckedAsync(await proof.GetAttributeAsync("value") == "agreement");
        }

        await supervisor.PressAsync("发布专项", "科研助理招录专项");
        await supervisor.OpenAsync("/supervisor/programmes/ra-walk");
        await supervisor.FillAsync(("parkId", "weifang"), ("target", "2"), ("reason", "年度任务下达"));
        await supervisor.PressAsync("保存目标", "年度任务下达");
        await supervisor.OpenAsync("/members");
        await supervisor.FillAsync(("name", "吴岚"), ("address", "wu@example.gov.cn"), ("capacity", "administrator"), ("parkId", "weifang"));
        await supervisor.PressAsync("发送邀请", "等待接受的邀请");

        await using var park = await SomebodyAsync();
        await park.OpenAsync(await InvitedAsync(park, "wu@example.gov.cn"));
        await park.RegisterAsync("吴岚", "wu@example.gov.cn");
        await park.EnrolAsync();

        // A unit registers itself and is verified; a recruiter comes in and publishes.
        await using var owner = await SomebodyAsync();
        await owner.OpenAsync("/register/unit");
        await owner.RegisterAsync("高婧", "gao@example.com");
        await owner.SeeAsync("统一社会信用代码");
        await owner.FillAsync(
            ("uscc", First17OfUscc + UnifiedSocialCreditCode.CheckCharacter(First17OfUscc)), ("name", "启明智造科技（潍坊）有限公司"), ("parkId", "weifang"), ("city", "潍坊市"),
            ("contactName", "高婧"), ("contactPhone", "13900139000"), ("evidence-highTechEnterprise", "GR202537000001"), ("year-highTechEnterprise", (Today.Year - 1).ToString(CultureInfo.InvariantCulture)));
        await owner.Page.Locator("main form button.primary").First.ClickAsync();
        await owner.SeeAsync("等待园区核验");
        await AtAnyHourAsync(owner);
        await park.OpenUntilAsync("/park/inbox", "等待核验");
        await park.OpenAsync("/park/units");
        await park.FollowAsync("启明智造科技（潍坊）有限公司");
        await park.PressAsync("通过核验", "已通过核验");
        await owner.LetterAsync("gao@example.com", letter => letter.Contains("单位已通过核验", StringComparison.Ordinal) ? letter : null);
        await owner.OpenAsync("/members");
        await owner.FillAsync(("name", "孙悦"), ("address", "sun@example.com"), ("capacity", "recruiter"));
        await owner.PressAsync("发送邀请", "等待接受的邀请");

        await using var recruiter = await SomebodyAsync();
        await recruiter.OpenAsync(await InvitedAsync(recruiter, "sun@example.com"));
        await recruiter.RegisterAsync("孙悦", "sun@example.com");
        await recruiter.SeeAsync("候选人");
        await recruiter.OpenAsync("/unit/positions/new");
        await recruiter.FillAsync(
            ("programme", "ra-walk"), ("title", "磁悬浮研发工程师"), ("kind", "researchProject"), ("duties", "参与磁悬浮轴承与控制系统的设计、仿真和样机试验，整理试验数据。"), ("seats", "2"), ("city", "潍坊市"),
            ("minimumDegree", "bachelor"), ("majors", "自动化类"), ("requiredSkills", "控制理论"), ("payMinimumFen", "7000"), ("payMaximumFen", "12000"), ("termMonths", "24"),
            ("closesOn", Day(Today.AddDays(30))));
        await recruiter.PressAsync("提交审核", "等待园区审核");
        await park.OpenAsync("/park/positions");
        await park.FollowAsync("查看全文并审核：磁悬浮研发工程师");
        await park.PressAsync("发布", "已发布");

        // A graduate registers by mobile code, wants mail as well, and applies.
        await using var graduate = await SomebodyAsync(onPhone: true);
        await graduate.OpenAsync("/register");
        await graduate.RegisterAsync("陈晓雯", Mobile);
        await graduate.SeeAsync("毕业院校");
        await graduate.FillAsync(("name", "陈晓雯"), ("phone", Mobile), ("university", "清华大学"), ("degree", "bachelor"), ("major", "自动化"), ("graduationYear", Today.Year.ToString(CultureInfo.InvariantCulture)), ("skills", "控制理论\nMATLAB"), ("cities", "潍坊市"));
        await graduate.PressAsync("保存简历", "简历已保存");
        await graduate.OpenAsync("/account");
        await graduate.Page.GetByText("添加或更换").ClickAsync();
        await graduate.FillAsync(("address", Mail), ("password", Person.Password));
        await graduate.Page.Locator("main button[value=send]").ClickAsync();
        await graduate.FillAsync(("code", await graduate.LetterAsync(Mail, letter => SixDigits().Match(letter) is { Success: true } found ? found.Value : null)));
        await graduate.Page.Locator("main button[value=confirm]").ClickAsync();
        await graduate.SeeAsync("已添加，可以用它登录");
        await AtAnyHourAsync(graduate);
        await graduate.OpenAsync("/m/me");
        await graduate.PressAsync("同意“岗位匹配”", "已同意");
        await graduate.OpenAsync("/m/me");
        await graduate.PressAsync("同意“向用人单位提供联系方式”", "已同意");
        await graduate.OpenUntilAsync("/m", "磁悬浮研发工程师");
        await graduate.PressAsync("投递", "已投递");

        // Interview, offer, acceptance, agreement, proof, confirmation; the graduate gets a letter at every step.
        await recruiter.OpenUntilAsync("/unit", "陈晓雯");
        await recruiter.FollowAsync("陈晓雯");
        await recruiter.PressAsync("初筛通过", "已通过初筛");
        await recruiter.FillAsync(("at", $"{Day(Today.AddDays(2))}T10:00"), ("place", "3 号楼 201"));
        await recruiter.PressAsync("发出面试邀请", "面试中");
        await ToldAsync("单位邀请您面试");
        await recruiter.FillAsync(("pay", "8000"));
        await recruiter.PressAsync("发出录用", "等待");
        await ToldAsync("您收到录用通知");
        await graduate.OpenUntilAsync("/m/offers", "接受录用");
        await graduate.PressAsync("接受录用", "已收到您的答复");
        await recruiter.OpenUntilAsync(recruiter.Page.Url, "登记签约");
        await recruiter.FillAsync(("form", "labourContract"), ("startsOn", Day(Today)), ("termMonths", "24"));
        await recruiter.PressAsync("登记签约", "协议信息已登记");
        await recruiter.Page.Locator("[name=file]").SetInputFilesAsync(new FilePayload { Name = "协议.pdf", MimeType = "application/pdf", Buffer = Papers.Pdf("agreement") });
        await recruiter.PressAsync("上传", "上传");
        await ToldAsync("请您确认录用");
        var hire = (await graduate.LetterAsync(Mail, letter => Hire().Match(letter) is { Success: true } found ? found.Value : null))!;
        await graduate.OpenAsync(hire);
        await graduate.FillAsync(("idNumber", IdNumber + ResidentIdNumber.CheckCharacter(IdNumber)));
        await graduate.PressAsync("确认录用", "录用已确认");
        await park.OpenUntilAsync("/park/inbox", "证明已齐");
        await park.OpenAsync("/park/evidence?state=ready");
        await park.PressAsync("核验通过：", "已计入落实，进度随即更新");
        await ToldAsync("录用已认定为落实");
        await park.OpenUntilAsync("/park?programme=ra-walk", "完成 50.0%");

        // The same by programs: systems of the unit and of the park, an app of graduates.
        await supervisor.OpenAsync("/apps");
        await supervisor.FillAsync(("name", "校园求职"), ("uris", "http://127.0.0.1/callback"));
        await supervisor.TickAsync("scopes", "profile:read", "profile:write", "applications:read", "applications:write", "hires:confirm");
        await supervisor.PressAsync("登记", "已登记");
        await using var app = await ClientApp.StartAsync(site, ClientId().Match(await supervisor.Page.ContentAsync()).Groups[1].Value, certificate);
        await using var unit = await SystemAsync(owner, "招聘系统", "positions:read", "candidates:read", "candidates:write", "evidence:write");
        await using var platform = await SystemAsync(park, "数据平台", "reviews:read", "reviews:write", "numbers:read");
        await owner.OpenAsync("/webhooks");
        await owner.FillAsync(("url", receiver.Address));
        await owner.TickAsync("kinds", "application-submitted", "offer-answered", "hire-counted");
        await owner.PressAsync("登记", "密钥只在这里显示一次");

        await using var other = await SomebodyAsync(onPhone: true);
        await other.OpenAsync("/register");
        await other.RegisterAsync("李雷", "13700137000");
        await other.SeeAsync("毕业院校");
        await other.OpenAsync(app.Ask("openid offline_access profile:write applications:read applications:write hires:confirm"));
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "同意" }).ClickAsync();
        await other.Page.WaitForURLAsync("**/callback?**");
        var tokens = await app.RedeemAsync();
        var mine = (await app.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!)).GetProperty("access_token").GetString()!;
        await DoAsync(app, mine, HttpMethod.Put, "applicant/profile", new { name = "李雷", phone = "13700137000", universityCode = Universities.All[0].Code, majorCode = "080801", degree = "bachelor", graduationYear = Today.Year, skills = new[] { "控制理论" }, cities = new[] { "潍坊市" }, kinds = Array.Empty<string>() });
        await DoAsync(app, mine, HttpMethod.Put, "applicant/consents/matching", new { version = 2 });
        await DoAsync(app, mine, HttpMethod.Put, "applicant/consents/contact", new { version = 1 });
        var position = (await DoAsync(app, mine, HttpMethod.Get, "matching/recommendations", until: answer => answer.GetProperty("items").GetArrayLength() > 0)).GetProperty("items")[0].GetProperty("positionId").GetString();
        var placement = (await DoAsync(app, mine, HttpMethod.Post, "applicant/applications", new { positionId = position })).GetProperty("applicationId").GetString();
        await DoAsync(unit.App, unit.Token, HttpMethod.Post, $"matching/placements/{placement}/shortlist", new { });
        await DoAsync(unit.App, unit.Token, HttpMethod.Post, $"matching/placements/{placement}/offer", new { payFen = 800_000 });
        await DoAsync(app, mine, HttpMethod.Post, $"applicant/offers/{placement}/answer", new { accept = true });
        await DoAsync(unit.App, unit.Token, HttpMethod.Post, $"matching/placements/{placement}/sign", new { form = "labourContract", signedOn = Day(Today), startsOn = Day(Today), termMonths = 24, payFen = 800_000 });
        using (var paper = new ByteArrayContent(Papers.Pdf("another agreement")) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } })
        using (var filed = await unit.App.CallAsync($"/api/matching/placements/{placement}/evidence?kind=agreement", unit.Token, HttpMethod.Post, content: paper))
        {
            Assert.True(filed.IsSuccessStatusCode, await filed.Content.ReadAsStringAsync());
        }

        await DoAsync(app, mine, HttpMethod.Post, $"applicant/hires/{placement}/confirm", new { idNumber = OtherIdNumber + ResidentIdNumber.CheckCharacter(OtherIdNumber) });
        await DoAsync(platform.App, platform.Token, HttpMethod.Post, $"matching/placements/{placement}/verify", new { });
        await park.OpenUntilAsync("/park?programme=ra-walk", "完成 100.0%，目标已完成");
        var numbers = await DoAsync(platform.App, platform.Token, HttpMethod.Get, "matching/progress/weifang?programme=ra-walk", until: answer => answer.GetProperty("numbers").GetProperty("counted").GetInt64() == 2);
        Assert.Equal(2, numbers.GetProperty("numbers").GetProperty("target").GetInt64());
        await Eventually.True(() => Task.FromResult(receiver.Came.Select(request => request.Kind).Order(StringComparer.Ordinal).SequenceEqual(["application-submitted", "hire-counted", "offer-answered"])), "The unit's system is told of each step once.");

        // The browser does without a worker of a site that nobody vouches for, and says so.
        Assert.DoesNotContain(new[] { supervisor, park, owner, recruiter, graduate, other }.SelectMany(person => person.Problems), problem => !problem.Contains("SSL certificate", StringComparison.Ordinal));

        Task ToldAsync(string what) => Eventually.True(
            () => Task.FromResult(mail.Letters.Any(letter => letter.Recipients.Contains(Mail) && letter.Text.Contains(what, StringComparison.Ordinal)) && sms.Requests.Any(request => request.To == Mobile)),
            $"The graduate gets a letter: {what}",
            TimeSpan.FromSeconds(60));

        async Task<Registered> SystemAsync(Person lead, string name, params string[] scopes)
        {
            await lead.OpenAsync("/apps");
            await lead.FillAsync(("name", name), ("days", "30"));
            await lead.TickAsync("scopes", scopes);
            await lead.PressAsync("登记", "密钥只在这里显示一次");
            var page = await lead.Page.ContentAsync();
            var clientId = ClientId().Match(page).Groups[1].Value;
            var system = await ClientApp.StartAsync(site, clientId, certificate);
            var token = await system.SendAsync("token_endpoint", ("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", Secret().Match(page).Value));
            return new Registered(system, token.GetProperty("access_token").GetString()!);
        }
    }

    /// <summary>Somebody wants to be told at night too: this runs at whatever hour.</summary>
    static async Task AtAnyHourAsync(Person person)
    {
        await person.OpenAsync("/account/notices");
        await person.FillAsync(("quiet-from", "0"), ("quiet-until", "0"));
        await person.PressAsync("保存", "已保存");
    }

    /// <summary>Does a step, as soon as the service has heard of the step before (404 and 409 until then).</summary>
    static async Task<JsonElement> DoAsync(ClientApp app, string token, HttpMethod method, string path, object? body = null, Func<JsonElement, bool>? until = null)
    {
        var (status, text) = await Eventually.Get(
            async () =>
            {
                using var answer = await app.CallAsync($"/api/{path}", token, method, body);
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
            },
            answer => answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict) && (until is null || answer.StatusCode == HttpStatusCode.OK && until(JsonDocument.Parse(answer.Item2).RootElement)),
            $"{method} {path} goes through",
            TimeSpan.FromSeconds(60));
        Assert.True((int)status is >= 200 and < 300, $"{method} {path}: {(int)status} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    sealed record Registered(ClientApp App, string Token) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    [GeneratedRegex("https://[^ \n]*/invitation/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("https://[^ \n]*/m/hires/[0-9a-f-]+")]
    private static partial Regex Hire();

    [GeneratedRegex("(?<![0-9])[0-9]{6}(?![0-9])")]
    private static partial Regex SixDigits();

    [GeneratedRegex("client_id</dt><dd><code>([^<]+)")]
    private static partial Regex ClientId();

    [GeneratedRegex("ras_[A-Za-z0-9_-]{43}")]
    private static partial Regex Secret();
}
