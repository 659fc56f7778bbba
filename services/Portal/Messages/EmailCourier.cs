using System.Diagnostics;
using System.Globalization;
using System.Net.Security;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace RaMatch.Portal.Messages;

/// <summary>Hands e-mail to the installation's mail server by SMTP, encrypted unless that server is this very machine.</summary>
sealed class EmailCourier(MailSettings settings, TimeProvider clock) : ICourier
{
    // Servers close a connection that goes on for long, and who is cut off does not always know whether the letter was taken.
    const int MostOverOne = 100;
    static readonly TimeSpan LongestConnection = TimeSpan.FromSeconds(30);

    static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1);

    readonly SmtpClient _server = new()
    {
        // As in the rest of .NET: a network that reaches no authority's lists has good certificates all the same.
        CheckCertificateRevocation = false,
        // What does not leave the machine needs no proof of where it goes; all else is judged by the system's authorities.
        ServerCertificateValidationCallback = (_, _, _, faults) => faults == SslPolicyErrors.None || settings.IsHere,
    };

    long _connectedAt;
    int _sent;

    /// <inheritdoc />
    public async Task<HandOver> HandOverAsync(WaitingLetter letter, CancellationToken cancellation)
    {
        if (_sent >= MostOverOne || (_sent > 0 && Stopwatch.GetElapsedTime(_connectedAt) >= LongestConnection))
        {
            await LeaveAsync();
        }

        var isUsed = _server.IsConnected;
        var told = await ConnectAsync(cancellation) ?? await SendAsync(letter, cancellation);
        if (isUsed && told.IsBeforeAnything)
        {
            // Some want fewer letters over a connection, say so, and take the next over another.
            await LeaveAsync();
            told = await ConnectAsync(cancellation) ?? await SendAsync(letter, cancellation);
        }

        return told;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _server.Dispose();
    }

    async Task LeaveAsync()
    {
        _sent = 0;
        if (_server.IsConnected)
        {
            using var limit = new CancellationTokenSource(LongestGoodbye);
            await _server.DisconnectAsync(quit: true, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A connection on which letters can be handed over; or why there is none, whatever it is: nothing has been said of any letter.</summary>
    async Task<HandOver?> ConnectAsync(CancellationToken cancellation)
    {
        if (_server.IsConnected)
        {
            return null;
        }

        try
        {
            _connectedAt = Stopwatch.GetTimestamp();
            await _server.ConnectAsync(settings.Host, settings.Port, Security, cancellation);
            if (settings is { User: { } user, Password: { } password })
            {
                await _server.AuthenticateAsync(user, password, cancellation);
            }

            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new HandOver(Verdict.NoService, exception.Message);
        }
    }

    SecureSocketOptions Security =>
        settings.Port == 465 ? SecureSocketOptions.SslOnConnect
        : settings.IsHere ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;

    async Task<HandOver> SendAsync(WaitingLetter letter, CancellationToken cancellation)
    {
        var (from, to) = (new MailboxAddress(OneLine(settings.SenderName), settings.Sender), new MailboxAddress("", letter.Address));
        var format = FormatOptions.Default.Clone();
        // A domain in another script has a spelling in letters; what stands before the @ has none.
        format.International = !System.Text.Ascii.IsValid(to.LocalPart);
        if (format.International && !_server.Capabilities.HasFlag(SmtpCapabilities.UTF8))
        {
            return new HandOver(Verdict.Refused, "The mail server takes no addresses in other scripts than Latin (SMTPUTF8).");
        }

        using var message = Compose(letter, from, to);
        try
        {
            await _server.SendAsync(format, message, from, [to], cancellation);
            _sent++;
            return HandOver.Taken;
        }
        catch (SmtpCommandException refusal)
        {
            return Judge(refusal);
        }
        catch (Exception exception) when (exception is IOException or MailKit.ProtocolException or MailKit.ServiceNotConnectedException or MailKit.ServiceNotAuthenticatedException or System.Net.Sockets.SocketException)
        {
            return new HandOver(Verdict.NoService, exception.Message);
        }
    }

    static HandOver Judge(SmtpCommandException refusal)
    {
        var code = (int)refusal.StatusCode;
        var reason = string.Create(CultureInfo.InvariantCulture, $"{code} {refusal.Message}");
        return (refusal.ErrorCode, code) switch
        {
            // It closes the connection.
            (_, 421) => new HandOver(Verdict.NoService, reason) { IsBeforeAnything = true },
            // Policies (RFC 3463, 5.7) are said at the recipient, but mostly of the sender: no right to send from there, no relaying.
            (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, >= 500) when refusal.Message.StartsWith("5.7.", StringComparison.Ordinal) => new HandOver(Verdict.NotNow, reason),
            (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, >= 500) => new HandOver(Verdict.Refused, reason),
            (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, _) => new HandOver(Verdict.NotNow, reason),
            // It does not take what comes from us, or does not speak as a mail server does: that is no letter's fault.
            _ => new HandOver(Verdict.NoService, reason),
        };
    }

    MimeMessage Compose(WaitingLetter letter, MailboxAddress from, MailboxAddress to)
    {
        var message = new MimeMessage
        {
            // The same at every attempt, so that whoever gets a letter twice can tell.
            MessageId = $"{letter.MessageId}@{MailboxAddress.EncodeAddrspec(settings.Sender).Split('@')[1]}",
            Date = clock.GetUtcNow(),
            Subject = OneLine(letter.Subject),
            Body = new TextPart("plain") { Text = letter.Text.ReplaceLineEndings("\r\n") },
        };
        message.From.Add(from);
        message.To.Add(to);
        // No answer of a machine that somebody is on holiday (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (letter.Unsubscribe is { } address)
        {
            // One press in the reader's mail program does it (RFC 8058).
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{address}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        return message;
    }

    // What stands in a header is one line, whatever somebody is called.
    static string OneLine(string text) => string.Concat(text.Select(one => char.IsControl(one) || one is '\u2028' or '\u2029' ? ' ' : one));
}
