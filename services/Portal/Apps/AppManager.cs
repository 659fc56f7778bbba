using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace RaMatch.Portal.Apps;

/// <summary>OpenIddict's view of apps, with secrets compared as they are kept here (<see cref="ManageApps.HashOf"/>).</summary>
sealed class AppManager(IOpenIddictApplicationCache<App> cache, ILogger<OpenIddictApplicationManager<App>> logger, IOptionsMonitor<OpenIddictCoreOptions> options, IOpenIddictApplicationStore<App> store)
    : OpenIddictApplicationManager<App>(cache, logger, options, store)
{
    /// <inheritdoc />
    protected override ValueTask<bool> ValidateClientSecretAsync(string secret, string comparand, CancellationToken cancellationToken) =>
        new(CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(ManageApps.HashOf(secret)), Encoding.ASCII.GetBytes(comparand)));
}
