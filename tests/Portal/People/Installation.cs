using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Applicant;
using RaMatch.Matching;
using RaMatch.Portal.Messages;
using RaMatch.Portal.People;
using RaMatch.Portal.Tests.Pages;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>All services of the product in one process as they are for real: nobody can sign in who has no account. What is sent is read where it waits to be.</summary>
sealed partial class Installation : IAsyncDisposable
{
    public const string Password = "竹外桃花三两枝春江水暖";

    readonly Dictionary<Visitor, string> _keys = [];

    readonly TemporaryFolder _secrets;

    Installation(ServiceHost host, TemporaryFolder secrets) => (Host, _secrets) = (host, secrets);

    public ServiceHost Host { get; }

    public PortalDb Db => Host.Services.GetRequiredService<PortalDb>();

    /// <summary>Starts it; it has ways to send e-mail and SMS, at the end of which nobody answers, so that everything waits to be sent.</summary>
    /// <param name="settings">Further settings.</param>
    /// <param name="folder">Data of before.</param>
    /// <param name="isPortalOnly">The other services are elsewhere, as the settings say.</param>
    public static async Task<Installation> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, string? folder = null, bool isPortalOnly = false)
    {
        var secrets = new TemporaryFolder();
        await File.WriteAllTextAsync(secrets.Combine("key"), new string('k', 32));
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = "9",
            ["Mail:From"] = "no-reply@ra.example.cn",
            ["Sms:Url"] = "http://127.0.0.1:9/",
            ["Sms:KeyFile"] = secrets.Combine("key"),
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        return new Installation(await ServiceHost.StartAsync([.. isPortalOnly ? (IService[])[] : [new PostingService(), new ApplicantService(), new MatchingService()], new QuickHashes(new PortalService())], all, folder), secrets);
    }

    /// <summary>The portal, with passwords that are hashed in a thousand rounds in place of 210,000: the hundreds that these tests type would cost minutes.</summary>
    sealed class QuickHashes(PortalService portal) : IService
    {
        public string Name => portal.Name;

        public void AddServices(IHostApplicationBuilder builder)
        {
            portal.AddServices(builder);
            builder.Services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1_000);
        }

        public void Map(RouteGroupBuilder api) => portal.Map(api);

        public void MapPages(WebApplication app) => portal.MapPages(app);

        public void Consume(ConsumerMap consumers) => portal.Consume(consumers);
    }

    /// <summary>A service announces events as if that had just happened there, in one transaction and this order.</summary>
    public Task TellAsync(string service, params IReadOnlyList<IMessage> events) => Host.Services.GetServices<Database>().Single(database => database.Name == service).WriteAsync(async unit =>
    {
        foreach (var one in events)
        {
            await unit.PublishAsync(one);
        }
    });

    /// <summary>Someone at a browser.</summary>
    public Visitor Visitor() => new(Host.Address);

    /// <summary>All letters to an address, the newest last.</summary>
    public async Task<IReadOnlyList<Letter>> LettersAsync(string address) =>
        [.. (await Db.ReadAsync(reader => reader.QueryAsync<Sent>("SELECT channel, subject, text, void_at FROM message WHERE address = @address ORDER BY message_id", new { address }))).Select(sent => new Letter(sent.Channel, address, sent.Subject, sent.Text, sent.VoidAt))];

    sealed record Sent
    {
        public Channel Channel { get; init; }
        public string Subject { get; init; } = "";
        public string Text { get; init; } = "";
        public DateTimeOffset? VoidAt { get; init; }
    }

    /// <summary>The code in the newest letter to an address.</summary>
    public async Task<string> CodeAsync(string address)
    {
        var letters = await LettersAsync(address);
        Assert.True(letters.Count > 0, $"Nothing was sent to {address}.");
        return SixDigits().Match(letters[^1].Text) is { Success: true } code ? code.Value : "";
    }

    /// <summary>Asks for a code on the page that is open, and makes the account with it.</summary>
    public async Task RegisterAsync(Visitor visitor, string name, string address, string password = Password)
    {
        await visitor.SubmitAsync("register", ("act", "send"), ("name", name), ("address", address));
        Assert.Contains("验证码已发送", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("register", ("act", "register"), ("name", name), ("code", await CodeAsync(address)), ("password", password), ("agreed", "true"));
    }

    /// <summary>A graduate with an account, at a browser that is signed in.</summary>
    public async Task<Visitor> GraduateAsync(string mobile = "13800138000", string name = "陈晓雯")
    {
        var visitor = Visitor();
        await visitor.OpenAsync("/register");
        await RegisterAsync(visitor, name, mobile);
        return visitor;
    }

    /// <summary>The first member of a unit that is still to be registered, at a browser that is signed in.</summary>
    public async Task<Visitor> OwnerAsync(string address = "gao@example.com", string name = "高婧")
    {
        var visitor = Visitor();
        await visitor.OpenAsync("/register/unit");
        await RegisterAsync(visitor, name, address);
        return visitor;
    }

    /// <summary>A supervisor with an account, invited as by the command, who has no second factor yet and can do nothing else before.</summary>
    public async Task<Visitor> SupervisorAsync(string address = "zhou@example.com", string name = "周望舒")
    {
        var (secret, joining) = (DrawnSecret.Draw(), new Joining(Guid.CreateVersion7(), Roles.Supervisor, Capacity.Supervisor, Joining.SupervisorOffice));
        await Db.WriteAsync(unit => Invitation.WriteAsync(unit, joining, name, new ContactAddress(AddressKind.Email, address), secret, invitedBy: null));
        var visitor = Visitor();
        await visitor.OpenAsync("/invitation/" + secret);
        await RegisterAsync(visitor, name, address);
        return visitor;
    }

    /// <summary>The page that the newest invitation to an address leads to.</summary>
    public async Task<string> LinkAsync(string address) => new Uri((await LettersAsync(address)).Select(letter => Link().Match(letter.Text)).Last(link => link.Success).Value).PathAndQuery;

    /// <summary>Somebody who was invited at an address gets an account by it.</summary>
    public async Task<Visitor> AcceptAsync(string address, string name)
    {
        var visitor = Visitor();
        await visitor.OpenAsync(await LinkAsync(address));
        Assert.Contains($"value=\"{address}\"", visitor.Html, StringComparison.Ordinal);
        await RegisterAsync(visitor, name, address);
        return visitor;
    }

    /// <summary>Sets an authenticator up on the page that is open, as its app would, and goes on; gives the recovery codes.</summary>
    public async Task<IReadOnlyList<string>> EnrolAsync(Visitor visitor, string password = Password)
    {
        var key = KeyOn(visitor);
        Assert.Contains("<svg", visitor.Html, StringComparison.Ordinal);
        await visitor.SubmitAsync("enrol", ("code", Totp.Code(key, Totp.StepOf(Host.Clock.GetUtcNow()))), ("password", password));
        Assert.Equal("请收好这些恢复码", visitor.Title);
        var codes = RecoveryCode().Matches(visitor.Html).Select(match => match.Groups[1].Value).ToList();
        await visitor.SubmitAsync("kept");
        _keys[visitor] = key;
        return codes;
    }

    /// <summary>The key that the page shows for an authenticator.</summary>
    public static string KeyOn(Visitor visitor) => Key().Match(visitor.Html).Groups[1].Value;

    /// <summary>The key that somebody's authenticator has.</summary>
    public string KeyOf(Visitor visitor) => _keys[visitor];

    /// <summary>The membership of the account of that name.</summary>
    public Task<Guid> MembershipOfAsync(string name) =>
        Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT m.membership_id FROM membership m JOIN account a ON a.account_id = m.account_id WHERE a.name = @name", new { name }));

    /// <summary>Whom the services see of the account of that name.</summary>
    public Task<Guid> SubjectOfAsync(string name) =>
        Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT m.subject_id FROM membership m JOIN account a ON a.account_id = m.account_id WHERE a.name = @name", new { name }));

    /// <summary>The unit of the account of that name.</summary>
    public Task<Guid> UnitOfAsync(string name) =>
        Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT m.unit_id FROM membership m JOIN account a ON a.account_id = m.account_id WHERE a.name = @name", new { name }));

    public static Task SignInAsync(Visitor visitor, string address, string password = Password, string page = "/sign-in") => SignInAtAsync(visitor, page, address, password);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _secrets.Dispose();
    }

    static async Task SignInAtAsync(Visitor visitor, string page, string address, string password)
    {
        await visitor.OpenAsync(page);
        await visitor.SubmitAsync("sign-in", ("address", address), ("password", password));
    }

    [GeneratedRegex("http[^ ]*/invitation/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("secret=([A-Z2-7]+)")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([^<]+)</code>")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();
}
