using RaMatch.Matching.Counting;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Reports;

/// <summary>
/// A programme as it was at an instant: its terms, the rules a report is made by, and how much of the ledger there was. Everything is read from what is only added to, so that the same instant is the same again.
/// </summary>
/// <param name="Programme">The programme as it is now.</param>
/// <param name="Terms">Its terms then.</param>
/// <param name="AsOf">The instant.</param>
/// <param name="RulesVersion">The version of the rules.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Entries">How many entries the ledger had.</param>
/// <param name="Hash">The hash of the last of them.</param>
sealed record Instant(Programme Programme, Terms Terms, DateTimeOffset AsOf, long RulesVersion, Rules Rules, long Entries, string Hash)
{
    /// <summary>Reads it. Null: the programme has no such version of its rules.</summary>
    /// <param name="reader">Where to read.</param>
    /// <param name="programme">The programme.</param>
    /// <param name="asOf">The instant; not in the future.</param>
    /// <param name="rulesVersion">The rules to go by; null: those that were in force.</param>
    public static async Task<Instant?> ReadAsync(Reader reader, Programme programme, DateTimeOffset asOf, long? rulesVersion)
    {
        var scope = new { programme = programme.Code, asOf, rulesVersion };
        // A programme had its first rules before anything of it happened.
        var rules = (await reader.FirstAsync<RulesRow>(rulesVersion is null ? SelectRulesInForce : SelectRules, scope, 1)) is [var found] ? found
            : rulesVersion is null ? await reader.GetAsync<RulesRow>(SelectRules, scope with { rulesVersion = 1 })
            : null;
        if (rules is null)
        {
            return null;
        }

        // An amendment keeps what was before it: the first one after the instant has the terms that stood then.
        var terms = await reader.FirstAsync<string>(SelectTermsThen, scope, 1) is [var then] ? Json.Read<Terms>(then) : programme.Terms;
        var end = await reader.FirstAsync<LedgerEnd>(SelectLedgerEnd, scope, 1) is [var last] ? last : new LedgerEnd();
        return new Instant(programme, terms, asOf, rules.Version, Json.Read<Rules>(rules.Rules), end.Number, end.Hash);
    }

    /// <summary>The day it is the end of, or lies in: midnight ends a day and begins none.</summary>
    public DateOnly Day => ChinaTime.DayOf(AsOf.AddTicks(-1));

    /// <summary>An instant as people write it: the end of a day is its 24 hours and not the beginning of the next.</summary>
    public static string Text(DateTimeOffset instant) => ChinaTime.Of(instant).TimeOfDay == TimeSpan.Zero
        ? ChinaTime.MinuteOf(instant.AddDays(-1)).Replace("00:00", "24:00", StringComparison.Ordinal)
        : ChinaTime.MinuteOf(instant);

    sealed record RulesRow
    {
        public long Version { get; init; }
        public string Rules { get; init; } = "";
    }

    sealed record LedgerEnd
    {
        public long Number { get; init; }
        public string Hash { get; init; } = Ledger.Start;
    }

    const string SelectRules = "SELECT version, rules FROM rules_version WHERE programme = @programme AND version = @rulesVersion ORDER BY version DESC";

    const string SelectRulesInForce = "SELECT version, rules FROM rules_version WHERE programme = @programme AND adopted_at <= @asOf ORDER BY version DESC";

    const string SelectTermsThen = "SELECT terms FROM programme_amendment WHERE programme = @programme AND amended_at > @asOf ORDER BY version";

    // By number and not by time from here on: the chain has an order, clocks have none.
    const string SelectLedgerEnd = "SELECT number, hash FROM ledger_entry WHERE programme = @programme AND occurred_at <= @asOf ORDER BY number DESC";
}
