-- Programmes (专项). The rules live in rules_version; a programme points at the one in force.
CREATE TABLE programme (
    code          TEXT    NOT NULL PRIMARY KEY,
    programme_id  TEXT    NOT NULL UNIQUE,
    title         TEXT    NOT NULL,
    issuer        TEXT    NOT NULL,
    cohort_year   INTEGER NOT NULL,
    opens_on      TEXT    NOT NULL,
    closes_on     TEXT    NOT NULL,
    milestones    TEXT    NOT NULL,
    rules_version INTEGER NOT NULL,
    opened_at     INTEGER NOT NULL
) STRICT;

-- Every version of a programme's rules, for ever: what was counted names the version it was counted under.
CREATE TABLE rules_version (
    programme  TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    rules      TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    actor_id   TEXT    NOT NULL,
    adopted_at INTEGER NOT NULL,
    PRIMARY KEY (programme, version)
) STRICT;

-- Targets of the parks. A change is a new revision; the highest one holds.
CREATE TABLE target (
    programme TEXT    NOT NULL,
    park_id   TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    seats     INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    actor_id  TEXT    NOT NULL,
    set_at    INTEGER NOT NULL,
    PRIMARY KEY (programme, park_id, revision)
) STRICT;

-- One graduate's way into one position; the id is the application's.
CREATE TABLE placement (
    placement_id     TEXT    NOT NULL PRIMARY KEY,
    version          INTEGER NOT NULL,
    programme        TEXT    NOT NULL,
    park_id          TEXT    NOT NULL,
    unit_id          TEXT    NOT NULL,
    position_id      TEXT    NOT NULL,
    graduate_id      TEXT    NOT NULL,
    rank             INTEGER NOT NULL,
    stage            TEXT    NOT NULL,
    stage_since      INTEGER NOT NULL,
    reason           TEXT,
    applied_at       INTEGER NOT NULL,
    interview_at     INTEGER,
    interview_place  TEXT,
    offer_pay_fen    INTEGER,
    offer_expires_at INTEGER,
    form             TEXT,
    signed_on        TEXT,
    starts_on        TEXT,
    term_months      INTEGER,
    pay_fen          INTEGER,
    terminated_on    TEXT,
    returned_reason  TEXT,
    degree           TEXT,
    graduation_year  INTEGER
) STRICT;

CREATE INDEX placement_by_unit ON placement (unit_id, stage);
CREATE INDEX placement_by_position ON placement (position_id, stage);
CREATE INDEX placement_by_graduate ON placement (graduate_id, programme);
CREATE INDEX placement_by_park ON placement (programme, park_id, stage);
CREATE INDEX placement_by_expiry ON placement (stage, offer_expires_at);

-- Every stage a placement has reached, when and by whom; actor_id is empty where the clock decided.
CREATE TABLE placement_stage (
    placement_id TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    stage        TEXT    NOT NULL,
    reason       TEXT,
    actor_id     TEXT,
    occurred_at  INTEGER NOT NULL,
    PRIMARY KEY (placement_id, version)
) STRICT;

-- Withdrawals, kept apart because one may come before its application.
CREATE TABLE application_withdrawal (
    placement_id TEXT    NOT NULL PRIMARY KEY,
    withdrawn_at INTEGER NOT NULL
) STRICT;

-- The newest ranking of each graduate's wishes, kept apart because it may come before an application it ranks.
CREATE TABLE wish_list (
    graduate_id  TEXT    NOT NULL,
    programme    TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    applications TEXT    NOT NULL,
    PRIMARY KEY (graduate_id, programme)
) STRICT;

-- Who holds which seat. The key is the promise that no position has more offers and hires than seats.
CREATE TABLE seat (
    position_id  TEXT    NOT NULL,
    seat_number  INTEGER NOT NULL,
    placement_id TEXT    NOT NULL UNIQUE,
    held_at      INTEGER NOT NULL,
    PRIMARY KEY (position_id, seat_number)
) STRICT;

-- Numbers the changes to the seats of a position.
CREATE TABLE seat_change (
    position_id TEXT    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL
) STRICT;

-- One accepted offer a graduate and programme, by key.
CREATE TABLE acceptance (
    programme    TEXT    NOT NULL,
    graduate_id  TEXT    NOT NULL,
    placement_id TEXT    NOT NULL UNIQUE,
    accepted_at  INTEGER NOT NULL,
    PRIMARY KEY (programme, graduate_id)
) STRICT;

