-- The one key under which units see graduates who have not applied, encrypted.
CREATE TABLE pseudonym_key (
    key_number bigint        NOT NULL PRIMARY KEY,
    sealed_key nvarchar(max) NOT NULL,
    drawn_at   bigint        NOT NULL
);

-- How many drafts a unit has measured on a day; earlier days go with the next one.
CREATE TABLE reach_use (
    unit_id char(36) NOT NULL,
    used_on char(10) NOT NULL,
    used    bigint   NOT NULL,
    PRIMARY KEY (unit_id, used_on)
);

-- Reasons of ledger entries that somebody typed. The chain has their digest, so they can go with the person they are about.
CREATE TABLE ledger_reason (
    placement_id char(36)      NOT NULL,
    sequence     bigint        NOT NULL,
    salt         char(32)      NOT NULL,
    reason       nvarchar(max) NOT NULL,
    PRIMARY KEY (placement_id, sequence)
);
