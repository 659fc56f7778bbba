-- Drafts of positions as they were typed, a JSON object of texts. They are no positions: those that began as copies and were never submitted move here.
CREATE TABLE position_draft (
    draft_id TEXT    NOT NULL PRIMARY KEY,
    unit_id  TEXT    NOT NULL REFERENCES unit (unit_id),
    version  INTEGER NOT NULL,
    typed    TEXT    NOT NULL,
    saved_by TEXT    NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;

CREATE INDEX position_draft_unit ON position_draft (unit_id, saved_at DESC, draft_id DESC);

INSERT INTO position_draft (draft_id, unit_id, version, typed, saved_by, saved_at)
SELECT position.position_id, position.unit_id, position.version,
    json_object(
        'programme', position.programme,
        'title', latest.title,
        'kind', lower(substr(latest.kind, 1, 1)) || substr(latest.kind, 2),
        'duties', latest.duties,
        'seats', CAST(latest.seats AS TEXT),
        'minimumDegree', lower(substr(latest.minimum_degree, 1, 1)) || substr(latest.minimum_degree, 2),
        'majors', (SELECT group_concat(value, char(10) ORDER BY key) FROM json_each(latest.majors)),
        'requiredSkills', (SELECT group_concat(value, char(10) ORDER BY key) FROM json_each(latest.required_skills)),
        'wishedSkills', (SELECT group_concat(value, char(10) ORDER BY key) FROM json_each(latest.wished_skills)),
        'city', latest.city,
        'payMinimum', CASE WHEN latest.pay_minimum_fen % 100 = 0 THEN CAST(latest.pay_minimum_fen / 100 AS TEXT) ELSE printf('%.2f', latest.pay_minimum_fen / 100.0) END,
        'payMaximum', CASE WHEN latest.pay_maximum_fen % 100 = 0 THEN CAST(latest.pay_maximum_fen / 100 AS TEXT) ELSE printf('%.2f', latest.pay_maximum_fen / 100.0) END,
        'termMonths', CAST(latest.term_months AS TEXT),
        'closesOn', latest.closes_on),
    copied.actor_name, copied.occurred_at
FROM position
JOIN position_revision AS latest ON latest.position_id = position.position_id AND latest.revision = position.revision
JOIN position_event AS copied ON copied.position_id = position.position_id AND copied.version = position.version
WHERE position.status = 'Draft';

DELETE FROM position_event WHERE position_id IN (SELECT position_id FROM position WHERE status = 'Draft');

DELETE FROM position_revision WHERE position_id IN (SELECT position_id FROM position WHERE status = 'Draft');

DELETE FROM position WHERE status = 'Draft';
