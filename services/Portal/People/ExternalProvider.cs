using RaMatch.Platform.Web;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.People;

/// <summary>
/// Somebody else's sign-in by OpenID Connect that this installation trusts to say who a person is: a park's unified identity (统一身份认证), Keycloak, another that keeps the standard.
/// Every key is described in docs/settings.md.
/// </summary>
/// <param name="Key">Its name in the settings and in addresses: small letters, digits and hyphens.</param>
/// <param name="Name"><c>SignIn:*:Name</c>: what stands on the button.</param>
/// <param name="Authority"><c>SignIn:*:Authority</c>: the issuer, below which its discovery document lies.</param>
/// <param name="ClientId"><c>SignIn:*:ClientId</c>: whom it knows this installation as.</param>
/// <param name="ClientSecret">What <c>SignIn:*:ClientSecretFile</c> holds; null for a public client, whose proof is PKCE alone.</param>
/// <param name="Scope"><c>SignIn:*:Scope</c>: what it is asked for.</param>
sealed record ExternalProvider(string Key, string Name, string Authority, string ClientId, string? ClientSecret, string Scope)
{
    const int LongestKey = 30;
    const int LongestName = 30;
    const string Section = "SignIn";

    /// <summary>The framework's name for it.</summary>
    public string Scheme => "external:" + Key;

    /// <summary>Where it sends people back to; to be registered there.</summary>
    public string Callback => $"/sign-in/external/{Key}/callback";

    /// <summary>Where somebody is sent to it.</summary>
    public string Start => $"/sign-in/external/{Key}";

    /// <summary>Reads the settings; a wrong value throws with the key's name.</summary>
    public static IReadOnlyList<ExternalProvider> From(IConfiguration configuration) =>
        [.. configuration.GetSection(Section).GetChildren().Select(section => Read(configuration, section.Key)).OrderBy(one => one.Key, StringComparer.Ordinal)];

    static ExternalProvider Read(IConfiguration configuration, string key)
    {
        if (key.Length > LongestKey || !key.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            throw new InvalidOperationException($"{Section}:{key} has a name that cannot stand in an address; use small letters, digits and hyphens, {LongestKey} at most.");
        }

        var name = configuration[$"SignIn:{key}:Name"] ?? "";
        if (TextRules.ObjectionToLine(name, out var line) is not null || line.Length is 0 or > LongestName)
        {
            throw new InvalidOperationException($"{Section}:{key}:Name is '{name}'; use what people call it, {LongestName} characters at most.");
        }

        // Whoever reads what passes between there and here is whoever he likes to be.
        var authority = configuration[$"SignIn:{key}:Authority"] ?? "";
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || address is not { Query: "", Fragment: "" }
            || address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && MailSettings.IsLoopback(address.Host)))
        {
            throw new InvalidOperationException($"{Section}:{key}:Authority is '{authority}'; use the issuer's address, such as https://id.example.gov.cn/realms/park.");
        }

        return new ExternalProvider(
            key,
            line,
            authority,
            configuration[$"SignIn:{key}:ClientId"] is { Length: > 0 } client ? client : throw new InvalidOperationException($"{Section}:{key}:ClientId is not set."),
            configuration[$"SignIn:{key}:ClientSecretFile"] is { Length: > 0 } file ? SecretFile.Read($"{Section}:{key}:ClientSecretFile", file) : null,
            configuration[$"SignIn:{key}:Scope"] is { Length: > 0 } scope ? scope : "openid profile");
    }
}

/// <summary>All that this installation trusts.</summary>
sealed record ExternalProviders(IReadOnlyList<ExternalProvider> All)
{
    /// <summary>The one of that key; null where there is none, or none any more.</summary>
    public ExternalProvider? Find(string key) => All.FirstOrDefault(one => one.Key == key);
}
