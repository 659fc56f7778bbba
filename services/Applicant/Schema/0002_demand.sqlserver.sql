-- One row a graduate, for ever and without a word about the person: the version counter must not start again after a deletion.
CREATE TABLE graduate (
    graduate_id char(36) NOT NULL PRIMARY KEY,
    version     bigint   NOT NULL,
    erased_at   bigint   NULL
);
GO
-- Everything that says who a graduate is. Nothing of it leaves this service but by a candidate reading or the export.
CREATE TABLE profile (
    graduate_id     char(36)      NOT NULL PRIMARY KEY,
    name            nvarchar(100) NOT NULL,
    phone           nvarchar(20)  NOT NULL,
    email           nvarchar(200) NULL,
    university_code nvarchar(20)  NOT NULL,
    major_code      nvarchar(20)  NOT NULL,
    degree          nvarchar(20)  NOT NULL,
    graduation_year bigint        NOT NULL,
    skills          nvarchar(max) NOT NULL,
    cities          nvarchar(max) NOT NULL,
    pay_floor_fen   bigint        NOT NULL,
    kinds           nvarchar(max) NOT NULL,
    summary         nvarchar(max) NULL,
    updated_at      bigint        NOT NULL
);
GO
-- A graduate's consents to a purpose, numbered; the last one is in force unless withdrawn. Kept as proof.
CREATE TABLE consent (
    graduate_id  char(36)     NOT NULL,
    purpose      nvarchar(40) NOT NULL,
    number       bigint       NOT NULL,
    text_version bigint       NOT NULL,
    given_at     bigint       NOT NULL,
    withdrawn_at bigint       NULL,
    PRIMARY KEY (graduate_id, purpose, number)
);
GO
-- Copies of what other services announce.
CREATE TABLE programme (
    code       nvarchar(100) NOT NULL PRIMARY KEY,
    version    bigint        NOT NULL,
    title      nvarchar(400) NOT NULL,
    opens_on   char(10)      NOT NULL,
    closes_on  char(10)      NOT NULL,
    wish_limit bigint        NOT NULL
);
GO
CREATE TABLE position (
    position_id     char(36)      NOT NULL PRIMARY KEY,
    version         bigint        NOT NULL,
    unit_id         char(36)      NOT NULL,
    unit_name       nvarchar(400) NOT NULL,
    park_id         nvarchar(100) NOT NULL,
    programme       nvarchar(100) NOT NULL,
    title           nvarchar(400) NOT NULL,
    kind            nvarchar(40)  NOT NULL,
    city            nvarchar(100) NOT NULL,
    pay_minimum_fen bigint        NOT NULL,
    pay_maximum_fen bigint        NOT NULL,
    closes_on       char(10)      NOT NULL
);
GO
-- Apart from the position, because the closing may arrive before the publication it ends.
CREATE TABLE position_closing (
    position_id char(36)      NOT NULL PRIMARY KEY,
    version     bigint        NOT NULL,
    reason      nvarchar(max) NOT NULL,
    closed_at   bigint        NOT NULL
);
GO
CREATE TABLE position_seats (
    position_id char(36) NOT NULL PRIMARY KEY,
    version     bigint   NOT NULL,
    seats       bigint   NOT NULL,
    seats_held  bigint   NOT NULL
);
GO
CREATE TABLE unit_standing (
    unit_id    char(36) NOT NULL PRIMARY KEY,
    version    bigint   NOT NULL,
    suspended  bigint   NOT NULL,
    changed_at bigint   NOT NULL
);
GO
CREATE TABLE application (
    application_id    char(36)      NOT NULL PRIMARY KEY,
    version           bigint        NOT NULL,
    graduate_id       char(36)      NOT NULL,
    position_id       char(36)      NOT NULL,
    unit_id           char(36)      NOT NULL,
    park_id           nvarchar(100) NOT NULL,
    programme         nvarchar(100) NOT NULL,
    rank              bigint        NOT NULL,
    submitted_at      bigint        NOT NULL,
    withdrawn_at      bigint        NULL,
    withdrawal_reason nvarchar(max) NULL
);
GO
CREATE INDEX application_by_graduate ON application (graduate_id, submitted_at);
GO
-- One row an active application. The keys are the rules: one a position, and no more in a programme than it has slots.
CREATE TABLE wish (
    application_id char(36)      NOT NULL PRIMARY KEY,
    graduate_id    char(36)      NOT NULL,
    position_id    char(36)      NOT NULL,
    programme      nvarchar(100) NOT NULL,
    slot           bigint        NOT NULL,
    UNIQUE (graduate_id, position_id),
    UNIQUE (graduate_id, programme, slot)
);
GO
-- Matching's placement as last announced.
CREATE TABLE placement (
    placement_id     char(36)      NOT NULL PRIMARY KEY,
    version          bigint        NOT NULL,
    graduate_id      char(36)      NOT NULL,
    programme        nvarchar(100) NOT NULL,
    stage            nvarchar(40)  NOT NULL,
    reason           nvarchar(max) NULL,
    offer_expires_at bigint        NULL,
    offer_pay_fen    bigint        NULL,
    interview_at     bigint        NULL,
    interview_place  nvarchar(max) NULL,
    occurred_at      bigint        NOT NULL
);
GO
-- Every announcement of it: the timeline, whole whatever the order of arrival.
CREATE TABLE placement_step (
    placement_id char(36)      NOT NULL,
    version      bigint        NOT NULL,
    stage        nvarchar(40)  NOT NULL,
    reason       nvarchar(max) NULL,
    occurred_at  bigint        NOT NULL,
    PRIMARY KEY (placement_id, version)
);
GO
-- An answer belongs to one offer, that is to one version of the placement.
CREATE TABLE offer_answer (
    placement_id      char(36) NOT NULL,
    placement_version bigint   NOT NULL,
    accepted          bigint   NOT NULL,
    answered_at       bigint   NOT NULL,
    PRIMARY KEY (placement_id, placement_version)
);
GO
-- The key is the rule: one accepted offer a graduate in a programme.
CREATE TABLE acceptance (
    graduate_id  char(36)      NOT NULL,
    programme    nvarchar(100) NOT NULL,
    placement_id char(36)      NOT NULL,
    PRIMARY KEY (graduate_id, programme)
);
GO
-- The secret under which ID numbers of a programme become person keys, encrypted.
CREATE TABLE programme_key (
    programme  nvarchar(100) NOT NULL PRIMARY KEY,
    secret     nvarchar(max) NOT NULL,
    created_at bigint        NOT NULL
);
GO
-- The ID number is encrypted and goes when the graduate deletes the account; the person key stays, so that nobody counts twice.
CREATE TABLE hire (
    placement_id char(36)      NOT NULL PRIMARY KEY,
    graduate_id  char(36)      NOT NULL,
    programme    nvarchar(100) NOT NULL,
    id_number    nvarchar(max) NULL,
    person_key   char(64)      NOT NULL,
    confirmed_at bigint        NOT NULL
);
GO
CREATE INDEX hire_by_graduate ON hire (graduate_id);
GO
-- Who saw a graduate's name and phone number unmasked, and when.
CREATE TABLE candidate_reading (
    reading_id     char(36) NOT NULL PRIMARY KEY,
    application_id char(36) NOT NULL,
    graduate_id    char(36) NOT NULL,
    unit_id        char(36) NOT NULL,
    reader_id      char(36) NOT NULL,
    read_at        bigint   NOT NULL
);
GO
CREATE INDEX candidate_reading_by_graduate ON candidate_reading (graduate_id, read_at);
