-- Drafts of positions as they were typed, a JSON object of texts. They are no positions: those that began as copies and were never submitted move here.
CREATE TABLE position_draft (
    draft_id char(36)      NOT NULL PRIMARY KEY,
    unit_id  char(36)      NOT NULL REFERENCES unit (unit_id),
    version  bigint        NOT NULL,
    typed    nvarchar(max) NOT NULL,
    saved_by nvarchar(100) NOT NULL,
    saved_at bigint        NOT NULL
);
GO
CREATE INDEX position_draft_unit ON position_draft (unit_id, saved_at DESC, draft_id DESC);
GO
INSERT INTO position_draft (draft_id, unit_id, version, typed, saved_by, saved_at)
SELECT position.position_id, position.unit_id, position.version,
    (SELECT
        position.programme AS programme,
        latest.title AS title,
        LOWER(LEFT(latest.kind, 1)) + SUBSTRING(latest.kind, 2, 50) AS kind,
        latest.duties AS duties,
        CAST(latest.seats AS nvarchar(20)) AS seats,
        LOWER(LEFT(latest.minimum_degree, 1)) + SUBSTRING(latest.minimum_degree, 2, 30) AS minimumDegree,
        CASE WHEN latest.majors = '[]' THEN '' ELSE JSON_VALUE('{"v":"' + REPLACE(REPLACE(REPLACE(latest.majors, '["', ''), '"]', ''), '","', '\n') + '"}', '$.v') END AS majors,
        CASE WHEN latest.required_skills = '[]' THEN '' ELSE JSON_VALUE('{"v":"' + REPLACE(REPLACE(REPLACE(latest.required_skills, '["', ''), '"]', ''), '","', '\n') + '"}', '$.v') END AS requiredSkills,
        CASE WHEN latest.wished_skills = '[]' THEN '' ELSE JSON_VALUE('{"v":"' + REPLACE(REPLACE(REPLACE(latest.wished_skills, '["', ''), '"]', ''), '","', '\n') + '"}', '$.v') END AS wishedSkills,
        latest.city AS city,
        CASE WHEN latest.pay_minimum_fen % 100 = 0 THEN CAST(latest.pay_minimum_fen / 100 AS nvarchar(30)) ELSE CAST(CAST(latest.pay_minimum_fen / 100.0 AS decimal(20, 2)) AS nvarchar(30)) END AS payMinimum,
        CASE WHEN latest.pay_maximum_fen % 100 = 0 THEN CAST(latest.pay_maximum_fen / 100 AS nvarchar(30)) ELSE CAST(CAST(latest.pay_maximum_fen / 100.0 AS decimal(20, 2)) AS nvarchar(30)) END AS payMaximum,
        CAST(latest.term_months AS nvarchar(20)) AS termMonths,
        latest.closes_on AS closesOn
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER),
    copied.actor_name, copied.occurred_at
FROM position
JOIN position_revision AS latest ON latest.position_id = position.position_id AND latest.revision = position.revision
JOIN position_event AS copied ON copied.position_id = position.position_id AND copied.version = position.version
WHERE position.status = 'Draft';
GO
DELETE FROM position_event WHERE position_id IN (SELECT position_id FROM position WHERE status = 'Draft');
GO
DELETE FROM position_revision WHERE position_id IN (SELECT position_id FROM position WHERE status = 'Draft');
GO
DELETE FROM position WHERE status = 'Draft';
