-- A programme may be amended after it was opened. Its version counts what has been announced of it: amendments, and the versions of its rules.
ALTER TABLE programme ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE programme ADD COLUMN closed_at INTEGER;

UPDATE programme SET version = rules_version;

-- Each amendment, with all that could be amended as it was before; closed is 1 for the last one, which ended the programme.
CREATE TABLE programme_amendment (
    programme  TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    terms      TEXT    NOT NULL,
    closed     INTEGER NOT NULL,
    reason     TEXT    NOT NULL,
    actor_id   TEXT    NOT NULL,
    amended_at INTEGER NOT NULL,
    PRIMARY KEY (programme, version)
) STRICT, WITHOUT ROWID;
