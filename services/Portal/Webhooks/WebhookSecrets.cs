using Microsoft.AspNetCore.DataProtection;

namespace RaMatch.Portal.Webhooks;

/// <summary>What deliveries are signed with: shown once, and kept encrypted, since it has to be had to sign.</summary>
sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    readonly IDataProtector _protector = protection.CreateProtector("RaMatch.Portal", "webhook.secret");

    /// <summary>As it is kept.</summary>
    public string Seal(string secret) => _protector.Protect(secret);

    /// <summary>As it is signed with.</summary>
    public string Open(string sealedSecret) => _protector.Unprotect(sealedSecret);
}