-- The graduate's own word that the hire is real, with the keyed hash of the person.
CREATE TABLE confirmation (
    placement_id TEXT    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    graduate_id  TEXT    NOT NULL,
    person_key   TEXT    NOT NULL,
    confirmed_at INTEGER NOT NULL
) STRICT;

-- Evidence on file. The document lies in the evidence folder under its hash; a replaced one stays, marked as superseded.
CREATE TABLE evidence (
    evidence_id       TEXT    NOT NULL PRIMARY KEY,
    placement_id      TEXT    NOT NULL,
    kind              TEXT    NOT NULL,
    month             TEXT,
    content_type      TEXT    NOT NULL,
    size              INTEGER NOT NULL,
    sha256            TEXT    NOT NULL,
    actor_id          TEXT    NOT NULL,
    filed_at          INTEGER NOT NULL,
    superseded_at     INTEGER,
    superseded_reason TEXT,
    superseded_by     TEXT
) STRICT;

CREATE INDEX evidence_by_placement ON evidence (placement_id, kind);
CREATE INDEX evidence_by_content ON evidence (sha256);

-- Who opened which document: evidence shows a person.
CREATE TABLE evidence_reading (
    reading_id  TEXT    NOT NULL PRIMARY KEY,
    evidence_id TEXT    NOT NULL,
    actor_id    TEXT    NOT NULL,
    read_at     INTEGER NOT NULL
) STRICT;

CREATE INDEX evidence_reading_by_evidence ON evidence_reading (evidence_id);

-- The hires that count now: one a placement, and one a person and programme nationwide.
CREATE TABLE counted_hire (
    placement_id  TEXT    NOT NULL PRIMARY KEY,
    programme     TEXT    NOT NULL,
    person_key    TEXT    NOT NULL,
    park_id       TEXT    NOT NULL,
    unit_id       TEXT    NOT NULL,
    of_cohort     INTEGER NOT NULL,
    rules_version INTEGER NOT NULL,
    counted_at    INTEGER NOT NULL,
    UNIQUE (programme, person_key)
) STRICT;

CREATE INDEX counted_hire_by_park ON counted_hire (programme, park_id);

-- The ledger, append-only: every +1 and -1 with its reason, chained by hash. Two concurrent appends collide on number and previous_hash, and one runs again.
CREATE TABLE ledger_entry (
    programme     TEXT    NOT NULL,
    number        INTEGER NOT NULL,
    placement_id  TEXT    NOT NULL,
    sequence      INTEGER NOT NULL,
    park_id       TEXT    NOT NULL,
    unit_id       TEXT    NOT NULL,
    position_id   TEXT    NOT NULL,
    graduate_id   TEXT    NOT NULL,
    delta         INTEGER NOT NULL,
    of_cohort     INTEGER NOT NULL,
    reason        TEXT    NOT NULL,
    rules_version INTEGER NOT NULL,
    actor_id      TEXT    NOT NULL,
    occurred_at   INTEGER NOT NULL,
    previous_hash TEXT    NOT NULL,
    hash          TEXT    NOT NULL,
    PRIMARY KEY (programme, number),
    UNIQUE (placement_id, sequence),
    UNIQUE (programme, previous_hash)
) STRICT;

CREATE INDEX ledger_entry_by_park ON ledger_entry (programme, park_id);

-- Where each chain ends, so that a removed last entry is noticed too.
CREATE TABLE ledger_head (
    programme TEXT    NOT NULL PRIMARY KEY,
    entries   INTEGER NOT NULL,
    hash      TEXT    NOT NULL
) STRICT;

-- Two placements claim the same person (争议). The supervisor decides; until then the first one counts.
CREATE TABLE dispute (
    dispute_id            TEXT    NOT NULL PRIMARY KEY,
    programme             TEXT    NOT NULL,
    person_key            TEXT    NOT NULL,
    holder_placement_id   TEXT    NOT NULL,
    holder_park_id        TEXT    NOT NULL,
    claimant_placement_id TEXT    NOT NULL,
    claimant_park_id      TEXT    NOT NULL,
    opened_by             TEXT    NOT NULL,
    opened_at             INTEGER NOT NULL,
    winner_placement_id   TEXT,
    decision              TEXT,
    decided_by            TEXT,
    decided_at            INTEGER,
    UNIQUE (holder_placement_id, claimant_placement_id, person_key)
) STRICT;

CREATE INDEX dispute_by_holder ON dispute (holder_park_id);
CREATE INDEX dispute_by_claimant ON dispute (claimant_park_id);
