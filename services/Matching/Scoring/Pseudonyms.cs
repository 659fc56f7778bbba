using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Under which name a unit sees a graduate who has not applied: another one for each unit and position, so that neither a later application nor another
/// position leads back to it. The key is drawn once an installation, stands encrypted in the database and is never shown.
/// </summary>
sealed class Pseudonyms(IDataProtectionProvider protection, MatchingDb db)
{
    readonly IDataProtector _keys = protection.CreateProtector("RaMatch.Matching", "pseudonym_key.sealed_key");
    byte[]? _key;

    /// <summary>The names of graduates at one position of a unit: the first 16 bytes of HMAC-SHA256 of the three ids, marked as a UUID of version 8 (RFC 9562).</summary>
    public async Task<Func<Guid, Guid>> AtAsync(Guid unitId, Guid positionId, CancellationToken cancellation)
    {
        var key = _key ??= await KeyAsync(cancellation);
        return graduateId =>
        {
            Span<byte> ids = stackalloc byte[48];
            unitId.TryWriteBytes(ids, bigEndian: true, out _);
            positionId.TryWriteBytes(ids[16..], bigEndian: true, out _);
            graduateId.TryWriteBytes(ids[32..], bigEndian: true, out _);
            var hash = HMACSHA256.HashData(key, ids).AsSpan(0, 16);
            hash[6] = (byte)(hash[6] & 0x0F | 0x80);
            hash[8] = (byte)(hash[8] & 0x3F | 0x80);
            return new Guid(hash, bigEndian: true);
        };
    }

    async Task<byte[]> KeyAsync(CancellationToken cancellation)
    {
        var drawn = _keys.Protect(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        var kept = await db.ReadAsync(reader => reader.FindAsync<string>(SelectKey), cancellation)
            // Of two processes that find none, one draws it for both.
            ?? await db.WriteAsync(async unit =>
            {
                await unit.ExecuteAsync(InsertKey, new { sealedKey = drawn, drawnAt = unit.Now });
                return await unit.GetAsync<string>(SelectKey);
            }, cancellation);
        return Convert.FromHexString(_keys.Unprotect(kept));
    }

    const string SelectKey = "SELECT sealed_key FROM pseudonym_key WHERE key_number = 1";

    const string InsertKey = """
        INSERT INTO pseudonym_key (key_number, sealed_key, drawn_at)
        SELECT 1, @sealedKey, @drawnAt
        WHERE NOT EXISTS (SELECT 1 FROM pseudonym_key WHERE key_number = 1)
        """;
}
