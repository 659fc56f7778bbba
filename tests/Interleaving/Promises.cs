using System.Globalization;
using RaMatch.Testing.Interleaving;

namespace RaMatch.Interleaving.Tests;

/// <summary>What holds once every event has been taken in, whatever met whatever on the way there. Each statement finds what breaks it.</summary>
static class Promises
{
    const string Taken = "('Accepted', 'Signed', 'OnDuty', 'Counted')";
    const string Ended = "('Rejected', 'Declined', 'Withdrawn', 'Expired', 'Terminated')";

    static readonly (string Service, string Promise, string Breaks)[] OfOne =
    [
        ("matching", "an offer or hire holds a seat", $"SELECT placement_id FROM placement WHERE (stage = 'Offered' OR stage IN {Taken}) AND placement_id NOT IN (SELECT placement_id FROM seat)"),
        ("matching", "a seat is held by an offer or hire", $"SELECT placement_id FROM seat WHERE placement_id NOT IN (SELECT placement_id FROM placement WHERE stage = 'Offered' OR stage IN {Taken})"),
        ("matching", "no position has more offers and hires than seats",
            "SELECT position_id FROM seat GROUP BY position_id HAVING COUNT(*) > (SELECT seats FROM position WHERE position.position_id = seat.position_id)"),
        ("matching", "the scoring knows how many seats are held", "SELECT position_id FROM position WHERE seats_held <> (SELECT COUNT(*) FROM seat WHERE seat.position_id = position.position_id)"),
        ("matching", "a hire has its acceptance", $"SELECT placement_id FROM placement WHERE stage IN {Taken} AND placement_id NOT IN (SELECT placement_id FROM acceptance)"),
        ("matching", "an acceptance has its hire", $"SELECT placement_id FROM acceptance WHERE placement_id NOT IN (SELECT placement_id FROM placement WHERE stage IN {Taken})"),
        ("matching", "who has accepted has no other offer", """
            SELECT placement.placement_id FROM placement
            JOIN acceptance ON acceptance.programme = placement.programme AND acceptance.graduate_id = placement.graduate_id
            WHERE placement.stage = 'Offered'
            """),
        ("matching", "who is at stage Counted counts", "SELECT placement_id FROM placement WHERE stage = 'Counted' AND placement_id NOT IN (SELECT placement_id FROM counted_hire)"),
        ("matching", "who counts is at stage Counted, or was to the end", """
            SELECT counted_hire.placement_id FROM counted_hire JOIN placement ON placement.placement_id = counted_hire.placement_id WHERE placement.stage NOT IN ('Counted', 'Terminated')
            """),
        ("matching", "who counts has confirmed it, and counts as that person", """
            SELECT counted_hire.placement_id FROM counted_hire
            WHERE NOT EXISTS (SELECT 1 FROM confirmation WHERE confirmation.placement_id = counted_hire.placement_id AND confirmation.person_key = counted_hire.person_key)
            """),
        ("matching", "who counts has the evidence on file", """
            SELECT counted_hire.placement_id FROM counted_hire
            WHERE (SELECT COUNT(DISTINCT kind) FROM evidence WHERE evidence.placement_id = counted_hire.placement_id AND superseded_at IS NULL AND kind IN ('Agreement', 'OnDuty')) < 2
            """),
        ("matching", "the ledger's sum is what counts", """
            SELECT placement_id FROM ledger_entry GROUP BY placement_id
            HAVING SUM(delta) <> (SELECT COUNT(*) FROM counted_hire WHERE counted_hire.placement_id = ledger_entry.placement_id)
            """),
        ("matching", "a hire counts under the rules it names", "SELECT placement_id FROM counted_hire WHERE NOT EXISTS (SELECT 1 FROM rules_version WHERE version = counted_hire.rules_version)"),
        ("matching", "the rules in force are the newest", "SELECT code FROM programme WHERE rules_version <> (SELECT MAX(version) FROM rules_version WHERE programme = code)"),
        ("matching", "ranks are those of the newest list", """
            SELECT placement.placement_id FROM wish_list, json_each(wish_list.applications) AS wish
            JOIN placement ON placement.placement_id = wish.value
            WHERE placement.rank <> wish.key + 1
            """),
        ("matching", "a withdrawn application is over", $"SELECT placement_id FROM placement WHERE placement_id IN (SELECT placement_id FROM application_withdrawal) AND stage NOT IN {Ended}"),
        ("matching", "the history's last stage is the placement's", """
            SELECT placement_id FROM placement
            WHERE stage <> (SELECT stage FROM placement_stage WHERE placement_stage.placement_id = placement.placement_id ORDER BY version DESC LIMIT 1)
            """),
        ("matching", "a position is closed while its newest closing is at least as new", """
            SELECT position.position_id FROM position LEFT JOIN position_closing ON position_closing.position_id = position.position_id
            WHERE (position.closed_at IS NULL) <> (COALESCE(position_closing.version, 0) < position.version)
            """),
        ("matching", "a graduate's withdrawal removes what is older", """
            SELECT graduate.graduate_id FROM graduate JOIN graduate_withdrawal ON graduate_withdrawal.graduate_id = graduate.graduate_id WHERE graduate_withdrawal.version >= graduate.version
            """),
        ("matching", "a park is taken by a round while the round is unfinished", """
            SELECT round_park.park_id FROM round_park JOIN round ON round.round_id = round_park.round_id
            LEFT JOIN unfinished_round ON unfinished_round.round_id = round.round_id AND unfinished_round.park_id = round_park.park_id
            WHERE (round.stage IN ('Published', 'Cancelled')) <> (unfinished_round.round_id IS NULL)
                OR (unfinished_round.round_id IS NOT NULL AND unfinished_round.closed <> (CASE WHEN round.stage = 'Open' THEN 0 ELSE 1 END))
            """),
        ("matching", "nobody is given away or turned down while a round decides on them", """
            SELECT placement.placement_id FROM placement
            JOIN round_applicant ON round_applicant.graduate_id = placement.graduate_id
            JOIN round ON round.round_id = round_applicant.round_id
            WHERE round.stage IN ('Closed', 'Solved') AND placement.stage IN ('Offered', 'Rejected')
                AND instr(hex(round_applicant.wishes), upper(replace(placement.placement_id, '-', ''))) > 0
            """),
        ("matching", "a position is as its newest version", """
            SELECT position.position_id FROM position
            WHERE NOT EXISTS (SELECT 1 FROM position_version WHERE position_version.position_id = position.position_id AND position_version.version = position.version AND position_version.seats = position.seats)
                OR EXISTS (SELECT 1 FROM position_version WHERE position_version.position_id = position.position_id AND position_version.version > position.version)
            """),
        ("matching", "a report that waits or is accepted stands for its milestone, and no other does", """
            SELECT report.report_id FROM report LEFT JOIN report_standing ON report_standing.report_id = report.report_id
            WHERE (report.state IN ('HandedIn', 'Accepted')) <> (report_standing.report_id IS NOT NULL)
            """),
        ("matching", "a report is as its history's last step", """
            SELECT report_id FROM report
            WHERE NOT EXISTS (SELECT 1 FROM report_event WHERE report_event.report_id = report.report_id AND report_event.version = report.version AND report_event.state = report.state)
            """),
        ("matching", "a report names an entry that the ledger has", """
            SELECT report_id FROM report
            WHERE ledger_entries > 0 AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE number = report.ledger_entries AND hash = report.ledger_hash)
            """),
        ("applicant", "an application that is still open has its wish, an ended one none", $"""
            SELECT application.application_id FROM application
            LEFT JOIN placement ON placement.placement_id = application.application_id
            LEFT JOIN wish ON wish.application_id = application.application_id
            WHERE CASE
                WHEN application.withdrawn_at IS NOT NULL OR placement.stage IN {Ended} THEN wish.application_id IS NOT NULL
                WHEN placement.stage IN {Taken} THEN 0
                ELSE wish.application_id IS NULL
            END
            """),
        ("applicant", "active applications have ranks of their own", """
            SELECT application.programme FROM wish JOIN application ON application.application_id = wish.application_id
            GROUP BY application.graduate_id, application.programme HAVING COUNT(DISTINCT application.rank) < COUNT(*)
            """),
        ("applicant", "one consent to the same words at most is in force", "SELECT graduate_id FROM consent WHERE withdrawn_at IS NULL GROUP BY graduate_id, purpose, text_version HAVING COUNT(*) > 1"),
        ("posting", "a unit's version is its history's last", "SELECT unit_id FROM unit WHERE version <> (SELECT MAX(version) FROM unit_event WHERE unit_event.unit_id = unit.unit_id)"),
        ("posting", "a unit is as its history's last decision", """
            SELECT unit.unit_id FROM unit JOIN unit_event ON unit_event.unit_id = unit.unit_id AND unit_event.version = unit.version
            WHERE unit_event.event IN ('Verified', 'Refused', 'Suspended') AND unit.status <> unit_event.event
            """),
        ("posting", "a unit has its categories", "SELECT unit_id FROM unit WHERE unit_id NOT IN (SELECT unit_id FROM unit_category)"),
        ("posting", "a firm has its categories", "SELECT firm_id FROM firm WHERE firm_id NOT IN (SELECT firm_id FROM firm_category)"),
        ("posting", "a position's version is its history's last", "SELECT position_id FROM position WHERE version <> (SELECT MAX(version) FROM position_event WHERE position_event.position_id = position.position_id)"),
        ("posting", "a position is as its history's last decision", """
            SELECT position.position_id FROM position JOIN position_event ON position_event.position_id = position.position_id AND position_event.version = position.version
            WHERE position_event.event IN ('Published', 'Returned', 'Closed') AND position.status <> position_event.event
            """),
        ("posting", "what is published is the text that is live", "SELECT position_id FROM position WHERE status = 'Published' AND live_revision <> revision"),
        ("posting", "live positions, and no others, are found", """
            SELECT position_id FROM position
            WHERE (live_revision IS NOT NULL AND status <> 'Closed') <> (position_id IN (SELECT position_id FROM position_major) AND position_id IN (SELECT position_id FROM search_entry))
            """),
    ];

