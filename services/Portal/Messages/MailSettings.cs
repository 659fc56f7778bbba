using System.Globalization;
using System.Net;
using RaMatch.Reference;

namespace RaMatch.Portal.Messages;

/// <summary>The mail server that e-mail leaves by. Every key is described in docs/settings.md.</summary>
/// <param name="Host"><c>Mail:Host</c>: its name or address.</param>
/// <param name="Port"><c>Mail:Port</c>: 587 (STARTTLS) unless named; 465 is TLS from the first byte on.</param>
/// <param name="User"><c>Mail:User</c>: whom it knows this installation as; null where it asks for nobody.</param>
/// <param name="Password">What <c>Mail:PasswordFile</c> holds; null without a user.</param>
/// <param name="Sender"><c>Mail:From</c>: the address that letters come from, and that answers go to.</param>
/// <param name="SenderName"><c>Mail:FromName</c>: the name shown beside it.</param>
/// <param name="Limit"><c>Mail:TimeoutSeconds</c>: so long handing over one e-mail may take.</param>
sealed record MailSettings(string Host, int Port, string? User, string? Password, string Sender, string SenderName, TimeSpan Limit)
{
    /// <summary>Reads the settings; null where no server is named; a wrong value throws with the key's name.</summary>
    public static MailSettings? From(IConfiguration configuration)
    {
        if (configuration["Mail:Host"] is not { Length: > 0 } host)
        {
            return null;
        }

        var from = configuration["Mail:From"] ?? "";
        if (!EmailAddress.IsValid(from))
        {
            throw new InvalidOperationException($"Mail:From is '{from}'; use the e-mail address that letters come from.");
        }

        var user = configuration["Mail:User"] is { Length: > 0 } named ? named : null;
        return new MailSettings(
            host,
            Number("Mail:Port", configuration["Mail:Port"], 587, most: 65_535),
            user,
            user is null ? null : SecretFile.Read("Mail:PasswordFile", configuration["Mail:PasswordFile"]),
            from,
            configuration["Mail:FromName"] is { Length: > 0 } name ? name : "科研助理岗位招聘",
            TimeSpan.FromSeconds(Number("Mail:TimeoutSeconds", configuration["Mail:TimeoutSeconds"], 60, most: 600)));
    }

    /// <summary>Whether the server is this very machine, so that what is said to it passes no wire.</summary>
    public bool IsHere => IsLoopback(Host);

    /// <summary>Whether a name or address is this very machine's own.</summary>
    public static bool IsLoopback(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    internal static int Number(string key, string? text, int otherwise, int most) => string.IsNullOrEmpty(text)
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new InvalidOperationException($"{key} is '{text}'; use a number from 1 to {most}.");
}
