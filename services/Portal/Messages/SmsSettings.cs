using System.Text;

namespace RaMatch.Portal.Messages;

/// <summary>The gateway that SMS leave by. Every key is described in docs/settings.md, what is said to the gateway in docs/running.md.</summary>
/// <param name="Address"><c>Sms:Url</c>: where requests are posted to.</param>
/// <param name="Key">What <c>Sms:KeyFile</c> holds: the key requests are signed with.</param>
/// <param name="Sign"><c>Sms:Sign</c>: the sender's name, which operators want in 【】 before the text; null where the gateway puts it there.</param>
/// <param name="Limit"><c>Sms:TimeoutSeconds</c>: so long a request may take.</param>
sealed record SmsSettings(Uri Address, byte[] Key, string? Sign, TimeSpan Limit)
{
    const int ShortestKey = 32;

    /// <summary>Reads the settings; null where no gateway is named; a wrong value throws with the key's name.</summary>
    public static SmsSettings? From(IConfiguration configuration)
    {
        if (configuration["Sms:Url"] is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && MailSettings.IsLoopback(address.Host))))
        {
            throw new InvalidOperationException("Sms:Url is no https:// address; http:// is for a gateway on this machine only.");
        }

        var key = Encoding.UTF8.GetBytes(SecretFile.Read("Sms:KeyFile", configuration["Sms:KeyFile"]));
        return key.Length < ShortestKey
            ? throw new InvalidOperationException($"Sms:KeyFile holds {key.Length} bytes; a key has at least {ShortestKey}, for example of: openssl rand -hex 32")
            : new SmsSettings(
                address,
                key,
                configuration["Sms:Sign"] is { Length: > 0 } sign ? sign : null,
                TimeSpan.FromSeconds(MailSettings.Number("Sms:TimeoutSeconds", configuration["Sms:TimeoutSeconds"], 30, most: 600)));
    }
}
