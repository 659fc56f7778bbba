-- Programmes (专项). The rules live in rules_version; a programme points at the one in force.
CREATE TABLE programme (
    code          nvarchar(100) NOT NULL PRIMARY KEY,
    programme_id  char(36)      NOT NULL UNIQUE,
    title         nvarchar(300) NOT NULL,
    issuer        nvarchar(300) NOT NULL,
    cohort_year   bigint        NOT NULL,
    opens_on      char(10)      NOT NULL,
    closes_on     char(10)      NOT NULL,
    milestones    nvarchar(max) NOT NULL,
    rules_version bigint        NOT NULL,
    opened_at     bigint        NOT NULL
);
GO
-- Every version of a programme's rules, for ever: what was counted names the version it was counted under.
CREATE TABLE rules_version (
    programme  nvarchar(100) NOT NULL,
    version    bigint        NOT NULL,
    rules      nvarchar(max) NOT NULL,
    reason     nvarchar(max) NOT NULL,
    actor_id   char(36)      NOT NULL,
    adopted_at bigint        NOT NULL,
    PRIMARY KEY (programme, version)
);
GO
-- Targets of the parks. A change is a new revision; the highest one holds.
CREATE TABLE target (
    programme nvarchar(100) NOT NULL,
    park_id   nvarchar(100) NOT NULL,
    revision  bigint        NOT NULL,
    seats     bigint        NOT NULL,
    reason    nvarchar(max) NOT NULL,
    actor_id  char(36)      NOT NULL,
    set_at    bigint        NOT NULL,
    PRIMARY KEY (programme, park_id, revision)
);
GO
-- One graduate's way into one position; the id is the application's.
CREATE TABLE placement (
    placement_id     char(36)      NOT NULL PRIMARY KEY,
    version          bigint        NOT NULL,
    programme        nvarchar(100) NOT NULL,
    park_id          nvarchar(100) NOT NULL,
    unit_id          char(36)      NOT NULL,
    position_id      char(36)      NOT NULL,
    graduate_id      char(36)      NOT NULL,
    rank             bigint        NOT NULL,
    stage            nvarchar(40)  NOT NULL,
    stage_since      bigint        NOT NULL,
    reason           nvarchar(max) NULL,
    applied_at       bigint        NOT NULL,
    interview_at     bigint        NULL,
    interview_place  nvarchar(300) NULL,
    offer_pay_fen    bigint        NULL,
    offer_expires_at bigint        NULL,
    form             nvarchar(40)  NULL,
    signed_on        char(10)      NULL,
    starts_on        char(10)      NULL,
    term_months      bigint        NULL,
    pay_fen          bigint        NULL,
    terminated_on    char(10)      NULL,
    returned_reason  nvarchar(max) NULL,
    degree           nvarchar(40)  NULL,
    graduation_year  bigint        NULL
);
GO
CREATE INDEX placement_by_unit ON placement (unit_id, stage);
GO
CREATE INDEX placement_by_position ON placement (position_id, stage);
GO
CREATE INDEX placement_by_graduate ON placement (graduate_id, programme);
GO
CREATE INDEX placement_by_park ON placement (programme, park_id, stage);
GO
CREATE INDEX placement_by_expiry ON placement (stage, offer_expires_at);
GO
-- Every stage a placement has reached, when and by whom; actor_id is empty where the clock decided.
CREATE TABLE placement_stage (
    placement_id char(36)      NOT NULL,
    version      bigint        NOT NULL,
    stage        nvarchar(40)  NOT NULL,
    reason       nvarchar(max) NULL,
    actor_id     char(36)      NULL,
    occurred_at  bigint        NOT NULL,
    PRIMARY KEY (placement_id, version)
);
GO
-- Withdrawals, kept apart because one may come before its application.
CREATE TABLE application_withdrawal (
    placement_id char(36) NOT NULL PRIMARY KEY,
    withdrawn_at bigint   NOT NULL
);
GO
-- The newest ranking of each graduate's wishes, kept apart because it may come before an application it ranks.
CREATE TABLE wish_list (
    graduate_id  char(36)      NOT NULL,
    programme    nvarchar(100) NOT NULL,
    version      bigint        NOT NULL,
    applications nvarchar(max) NOT NULL,
    PRIMARY KEY (graduate_id, programme)
);
GO
-- Who holds which seat. The key is the promise that no position has more offers and hires than seats.
CREATE TABLE seat (
    position_id  char(36) NOT NULL,
    seat_number  bigint   NOT NULL,
    placement_id char(36) NOT NULL UNIQUE,
    held_at      bigint   NOT NULL,
    PRIMARY KEY (position_id, seat_number)
);
GO
-- Numbers the changes to the seats of a position.
CREATE TABLE seat_change (
    position_id char(36) NOT NULL PRIMARY KEY,
    version     bigint   NOT NULL
);
GO
-- One accepted offer a graduate and programme, by key.
CREATE TABLE acceptance (
    programme    nvarchar(100) NOT NULL,
    graduate_id  char(36)      NOT NULL,
    placement_id char(36)      NOT NULL UNIQUE,
    accepted_at  bigint        NOT NULL,
    PRIMARY KEY (programme, graduate_id)
);
GO
-- The graduate's own word that the hire is real, with the keyed hash of the person.
CREATE TABLE confirmation (
    placement_id char(36) NOT NULL PRIMARY KEY,
    version      bigint   NOT NULL,
    graduate_id  char(36) NOT NULL,
    person_key   char(64) NOT NULL,
    confirmed_at bigint   NOT NULL
);
GO
-- Evidence on file. The document lies in the evidence folder under its hash; a replaced one stays, marked as superseded.
CREATE TABLE evidence (
    evidence_id       char(36)      NOT NULL PRIMARY KEY,
    placement_id      char(36)      NOT NULL,
    kind              nvarchar(40)  NOT NULL,
    month             char(7)       NULL,
    content_type      nvarchar(100) NOT NULL,
    size              bigint        NOT NULL,
    sha256            char(64)      NOT NULL,
    actor_id          char(36)      NOT NULL,
    filed_at          bigint        NOT NULL,
    superseded_at     bigint        NULL,
    superseded_reason nvarchar(max) NULL,
    superseded_by     char(36)      NULL
);
GO
CREATE INDEX evidence_by_placement ON evidence (placement_id, kind);
GO
CREATE INDEX evidence_by_content ON evidence (sha256);
GO
-- Who opened which document: evidence shows a person.
CREATE TABLE evidence_reading (
    reading_id  char(36) NOT NULL PRIMARY KEY,
    evidence_id char(36) NOT NULL,
    actor_id    char(36) NOT NULL,
    read_at     bigint   NOT NULL
);
GO
CREATE INDEX evidence_reading_by_evidence ON evidence_reading (evidence_id);
GO
-- The hires that count now: one a placement, and one a person and programme nationwide.
CREATE TABLE counted_hire (
    placement_id  char(36)      NOT NULL PRIMARY KEY,
    programme     nvarchar(100) NOT NULL,
    person_key    char(64)      NOT NULL,
    park_id       nvarchar(100) NOT NULL,
    unit_id       char(36)      NOT NULL,
    of_cohort     bigint        NOT NULL,
    rules_version bigint        NOT NULL,
    counted_at    bigint        NOT NULL,
    UNIQUE (programme, person_key)
);
GO
CREATE INDEX counted_hire_by_park ON counted_hire (programme, park_id);
GO
-- The ledger, append-only: every +1 and -1 with its reason, chained by hash. Two concurrent appends collide on number and previous_hash, and one runs again.
CREATE TABLE ledger_entry (
    programme     nvarchar(100) NOT NULL,
    number        bigint        NOT NULL,
    placement_id  char(36)      NOT NULL,
    sequence      bigint        NOT NULL,
    park_id       nvarchar(100) NOT NULL,
    unit_id       char(36)      NOT NULL,
    position_id   char(36)      NOT NULL,
    graduate_id   char(36)      NOT NULL,
    delta         bigint        NOT NULL,
    of_cohort     bigint        NOT NULL,
    reason        nvarchar(max) NOT NULL,
    rules_version bigint        NOT NULL,
    actor_id      char(36)      NOT NULL,
    occurred_at   bigint        NOT NULL,
    previous_hash char(64)      NOT NULL,
    hash          char(64)      NOT NULL,
    PRIMARY KEY (programme, number),
    UNIQUE (placement_id, sequence),
    UNIQUE (programme, previous_hash)
);
GO
CREATE INDEX ledger_entry_by_park ON ledger_entry (programme, park_id);
GO
-- Where each chain ends, so that a removed last entry is noticed too.
CREATE TABLE ledger_head (
    programme nvarchar(100) NOT NULL PRIMARY KEY,
    entries   bigint        NOT NULL,
    hash      char(64)      NOT NULL
);
GO
-- Two placements claim the same person (争议). The supervisor decides; until then the first one counts.
CREATE TABLE dispute (
    dispute_id            char(36)      NOT NULL PRIMARY KEY,
    programme             nvarchar(100) NOT NULL,
    person_key            char(64)      NOT NULL,
    holder_placement_id   char(36)      NOT NULL,
    holder_park_id        nvarchar(100) NOT NULL,
    claimant_placement_id char(36)      NOT NULL,
    claimant_park_id      nvarchar(100) NOT NULL,
    opened_by             char(36)      NOT NULL,
    opened_at             bigint        NOT NULL,
    winner_placement_id   char(36)      NULL,
    decision              nvarchar(max) NULL,
    decided_by            char(36)      NULL,
    decided_at            bigint        NULL,
    UNIQUE (holder_placement_id, claimant_placement_id, person_key)
);
GO
CREATE INDEX dispute_by_holder ON dispute (holder_park_id);
GO
CREATE INDEX dispute_by_claimant ON dispute (claimant_park_id);
