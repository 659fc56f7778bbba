using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>
/// A round's two secrets. The seed of the lottery is drawn at opening, committed to by its SHA-256 and made public when the round is solved.
/// The key of the pseudonyms is never shown: with it alone a graduate's row in the published folder leads back to the graduate.
/// </summary>
sealed class LotteryVault(IDataProtectionProvider protection)
{
    readonly IDataProtector _seeds = protection.CreateProtector("RaMatch.Matching", "round.sealed_seed");
    readonly IDataProtector _keys = protection.CreateProtector("RaMatch.Matching", "round.sealed_key");

    /// <summary>Draws 32 bytes from the system's generator.</summary>
    public static byte[] Draw() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Encrypts a seed; the round is part of the purpose, so that the text opens in no other row.</summary>
    public string SealSeed(Guid roundId, byte[] seed) => Of(_seeds, roundId).Protect(Convert.ToHexStringLower(seed));

    /// <inheritdoc cref="SealSeed"/>
    public string SealKey(Guid roundId, byte[] key) => Of(_keys, roundId).Protect(Convert.ToHexStringLower(key));

    /// <summary>The round's seed, 32 bytes.</summary>
    public byte[] Seed(Round round) => Convert.FromHexString(Of(_seeds, round.RoundId).Unprotect(round.SealedSeed));

    /// <summary>The pseudonyms of the round's folder: the first 16 bytes of HMAC-SHA256 of the graduate's id, in hex.</summary>
    public Func<Guid, string> Pseudonyms(Round round)
    {
        var key = Convert.FromHexString(Of(_keys, round.RoundId).Unprotect(round.SealedKey));
        return graduateId => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(graduateId.ToString())).AsSpan(0, 16));
    }

    static IDataProtector Of(IDataProtector protector, Guid roundId) => protector.CreateProtector(roundId.ToString());
}
