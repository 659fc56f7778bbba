namespace RaMatch.Posting.Outreach;

/// <summary>
/// The units that a park knows, each once: those registered and those of its list that have not registered. What a firm was told before it registered is
/// told of the unit too. What follows WITH in every number and every list, so that a number is its rows.
/// </summary>
static class KnownUnits
{
    /// <summary>
    /// <c>known</c>, <c>held</c> (their categories), <c>said</c> (contacts that hold) and <c>fact</c> (all numbers of a unit), of <c>@park</c> and, unless null, of <c>@programme</c>. The latest
    /// contact says what came of it and what is to follow, unless nobody was reached and nothing was agreed on then; the latest of a programme that names seats says what is promised in it.
    /// </summary>
    public const string Facts = """
        known AS (
            SELECT unit.unit_id AS known_id, unit.unit_id, firm.firm_id, unit.name, unit.uscc, unit.status, firm.headcount,
                unit.contact_name, unit.contact_phone, COALESCE(unit.address, firm.address) AS address
            FROM unit
            LEFT JOIN firm ON firm.park_id = unit.park_id AND firm.known_as = unit.uscc
            WHERE unit.park_id = @park
            UNION ALL
            SELECT firm.firm_id, NULL, firm.firm_id, firm.name, firm.uscc, NULL, firm.headcount, firm.contact_name, firm.contact_phone, firm.address
            FROM firm
            WHERE firm.park_id = @park AND NOT EXISTS (SELECT 1 FROM unit WHERE unit.uscc = firm.known_as AND unit.park_id = firm.park_id)
        ), held AS (
            SELECT known.known_id, unit_category.category
            FROM known
            JOIN unit_category ON unit_category.unit_id = known.unit_id
            UNION
            SELECT known.known_id, firm_category.category
            FROM known
            JOIN firm_category ON firm_category.firm_id = known.firm_id
        ), said AS (
            SELECT COALESCE(unit.unit_id, contact.subject_id) AS known_id, contact.contact_id, contact.programme, contact.on_day, contact.outcome,
                contact.seats_promised, contact.follow_up_on, contact.next_step
            FROM contact
            LEFT JOIN firm ON firm.firm_id = contact.subject_id
            LEFT JOIN unit ON unit.uscc = firm.known_as AND unit.park_id = firm.park_id
            WHERE contact.park_id = @park AND (@programme IS NULL OR contact.programme = @programme)
                AND NOT EXISTS (SELECT 1 FROM contact_annulment WHERE contact_annulment.contact_id = contact.contact_id)
        ), ordered AS (
            SELECT said.known_id, said.on_day, said.outcome, said.seats_promised, said.follow_up_on, said.next_step,
                ROW_NUMBER() OVER (PARTITION BY said.known_id ORDER BY said.on_day DESC, said.contact_id DESC) AS day_back,
                ROW_NUMBER() OVER (PARTITION BY said.known_id
                    ORDER BY CASE WHEN said.outcome = 'NotReached' AND said.follow_up_on IS NULL THEN 1 ELSE 0 END, said.on_day DESC, said.contact_id DESC) AS number_back,
                ROW_NUMBER() OVER (PARTITION BY said.known_id, said.programme, CASE WHEN said.seats_promised IS NULL THEN 0 ELSE 1 END ORDER BY said.on_day DESC, said.contact_id DESC) AS promise_back
            FROM said
        ), latest AS (
            SELECT ordered.known_id, ordered.outcome, ordered.follow_up_on, ordered.next_step
            FROM ordered
            WHERE ordered.number_back = 1
        ), last_day AS (
            SELECT ordered.known_id, ordered.on_day
            FROM ordered
            WHERE ordered.day_back = 1
        ), promised AS (
            SELECT ordered.known_id, SUM(ordered.seats_promised) AS seats_promised
            FROM ordered
            WHERE ordered.promise_back = 1 AND ordered.seats_promised IS NOT NULL
            GROUP BY ordered.known_id
        ), reached AS (
            SELECT said.known_id, SUM(CASE WHEN said.outcome = 'NotReached' THEN 0 ELSE 1 END) AS contacts
            FROM said
            GROUP BY said.known_id
        ), fact AS (
            SELECT known.known_id, known.unit_id, known.firm_id, known.name, known.uscc, known.status, known.headcount, known.contact_name, known.contact_phone, known.address,
                COALESCE(reached.contacts, 0) AS contacts, last_day.on_day AS last_on, latest.outcome AS last_outcome, latest.follow_up_on, latest.next_step,
                COALESCE(promised.seats_promised, 0) AS seats_promised,
                (SELECT COUNT(*) FROM position WHERE position.unit_id = known.unit_id AND position.published_seats IS NOT NULL AND (@programme IS NULL OR position.programme = @programme)) AS positions_published,
                (SELECT COALESCE(SUM(position.published_seats), 0) FROM position WHERE position.unit_id = known.unit_id AND (@programme IS NULL OR position.programme = @programme)) AS seats_published,
                (SELECT COUNT(*) FROM hire WHERE hire.unit_id = known.unit_id AND hire.counted = 1 AND (@programme IS NULL OR hire.programme = @programme)) AS hires_counted
            FROM known
            LEFT JOIN reached ON reached.known_id = known.known_id
            LEFT JOIN latest ON latest.known_id = known.known_id
            LEFT JOIN last_day ON last_day.known_id = known.known_id
            LEFT JOIN promised ON promised.known_id = known.known_id
        )
        """;

    /// <summary>The rows of a state, of a category, of a text typed.</summary>
    public const string Narrowed = """
        FROM fact
        WHERE (@state IS NULL
                OR @state = 'Untouched' AND fact.contacts = 0 AND fact.positions_published = 0 AND fact.hires_counted = 0
                OR @state = 'Contacted' AND fact.contacts > 0
                OR @state = 'Published' AND fact.positions_published > 0
                OR @state = 'Filled' AND fact.hires_counted > 0
                OR @state = 'Promised' AND fact.seats_promised > fact.seats_published
                OR @state = 'Due' AND fact.follow_up_on <= @today)
            AND (@category IS NULL
                OR EXISTS (SELECT 1 FROM unit_category WHERE unit_category.unit_id = fact.unit_id AND unit_category.category = @category)
                OR EXISTS (SELECT 1 FROM firm_category WHERE firm_category.firm_id = fact.firm_id AND firm_category.category = @category))
            AND (@pattern IS NULL OR fact.name LIKE @pattern ESCAPE '\' OR fact.uscc LIKE @code ESCAPE '\')
        """;
}
