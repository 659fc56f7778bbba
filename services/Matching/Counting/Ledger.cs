using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// The append-only account of a programme: +1 and −1, each chained to the one before it by SHA-256, the end of the chain kept beside it.
/// Whoever changes, adds, removes or reorders an entry by hand breaks the chain at that entry. A reason that somebody typed stands beside the chain, which has its
/// digest: it can be forgotten with the person it is about, and not be exchanged for another one.
/// </summary>
static class Ledger
{
    /// <summary>The hash before the first entry.</summary>
    public const string Start = "0000000000000000000000000000000000000000000000000000000000000000";

    // What stands in the chain for a reason that somebody typed.
    const string Apart = "ledger.reason-apart";

    static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>One entry as it is stored.</summary>
    public record Entry
    {
        public string Programme { get; init; } = "";

        /// <summary>Place in the chain, from 1.</summary>
        public long Number { get; init; }
        public Guid PlacementId { get; init; }

        /// <summary>Place among the entries of the placement, from 1; odd ones count it, even ones take it back.</summary>
        public long Sequence { get; init; }
        public string ParkId { get; init; } = "";
        public Guid UnitId { get; init; }
        public Guid PositionId { get; init; }
        public Guid GraduateId { get; init; }

        /// <summary>+1 or −1.</summary>
        public long Delta { get; init; }

        /// <summary>1 where the graduate is of this year's cohort, else 0.</summary>
        public long OfCohort { get; init; }
        public Sentence Reason { get; init; } = Sentence.Said("");

        /// <summary>The reason in the words typed, where the chain has only their digest and they have not been forgotten.</summary>
        [JsonIgnore]
        public Sentence? Typed { get; init; }

        /// <summary>Drawn for the digest, so that nobody finds a forgotten reason by trying.</summary>
        [JsonIgnore]
        public string? Salt { get; init; }
        public long RulesVersion { get; init; }
        public Guid ActorId { get; init; }
        public DateTimeOffset OccurredAt { get; init; }
        public string PreviousHash { get; init; } = "";
        public string Hash { get; init; } = "";
    }

    /// <summary>
    /// Who counts for whom in a programme stays as it is read from here on: whoever counts another hire, or says whose a counted one is, waits.
    /// </summary>
    public static async Task TakeAsync(UnitOfWork unit, string programme)
    {
        if (await unit.ExecuteAsync(TouchHead, new { programme }) == 0)
        {
            await unit.ExecuteAsync(InsertHead, new { programme, entries = 0, hash = Start });
        }
    }

    /// <summary>
    /// Appends an entry; number, sequence and hashes are filled in here. Two at once would take the same number, which the keys refuse:
    /// one of them runs again after the other.
    /// </summary>
    public static async Task AppendAsync(UnitOfWork unit, Entry entry)
    {
        // Moving the head first makes concurrent appends wait for each other; the keys are what makes them right.
        if (await unit.ExecuteAsync(MoveHead, new { entry.Programme }) == 0)
        {
            await unit.ExecuteAsync(InsertHead, new { entry.Programme, entries = 1, hash = Start });
        }

        var head = await unit.GetAsync<Head>(SelectHead, new { entry.Programme });
        var chained = entry with
        {
            Number = head.Entries,
            Sequence = await unit.GetAsync<long>(SelectNextSequence, new { entry.PlacementId }),
            OccurredAt = unit.Now,
            PreviousHash = head.Hash,
        };
        if (entry.Reason is { Code: null } or { Arguments.Count: > 0 })
        {
            var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            chained = chained with { Reason = Sentence.Of(Apart, ("digest", DigestOf(salt, entry.Reason))) };
            await unit.ExecuteAsync(InsertTyped, new { chained.PlacementId, chained.Sequence, salt, entry.Reason });
        }

        chained = chained with { Hash = HashOf(chained) };
        await unit.ExecuteAsync(InsertEntry, chained);
        await unit.ExecuteAsync(SetHeadHash, new { entry.Programme, chained.Hash });
        unit.Sums<HireSums>().Add(new HireSums.Key(entry.Programme, entry.ParkId, entry.UnitId), entry.Delta, entry.Delta * entry.OfCohort);
        unit.Sums<DaySums>().Add(new DaySums.Key(entry.Programme, entry.ParkId, ChinaTime.DayOf(unit.Now).DayNumber - Epoch.DayNumber), entry.Delta, entry.Delta * entry.OfCohort);
    }

