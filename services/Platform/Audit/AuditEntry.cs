using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RaMatch.Platform.Audit;

/// <summary>
/// One row of a service's audit trail: who did what to what, when, as whom and whence. Once sealed, its hash is SHA-256 over the UTF-8 of
/// <c>ramatch.audit.1</c>, its number, the hash before it and all fields in the order below, each as its length in UTF-16 units, a colon and the text, and an empty field as <c>-</c>;
/// instants are UTC milliseconds. Whoever changes, adds, removes or reorders sealed rows by hand breaks the chain there.
/// </summary>
sealed record AuditEntry
{
    /// <summary>The hash before the first entry.</summary>
    public const string Start = "0000000000000000000000000000000000000000000000000000000000000000";

    const string Domain = "ramatch.audit.1";

    /// <summary>UUIDv7 of the instant, so that ids are in the order of time.</summary>
    public Guid EntryId { get; init; }

    /// <summary>When the request came.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Who: the account; a graduate's pseudonym.</summary>
    public Guid AccountId { get; init; }
    public string Role { get; init; } = "";

    /// <summary>As whom: the unit's id or the park; null for a graduate, a supervisor and a service.</summary>
    public string? ActsFor { get; init; }

    /// <summary>The person's name; empty for a graduate.</summary>
    public string Name { get; init; } = "";
    public string? App { get; init; }

    /// <summary>The address on the network; null for a graduate.</summary>
    public string? Address { get; init; }

    /// <summary>The operation of the API by its name in the document, or the route of a page.</summary>
    public string Action { get; init; } = "";
    public string? SubjectKind { get; init; }
    public string? SubjectId { get; init; }

    /// <summary>The park whose business it is; null where it is no park's alone.</summary>
    public string? ParkId { get; init; }

    /// <summary>1 where people or documents were read, 0 where something was changed.</summary>
    public long IsReading { get; init; }

    /// <summary>Ids and codes that say more of it.</summary>
    public string? Detail { get; init; }

    /// <summary>Place in the chain, from 1; null until it is sealed.</summary>
    public long? ChainNo { get; init; }
    public string? PreviousHash { get; init; }
    public string? Hash { get; init; }

    /// <summary>The same, sealed as the next entry of the chain.</summary>
    public AuditEntry Sealed(long number, string previous)
    {
        var chained = this with { ChainNo = number, PreviousHash = previous };
        return chained with { Hash = chained.Digest() };
    }

    /// <summary>Whether it is what was sealed after the entry before it.</summary>
    public bool Follows(long number, string previous) => ChainNo == number && PreviousHash == previous && Hash == Digest();

    string Digest()
    {
        var text = new StringBuilder(Domain);
        foreach (var field in Fields())
        {
            text.Append(field is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{field.Length}:{field}"));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    IEnumerable<string?> Fields() =>
    [
        ChainNo?.ToString(CultureInfo.InvariantCulture),
        PreviousHash,
        EntryId.ToString(),
        OccurredAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        AccountId.ToString(),
        Role,
        ActsFor,
        Name,
        App,
        Address,
        Action,
        SubjectKind,
        SubjectId,
        ParkId,
        IsReading.ToString(CultureInfo.InvariantCulture),
        Detail,
    ];

    /// <summary>The columns, for those who read whole entries.</summary>
    public const string Columns = """
        entry_id, occurred_at, account_id, role, acts_for, name, app, address, action, subject_kind, subject_id, park_id, is_reading, detail, chain_no, previous_hash, hash
        """;

    /// <summary>Appends one, unless it is there.</summary>
    public const string Insert = """
        INSERT INTO audit_entry (entry_id, occurred_at, account_id, role, acts_for, name, app, address, action, subject_kind, subject_id, park_id, is_reading, detail)
        SELECT @entryId, @occurredAt, @accountId, @role, @actsFor, @name, @app, @address, @action, @subjectKind, @subjectId, @parkId, @isReading, @detail
        WHERE NOT EXISTS (SELECT 1 FROM audit_entry WHERE entry_id = @entryId)
        """;
}
