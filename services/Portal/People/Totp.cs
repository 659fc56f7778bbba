using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace RaMatch.Portal.People;

/// <summary>Codes by time (RFC 6238) as authenticator apps show them: SHA-1, six digits, thirty seconds; one step of a clock that goes wrong is allowed to either side.</summary>
static class Totp
{
    /// <summary>How many digits a code has.</summary>
    public const int Digits = 6;

    const int Skew = 1;
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The thirty seconds that an instant lies in.</summary>
    public static long StepOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / 30;

    /// <summary>The code of a step.</summary>
    /// <param name="key">The key in base 32.</param>
    /// <param name="step">The step.</param>
    public static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(Bytes(key), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, now or one to either side; null where it is none's.</summary>
    public static long? Match(string key, string code, DateTimeOffset now)
    {
        for (var step = StepOf(now) - Skew; step <= StepOf(now) + Skew; step++)
        {
            if (string.Equals(Code(key, step), code, StringComparison.Ordinal))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>What an authenticator app reads: whose key it is, and for what.</summary>
    public static string Link(string key, string account) => $"otpauth://totp/RaMatch:{Uri.EscapeDataString(account)}?secret={key}&issuer=RaMatch";

    static byte[] Bytes(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        var (bits, buffer, at) = (0, 0, 0);
        foreach (var letter in key)
        {
            buffer = (buffer << 5 | Alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[at++] = (byte)(buffer >> bits);
            }
        }

        return bytes;
    }
}

/// <summary>Takes a code of the authenticator once: one of the last step taken, or of an earlier one, is wrong. Of two at once the account's version lets one through.</summary>
sealed class TotpProvider(TimeProvider clock) : IUserTwoFactorTokenProvider<Account>
{
    /// <inheritdoc />
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) => throw new NotSupportedException("The authenticator makes the codes.");

    /// <inheritdoc />
    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { } key || Totp.Match(key, token, clock.GetUtcNow()) is not { } step || step <= user.TotpStep)
        {
            return false;
        }

        user.TotpStep = step;
        return (await manager.UpdateAsync(user)).Succeeded;
    }

    /// <inheritdoc />
    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) => Task.FromResult(user.TotpKey is not null);
}
