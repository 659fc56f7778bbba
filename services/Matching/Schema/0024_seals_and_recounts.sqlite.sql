-- The end of a programme's ledger at the end of a day, under the key of the installation: whoever writes the whole chain anew cannot make it again.
CREATE TABLE ledger_seal (
    programme TEXT    NOT NULL,
    entries   INTEGER NOT NULL,
    on_day    TEXT    NOT NULL,
    hash      TEXT    NOT NULL,
    seal      TEXT    NOT NULL,
    sealed_at INTEGER NOT NULL,
    PRIMARY KEY (programme, entries)
) STRICT, WITHOUT ROWID;

-- What counts is judged anew under a version of the rules, because somebody says so.
CREATE TABLE recount (
    recount_id    TEXT    NOT NULL PRIMARY KEY,
    programme     TEXT    NOT NULL,
    rules_version INTEGER NOT NULL,
    reason        TEXT    NOT NULL,
    actor_id      TEXT    NOT NULL,
    asked_at      INTEGER NOT NULL,
    ended_at      INTEGER,
    broken_off    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX recount_by_programme ON recount (programme, asked_at);

-- A park's part of it, once it is judged.
CREATE TABLE recount_park (
    recount_id TEXT    NOT NULL,
    park_id    TEXT    NOT NULL,
    counted    INTEGER NOT NULL,
    ready      INTEGER NOT NULL,
    PRIMARY KEY (recount_id, park_id)
) STRICT, WITHOUT ROWID;

-- A hire that counted and does no more.
CREATE TABLE recount_hire (
    recount_id    TEXT    NOT NULL,
    placement_id  TEXT    NOT NULL,
    park_id       TEXT    NOT NULL,
    counted_under INTEGER NOT NULL,
    missing       TEXT    NOT NULL,
    uncounted_at  INTEGER NOT NULL,
    PRIMARY KEY (recount_id, placement_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recount_hire_by_park ON recount_hire (recount_id, park_id);