    /// <summary>The same rows on both sides: what they show is what one service says of a thing and what the other does.</summary>
    static readonly (string Promise, string One, string OneSays, string Other, string OtherSays)[] OfTwo =
    [
        ("an application's stage is the same on both sides",
            "applicant", "SELECT placement_id || ' ' || stage || ' ' || version FROM placement", "matching", "SELECT placement_id || ' ' || stage || ' ' || version FROM placement"),
        ("an acceptance is the same on both sides", "applicant", "SELECT programme || graduate_id || placement_id FROM acceptance", "matching", "SELECT programme || graduate_id || placement_id FROM acceptance"),
        ("every application has arrived, no other", "applicant", "SELECT application_id FROM application", "matching", "SELECT placement_id FROM placement"),
        ("seats held are the same for who applies", "applicant", "SELECT position_id || ' ' || seats_held FROM position_seats WHERE seats_held > 0", "matching", "SELECT position_id || ' ' || COUNT(*) FROM seat GROUP BY position_id"),
        ("seats held are the same for who offers", "posting", "SELECT position_id || ' ' || seats_held FROM position WHERE seats_held > 0", "matching", "SELECT position_id || ' ' || COUNT(*) FROM seat GROUP BY position_id"),
        ("Matching knows the graduates who consent",
            "applicant", """
            SELECT profile.graduate_id || ' ' || degree || ' ' || major_code || ' ' || pay_floor_fen FROM profile
            WHERE EXISTS (SELECT 1 FROM consent WHERE consent.graduate_id = profile.graduate_id AND purpose = 'Matching' AND withdrawn_at IS NULL)
            """,
            "matching", "SELECT graduate_id || ' ' || degree || ' ' || major_code || ' ' || pay_floor_fen FROM graduate"),
        ("units in good standing are so everywhere", "posting", "SELECT unit_id FROM unit WHERE trusted_since IS NOT NULL", "matching", "SELECT unit_id FROM unit_status WHERE verified_version > suspended_version"),
        ("units in good standing are so for who applies", "posting", "SELECT unit_id FROM unit WHERE trusted_since IS NOT NULL", "applicant", "SELECT unit_id FROM unit_standing WHERE suspended = 0"),
        ("units are called the same for who applies", "posting", "SELECT unit_id || ' ' || verified_name FROM unit WHERE verified_name IS NOT NULL", "applicant", "SELECT unit_id || ' ' || name FROM unit_standing WHERE name IS NOT NULL"),
        ("units are called the same for who matches", "posting", "SELECT unit_id || ' ' || verified_name FROM unit WHERE verified_name IS NOT NULL", "matching", "SELECT unit_id || ' ' || name FROM unit_status WHERE name IS NOT NULL"),
        ("live positions are live everywhere, with the same text",
            "posting", """
            SELECT position.position_id || ' ' || title || ' ' || seats || ' ' || unit.verified_name FROM position
            JOIN position_revision ON position_revision.position_id = position.position_id AND position_revision.revision = position.live_revision
            JOIN unit ON unit.unit_id = position.unit_id
            WHERE position.status <> 'Closed'
            """,
            "matching", "SELECT position_id || ' ' || title || ' ' || seats || ' ' || unit_name FROM position WHERE closed_at IS NULL"),
        ("live positions are live for who applies",
            "posting", "SELECT position_id FROM position WHERE live_revision IS NOT NULL AND status <> 'Closed'",
            "applicant", """
            SELECT position.position_id FROM position LEFT JOIN position_closing ON position_closing.position_id = position.position_id WHERE COALESCE(position_closing.version, 0) < position.version
            """),
        ("hires counted are counted for their unit", "posting", "SELECT placement_id FROM hire WHERE counted = 1", "matching", "SELECT placement_id FROM counted_hire"),
        ("ranks are the graduate's", "applicant", "SELECT application.application_id || ' ' || rank FROM application JOIN placement ON placement.placement_id = application.application_id WHERE stage IN ('Applied', 'Shortlisted', 'Interviewing', 'Offered')",
            "matching", "SELECT placement_id || ' ' || rank FROM placement WHERE stage IN ('Applied', 'Shortlisted', 'Interviewing', 'Offered')"),
        ("programmes are known as they were announced last", "posting", "SELECT code || ' ' || version || ' ' || closes_on FROM programme", "matching", "SELECT code || ' ' || version || ' ' || closes_on FROM programme"),
    ];

