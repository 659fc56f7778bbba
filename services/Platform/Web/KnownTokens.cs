using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RaMatch.Platform.Web;

/// <summary>
/// Checks tokens, each signature once: the portal sends the same token with every call of some minutes. What depends on the moment, the token's
/// time, is checked anew with every request, and so is what depends on the request, its audience (<see cref="Access"/>). Keys do not change while
/// a process runs, so a restart forgets what was signed with another one. Kept by SHA-256, only what was found valid.
/// </summary>
sealed class KnownTokens(TimeProvider time) : JsonWebTokenHandler
{
    const int MostKept = 10_000;

    readonly ConcurrentDictionary<(UInt128, UInt128), Known> _known = new();

    /// <inheritdoc />
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var hash = HashOf(token);
        var now = time.GetUtcNow().UtcDateTime;
        if (_known.TryGetValue(hash, out var known))
        {
            if (known.ValidFrom - validationParameters.ClockSkew <= now && now < known.ValidTo + validationParameters.ClockSkew)
            {
                return new TokenValidationResult { IsValid = true, ClaimsIdentity = known.Identity.Clone(), SecurityToken = known.Token, Issuer = known.Token.Issuer };
            }

            _known.TryRemove(hash, out _);
        }

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result is { IsValid: true, SecurityToken: JsonWebToken valid })
        {
            if (_known.Count >= MostKept)
            {
                _known.Clear();
            }

            _known[hash] = new Known(valid, result.ClaimsIdentity.Clone(), valid.ValidFrom, valid.ValidTo);
        }

        return result;
    }

    static (UInt128 First, UInt128 Second) HashOf(string token)
    {
        Span<UInt128> hash = stackalloc UInt128[2];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), MemoryMarshal.AsBytes(hash));
        return (hash[0], hash[1]);
    }

    sealed record Known(JsonWebToken Token, ClaimsIdentity Identity, DateTime ValidFrom, DateTime ValidTo);
}
