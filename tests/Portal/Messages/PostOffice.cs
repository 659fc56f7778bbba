using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Portal.Messages;
using RaMatch.Testing;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>A portal whose letters are sent to peers of the test, seen from its database and its health.</summary>
sealed class PostOffice : IAsyncDisposable
{
    PostOffice(ServiceHost host) => Host = host;

    public ServiceHost Host { get; }

    public ManualClock Clock => Host.Clock;

    public PortalDb Db => Host.Services.GetRequiredService<PortalDb>();

    /// <summary>Starts a portal by itself.</summary>
    public static async Task<PostOffice> OpenAsync(IReadOnlyDictionary<string, string?>? settings = null, string? folder = null, ManualClock? clock = null) =>
        new(await ServiceHost.StartAsync([new PortalService()], settings, folder, clock));

    /// <summary>A letter by e-mail.</summary>
    public static Letter Email(string address = "chen@example.cn", string subject = "面试邀请", string text = "请在周五前答复。", DateTimeOffset? until = null) =>
        new(Channel.Email, address, subject, text, until);

    /// <summary>A letter by SMS.</summary>
    public static Letter Sms(string text = "验证码 204871，十分钟内有效。", string address = "13800138000", DateTimeOffset? until = null) => new(Channel.Sms, address, "", text, until);

    /// <summary>Queues letters in one transaction, as who tells something does.</summary>
    public Task QueueAsync(params IEnumerable<Letter> letters) => Db.WriteAsync(async unit =>
    {
        foreach (var letter in letters)
        {
            await Letters.QueueAsync(unit, letter);
        }
    });

    /// <summary>Lets time pass, and has the sender look.</summary>
    public Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return Db.WriteAsync(unit =>
        {
            unit.Wake();
            return Task.CompletedTask;
        });
    }

    /// <summary>The letters that are still there, as their rows are.</summary>
    public Task<IReadOnlyList<Row>> RowsAsync() => Db.ReadAsync(reader => reader.QueryAsync<Row>("SELECT * FROM message ORDER BY created_at, message_id"));

    /// <summary>Waits until the rows are as they shall be.</summary>
    public Task<IReadOnlyList<Row>> RowsAsync(Func<IReadOnlyList<Row>, bool> accept, string because) => Eventually.Get(RowsAsync, accept, because);

    /// <summary>Waits until nothing is left to send.</summary>
    public Task SentAsync() => RowsAsync(rows => rows.Count == 0, "all letters are sent");

    /// <summary>What <c>/health/ready</c> says of a part; null while nothing is the matter with it.</summary>
    public async Task<string?> TroubleAsync(string part)
    {
        using var client = Host.Anonymous();
        using var state = JsonDocument.Parse(await client.GetStringAsync("health/ready"));
        return state.RootElement.GetProperty("missing").TryGetProperty(part, out var trouble) ? trouble.GetString() : null;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    public sealed record Row
    {
        public Guid MessageId { get; init; }
        public Channel Channel { get; init; }
        public string Address { get; init; } = "";
        public long Attempts { get; init; }
        public DateTimeOffset AvailableAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
        public DateTimeOffset? GivenUpAt { get; init; }
        public string? LastError { get; init; }
    }
}
