using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RaMatch.Platform.Data;

namespace RaMatch.Portal.People;

/// <summary>What a code opens.</summary>
enum CodePurpose
{
    /// <summary>A new account.</summary>
    Registration,

    /// <summary>A new password.</summary>
    Reset,

    /// <summary>Another address of an account.</summary>
    Address,
}

/// <summary>Whether a code was kept, so that it is to be sent.</summary>
enum CodeKept
{
    /// <summary>It is.</summary>
    Kept,

    /// <summary>The one before is less than a minute old, and stands.</summary>
    JustNow,

    /// <summary>The address has been sent as many as it may within an hour.</summary>
    TooMany,
}

/// <summary>
/// Six digits sent to an address, which prove that whoever types them reads what comes there. A code belongs to the flow of one browser, so that nobody can guess
/// at, or replace, what another waits for. One a flow at a time, not more often than once a minute; it stands ten minutes and may be guessed at five times.
/// Kept is a hash, which keeps nobody from trying all codes who has the database: they are for minutes.
/// </summary>
static class SentCodes
{
    /// <summary>How long a code stands.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How often it may be guessed at.</summary>
    public const int MostTries = 5;

    /// <summary>So many are sent to one address within <see cref="Hour"/>, whoever asks: with it a hundred guesses at a million codes.</summary>
    public const int MostOfAddress = 20;

    /// <summary>What to say of a code that does not do; why is told to nobody.</summary>
    public const string Wrong = "验证码不正确或已失效，请核对后重新填写，或重新获取。";

    /// <summary>What to say where the step before is too long ago to be known.</summary>
    public const string Expired = "验证码已失效，请重新获取。";

    /// <summary>The time over which codes are counted, and so long they are kept.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Draws a code; before the transaction, which may run again.</summary>
    public static string Draw() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Keeps a code in place of the flow's older one.</summary>
    public static async Task<CodeKept> PutAsync(UnitOfWork unit, Guid flowId, CodePurpose purpose, ContactAddress to, string code)
    {
        var row = new
        {
            flowId,
            purpose,
            to.Kind,
            to.Address,
            codeHash = Hash(purpose, to, code),
            triesLeft = MostTries,
            unit.Now,
            earlier = unit.Now - Pause,
            old = unit.Now - Hour,
            expiresAt = unit.Now + Lifetime,
        };
        await unit.ExecuteAsync(DeleteOld, row);
        return await unit.GetAsync<long>(CountSendings, row) >= MostOfAddress ? CodeKept.TooMany
            : await unit.ExecuteAsync(UpdateCode, row) > 0 || await unit.ExecuteAsync(InsertCode, row) > 0 ? CodeKept.Kept
            : CodeKept.JustNow;
    }

    /// <summary>Takes a code, once. What is wrong costs one of its tries, whatever else comes of the transaction's request.</summary>
    public static async Task<bool> TakeAsync(UnitOfWork unit, Guid flowId, CodePurpose purpose, ContactAddress from, string code)
    {
        var row = new { flowId, codeHash = Hash(purpose, from, code), unit.Now };
        return await unit.ExecuteAsync(UpdateTries, row) > 0 && await unit.ExecuteAsync(DeleteCode, row) > 0;
    }

    static string Hash(CodePurpose purpose, ContactAddress address, string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose} {address.Kind} {address.Address} {code}")));

    const string DeleteOld = "DELETE FROM sent_code WHERE sent_at <= @old";

    const string CountSendings = "SELECT COALESCE(SUM(sendings), 0) FROM sent_code WHERE address = @address AND sent_at > @old";

    const string UpdateCode = """
        UPDATE sent_code
        SET purpose = @purpose, kind = @kind, address = @address, code_hash = @codeHash, tries_left = @triesLeft, sendings = sendings + 1, sent_at = @now, expires_at = @expiresAt
        WHERE flow_id = @flowId AND sent_at <= @earlier
        """;

    const string InsertCode = """
        INSERT INTO sent_code (flow_id, purpose, kind, address, code_hash, tries_left, sendings, sent_at, expires_at)
        SELECT @flowId, @purpose, @kind, @address, @codeHash, @triesLeft, 1, @now, @expiresAt
        WHERE NOT EXISTS (SELECT 1 FROM sent_code WHERE flow_id = @flowId)
        """;

    const string UpdateTries = """
        UPDATE sent_code
        SET tries_left = tries_left - 1
        WHERE flow_id = @flowId AND tries_left > 0 AND expires_at > @now
        """;

    const string DeleteCode = "DELETE FROM sent_code WHERE flow_id = @flowId AND code_hash = @codeHash";
}
