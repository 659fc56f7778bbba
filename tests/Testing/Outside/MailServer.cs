using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace RaMatch.Testing;

/// <summary>A real mail server on 127.0.0.1 that keeps what it is given.</summary>
public sealed class MailServer : IAsyncDisposable
{
    public const string Password = "s3cret of the mail server";

    readonly CancellationTokenSource _over = new();
    readonly ConcurrentQueue<Received> _letters = new();
    readonly X509Certificate2? _certificate;
    readonly Task _running;
    int _taken;
    int _busy;
    int _mostAtOnce;

    MailServer(int port, bool encrypted, bool asksWho, bool keeps, bool everywhere)
    {
        (Port, Keeps) = (port, keeps);
        _certificate = encrypted ? SelfSigned.Make() : null;
        var options = new SmtpServerOptionsBuilder().ServerName("mail.test").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(everywhere ? IPAddress.Any : IPAddress.Loopback, port)).AuthenticationRequired(asksWho).AllowUnsecureAuthentication();
            if (_certificate is not null)
            {
                endpoint.Certificate(_certificate);
            }
        }).Build();
        var services = new ServiceProvider();
        services.Add(new Box(this));
        services.Add(new Guard(this));
        services.Add(new Doorkeeper());
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_over.Token);
    }

    public int Port { get; }

    /// <summary>What was taken, in this order.</summary>
    public IReadOnlyList<Received> Letters => [.. _letters];

    /// <summary>How many were taken, kept or not.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>How many connections handed a letter over at the same moment, at most.</summary>
    public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

    /// <summary>What is answered for a recipient; null lets it in.</summary>
    public Func<string, SmtpResponse?> OfRecipient { get; set; } = _ => null;

    /// <summary>What is answered for a letter; null takes it.</summary>
    public Func<MimeMessage, SmtpResponse?> OfLetter { get; set; } = _ => null;

    bool Keeps { get; }

    /// <param name="port">Where; a free port unless one is named.</param>
    /// <param name="encrypted">Whether it offers STARTTLS, with a certificate that nobody vouches for.</param>
    /// <param name="asksWho">Whether it takes letters only of <c>portal</c> with <see cref="Password"/>.</param>
    /// <param name="keeps">Whether it keeps the letters or only counts them.</param>
    /// <param name="everywhere">Whether it listens on all addresses of this machine.</param>
    public static MailServer Start(int? port = null, bool encrypted = false, bool asksWho = false, bool keeps = true, bool everywhere = false) =>
        new(port ?? FreePort.Next(), encrypted, asksWho, keeps, everywhere);

    /// <summary>The settings of a portal that sends by this server.</summary>
    public Dictionary<string, string?> Settings(params (string Key, string? Value)[] more) => SettingsOf(Port, more);

    /// <summary>The settings of a portal that sends by a server on a port of this machine.</summary>
    public static Dictionary<string, string?> SettingsOf(int port, params (string Key, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Mail:From"] = "no-reply@ra.example.gov.cn",
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _certificate?.Dispose();
        _over.Dispose();
    }

    /// <param name="Letter">The letter.</param>
    /// <param name="Recipients">Whom the envelope names.</param>
    /// <param name="IsEncrypted">Whether it came over TLS.</param>
    /// <param name="User">Who handed it over; null where nobody was asked.</param>
    public sealed record Received(MimeMessage Letter, IReadOnlyList<string> Recipients, bool IsEncrypted, string? User)
    {
        public string Text => ((TextPart)Letter.Body!).Text ?? "";
    }

    sealed class Box(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            var busy = Interlocked.Increment(ref server._busy);
            try
            {
                for (var seen = server.MostAtOnce; busy > seen; seen = server.MostAtOnce)
                {
                    Interlocked.CompareExchange(ref server._mostAtOnce, busy, seen);
                }

                var letter = await MimeMessage.LoadAsync(new MemoryStream(buffer.ToArray()), cancellationToken);
                if (server.OfLetter(letter) is { } refusal)
                {
                    return refusal;
                }

                if (server.Keeps)
                {
                    server._letters.Enqueue(new Received(letter, [.. transaction.To.Select(to => to.AsAddress())], context.Pipe.IsSecure, context.Authentication.IsAuthenticated ? context.Authentication.User : null));
                }

                Interlocked.Increment(ref server._taken);
                return SmtpResponse.Ok;
            }
            finally
            {
                Interlocked.Decrement(ref server._busy);
            }
        }
    }

    sealed class Guard(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.OfRecipient(to.AsAddress()) is { } refusal ? throw new SmtpResponseException(refusal) : Task.FromResult(true);
    }

    sealed class Doorkeeper : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult(user == "portal" && password == Password);
    }
}
