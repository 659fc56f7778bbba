-- The one key under which units see graduates who have not applied, encrypted.
CREATE TABLE pseudonym_key (
    key_number INTEGER NOT NULL PRIMARY KEY,
    sealed_key TEXT    NOT NULL,
    drawn_at   INTEGER NOT NULL
) STRICT;

-- How many drafts a unit has measured on a day; earlier days go with the next one.
CREATE TABLE reach_use (
    unit_id TEXT    NOT NULL,
    used_on TEXT    NOT NULL,
    used    INTEGER NOT NULL,
    PRIMARY KEY (unit_id, used_on)
) STRICT;

-- Reasons of ledger entries that somebody typed. The chain has their digest, so they can go with the person they are about.
CREATE TABLE ledger_reason (
    placement_id TEXT    NOT NULL,
    sequence     INTEGER NOT NULL,
    salt         TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    PRIMARY KEY (placement_id, sequence)
) STRICT;