    /// <summary>
    /// Walks the chain of a programme. Null if it is whole, else the sentence that says where it breaks.
    /// </summary>
    public static Sentence? Flaw(IReadOnlyList<Entry> entriesByNumber, long entriesAtHead, string hashAtHead)
    {
        var previous = Start;
        var number = 0L;
        foreach (var entry in entriesByNumber)
        {
            number++;
            if (entry.Number != number)
            {
                return Sentence.Of("ledger.entry-missing", ("number", number));
            }

            if (entry.PreviousHash != previous || entry.Hash != HashOf(entry) || entry.Typed is { } typed && !entry.Reason.Equals(Sentence.Of(Apart, ("digest", DigestOf(entry.Salt!, typed)))))
            {
                return Sentence.Of("ledger.entry-changed", ("number", number));
            }

            previous = entry.Hash;
        }

        return number == entriesAtHead && previous == hashAtHead ? null : Sentence.Of("ledger.wrong-end", ("expected", entriesAtHead), ("found", number));
    }

    /// <summary>SHA-256 over all fields, each preceded by its length, so that no two entries share a text.</summary>
    public static string HashOf(Entry entry)
    {
        var text = new StringBuilder();
        foreach (var field in Fields(entry))
        {
            text.Append(CultureInfo.InvariantCulture, $"{field.Length}:{field}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    static string DigestOf(string salt, Sentence reason) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt} {reason}")));

    static IEnumerable<string> Fields(Entry entry)
    {
        yield return entry.PreviousHash;
        yield return entry.Programme;
        yield return Text(entry.Number);
        yield return entry.PlacementId.ToString();
        yield return Text(entry.Sequence);
        yield return entry.ParkId;
        yield return entry.UnitId.ToString();
        yield return entry.PositionId.ToString();
        yield return entry.GraduateId.ToString();
        yield return Text(entry.Delta);
        yield return Text(entry.OfCohort);
        yield return entry.Reason.ToString();
        yield return Text(entry.RulesVersion);
        yield return entry.ActorId.ToString();
        yield return Text(entry.OccurredAt.ToUnixTimeMilliseconds());
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    sealed record Head
    {
        public long Entries { get; init; }
        public string Hash { get; init; } = "";
    }

    const string MoveHead = "UPDATE ledger_head SET entries = entries + 1 WHERE programme = @programme";

    const string TouchHead = "UPDATE ledger_head SET entries = entries WHERE programme = @programme";

    const string InsertHead = "INSERT INTO ledger_head (programme, entries, hash) VALUES (@programme, @entries, @hash)";

    const string SelectHead = "SELECT entries, hash FROM ledger_head WHERE programme = @programme";

    const string SetHeadHash = "UPDATE ledger_head SET hash = @hash WHERE programme = @programme";

    const string SelectNextSequence = "SELECT COALESCE(MAX(sequence), 0) + 1 FROM ledger_entry WHERE placement_id = @placementId";

    const string InsertTyped = """
        INSERT INTO ledger_reason (placement_id, sequence, salt, reason)
        VALUES (@placementId, @sequence, @salt, @reason)
        """;

    const string InsertEntry = """
        INSERT INTO ledger_entry (programme, number, placement_id, sequence, park_id, unit_id, position_id, graduate_id, delta, of_cohort, reason,
            rules_version, actor_id, occurred_at, previous_hash, hash)
        VALUES (@programme, @number, @placementId, @sequence, @parkId, @unitId, @positionId, @graduateId, @delta, @ofCohort, @reason,
            @rulesVersion, @actorId, @occurredAt, @previousHash, @hash)
        """;
}