    static readonly IReadOnlyList<(string Service, string Look)> Breaches =
        [.. OfOne.Index().GroupBy(one => one.Item.Service).Select(service => (service.Key, string.Join("\nUNION ALL\n", service.Select(one => $"SELECT * FROM (SELECT {one.Index}), ({one.Item.Breaks})"))))];

    static readonly IReadOnlyList<(string Service, string Look)> Sides =
    [
        .. OfTwo.Index().SelectMany(two => new[] { (Service: two.Item.One, Number: 2 * two.Index, Says: two.Item.OneSays), (Service: two.Item.Other, Number: 2 * two.Index + 1, Says: two.Item.OtherSays) })
            .GroupBy(side => side.Service)
            .Select(service => (service.Key, string.Join("\nUNION ALL\n", service.Select(side => $"SELECT * FROM (SELECT {side.Number}), ({side.Says})")))),
    ];

    /// <summary>What does not hold, each with its rows.</summary>
    public static async Task<IReadOnlyList<string>> BrokenAsync(Scene scene)
    {
        var workshop = scene.Workshop;
        var broken = Rows(workshop, Breaches).GroupBy(row => row.Number).Select(found => $"{OfOne[found.Key].Promise} ({OfOne[found.Key].Service}): {string.Join(", ", found.Select(row => row.Text))}").ToList();
        var sides = Rows(workshop, Sides).ToLookup(row => row.Number, row => row.Text);
        foreach (var (number, two) in OfTwo.Index())
        {
            var (here, there) = (sides[2 * number].ToList(), sides[2 * number + 1].ToList());
            var apart = here.Except(there).Select(row => $"only {two.One}: {row}").Concat(there.Except(here).Select(row => $"only {two.Other}: {row}")).ToList();
            if (apart.Count > 0)
            {
                broken.Add($"{two.Promise}: {string.Join(", ", apart)}");
            }
        }

        if (workshop.Look("matching", "SELECT 1 FROM ledger_entry").Count > 0)
        {
            var proof = await workshop.CallAsync(Scene.Supervisor, "GET /api/matching/reconciliation", query: "?programme=" + Scene.Code);
            if (!proof.Json.GetProperty("ok").GetBoolean())
            {
                broken.Add($"reconciliation: {proof.Json.GetProperty("differences")}");
            }

            broken.AddRange(CountedTwice(workshop));
        }

        return broken;
    }

    /// <summary>One person, as the graduate's own service knows them, counts once, or those concerned have been told.</summary>
    static IEnumerable<string> CountedTwice(Workshop workshop)
    {
        var counted = workshop.Look("matching", "SELECT placement_id FROM counted_hire").Select(row => row[0]).ToHashSet();
        var disputed = workshop.Look("matching", "SELECT holder_placement_id, claimant_placement_id FROM dispute").SelectMany(row => new[] { (row[0], row[1]), (row[1], row[0]) }).ToHashSet();
        return workshop.Look("applicant", "SELECT placement_id, person_key FROM hire")
            .Where(hire => counted.Contains(hire[0]))
            .GroupBy(hire => hire[1])
            .Where(person => person.Count() > 1 && !disputed.Contains((person.First()[0], person.Last()[0])))
            .Select(person => $"one person counts once, or it is disputed: {string.Join(", ", person.Select(hire => hire[0]))}");
    }

    static IEnumerable<(int Number, string Text)> Rows(Workshop workshop, IEnumerable<(string Service, string Look)> looks) =>
        looks.SelectMany(look => workshop.Look(look.Service, look.Look)).Select(row => (int.Parse(row[0], CultureInfo.InvariantCulture), row[1]));
}
