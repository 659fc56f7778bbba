-- Every published version of a position: the newest alone does not say what was published on an earlier day.
CREATE TABLE position_version (
    position_id  TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    programme    TEXT    NOT NULL,
    park_id      TEXT    NOT NULL,
    unit_id      TEXT    NOT NULL,
    unit_name    TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    seats        INTEGER NOT NULL,
    closes_on    TEXT    NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (position_id, version)
) STRICT;

CREATE INDEX position_version_by_park ON position_version (programme, park_id);

INSERT INTO position_version (position_id, version, programme, park_id, unit_id, unit_name, title, kind, seats, closes_on, published_at)
SELECT position_id, version, programme, park_id, unit_id, unit_name, title, kind, seats, closes_on, published_at
FROM position;

-- A frozen report (统计表): its rows beside it, its file under the hash in stored_file. park_id is empty for the roll-up of all parks. head is what stands above
-- and below the table, and the sums of its rows; the numbers beside it are some of these sums, for lists. The ledger's entries up to that number are those it counts.
CREATE TABLE report (
    report_id      TEXT    NOT NULL PRIMARY KEY,
    version        INTEGER NOT NULL,
    programme      TEXT    NOT NULL,
    park_id        TEXT,
    layout         TEXT    NOT NULL,
    edition        INTEGER NOT NULL,
    milestone_on   TEXT,
    as_of          INTEGER NOT NULL,
    rules_version  INTEGER NOT NULL,
    ledger_entries INTEGER NOT NULL,
    ledger_hash    TEXT    NOT NULL,
    head           TEXT    NOT NULL,
    row_count      INTEGER NOT NULL,
    seats          INTEGER NOT NULL,
    claimed        INTEGER NOT NULL,
    counted        INTEGER NOT NULL,
    of_cohort      INTEGER NOT NULL,
    hash           TEXT    NOT NULL,
    size           INTEGER NOT NULL,
    frozen_by      TEXT    NOT NULL,
    frozen_at      INTEGER NOT NULL,
    state          TEXT    NOT NULL,
    handed_in_at   INTEGER,
    due_at         INTEGER,
    decided_at     INTEGER,
    reason         TEXT
) STRICT;

CREATE INDEX report_by_programme ON report (programme, frozen_at);

-- The rows of a report as they were frozen, each with all facts of its kind, whatever the layout shows of them.
CREATE TABLE report_row (
    report_id  TEXT    NOT NULL,
    row_number INTEGER NOT NULL,
    row_key    TEXT    NOT NULL,
    facts      TEXT    NOT NULL,
    PRIMARY KEY (report_id, row_number)
) STRICT;

-- What became of a report: frozen, handed in, returned with a reason, accepted.
CREATE TABLE report_event (
    report_id   TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    reason      TEXT,
    actor_id    TEXT    NOT NULL,
    occurred_at INTEGER NOT NULL,
    PRIMARY KEY (report_id, version)
) STRICT;

-- The report with which a park answers a milestone. The key is the promise that there is one at most; one that is returned gives the place free.
CREATE TABLE report_standing (
    programme    TEXT NOT NULL,
    park_id      TEXT NOT NULL,
    milestone_on TEXT NOT NULL,
    report_id    TEXT NOT NULL UNIQUE,
    PRIMARY KEY (programme, park_id, milestone_on)
) STRICT;
