-- Units as they registered themselves. trusted_since is set while the park stands behind the unit: only then do its positions show.
CREATE TABLE unit (
    unit_id       char(36)      NOT NULL PRIMARY KEY,
    uscc          nvarchar(18)  NOT NULL UNIQUE,
    name          nvarchar(100) NOT NULL,
    verified_name nvarchar(100) NULL,
    park_id       nvarchar(50)  NOT NULL,
    city          nvarchar(50)  NOT NULL,
    address       nvarchar(200) NULL,
    contact_name  nvarchar(50)  NOT NULL,
    contact_phone nvarchar(30)  NOT NULL,
    status        nvarchar(30)  NOT NULL,
    version       bigint        NOT NULL,
    trusted_since bigint        NULL,
    registered_at bigint        NOT NULL,
    submitted_at  bigint        NOT NULL
);
GO
CREATE INDEX unit_park ON unit (park_id, status, submitted_at);
GO
CREATE TABLE unit_category (
    unit_id  char(36)      NOT NULL REFERENCES unit (unit_id),
    category nvarchar(50)  NOT NULL,
    evidence nvarchar(200) NOT NULL,
    year     bigint        NOT NULL,
    PRIMARY KEY (unit_id, category)
);
GO
-- What happened to a unit, one row a version: who, when, why. Rows are only added.
CREATE TABLE unit_event (
    unit_id     char(36)      NOT NULL REFERENCES unit (unit_id),
    version     bigint        NOT NULL,
    event       nvarchar(30)  NOT NULL,
    actor_id    char(36)      NOT NULL,
    actor_name  nvarchar(100) NOT NULL,
    reason      nvarchar(500) NULL,
    occurred_at bigint        NOT NULL,
    PRIMARY KEY (unit_id, version)
);
GO
-- Copies of the programmes' rules, from ProgrammeOpened; the higher version wins.
CREATE TABLE programme (
    code                 nvarchar(50)  NOT NULL PRIMARY KEY,
    programme_id         char(36)      NOT NULL,
    version              bigint        NOT NULL,
    title                nvarchar(200) NOT NULL,
    opens_on             char(10)      NOT NULL,
    closes_on            char(10)      NOT NULL,
    kinds                nvarchar(max) NOT NULL,
    minimum_degree       nvarchar(30)  NOT NULL,
    shortest_term_months bigint        NOT NULL,
    minimum_wages_fen    nvarchar(max) NOT NULL
);
GO
-- version counts every change, as events carry it; revision counts the texts. live_revision is the one shown to graduates.
CREATE TABLE position (
    position_id   char(36)     NOT NULL PRIMARY KEY,
    unit_id       char(36)     NOT NULL REFERENCES unit (unit_id),
    park_id       nvarchar(50) NOT NULL,
    programme     nvarchar(50) NOT NULL REFERENCES programme (code),
    status        nvarchar(30) NOT NULL,
    version       bigint       NOT NULL,
    revision      bigint       NOT NULL,
    live_revision bigint       NULL,
    seats_held    bigint       NOT NULL,
    seats_version bigint       NOT NULL,
    created_at    bigint       NOT NULL,
    submitted_at  bigint       NOT NULL,
    published_at  bigint       NULL
);
GO
CREATE INDEX position_unit ON position (unit_id, status);
GO
CREATE INDEX position_park ON position (park_id, status, submitted_at);
GO
CREATE INDEX position_newest ON position (published_at, position_id);
GO
CREATE TABLE position_revision (
    position_id     char(36)      NOT NULL REFERENCES position (position_id),
    revision        bigint        NOT NULL,
    title           nvarchar(200) NOT NULL,
    kind            nvarchar(50)  NOT NULL,
    duties          nvarchar(max) NOT NULL,
    seats           bigint        NOT NULL,
    minimum_degree  nvarchar(30)  NOT NULL,
    majors          nvarchar(max) NOT NULL,
    required_skills nvarchar(max) NOT NULL,
    wished_skills   nvarchar(max) NOT NULL,
    city            nvarchar(50)  NOT NULL,
    pay_minimum_fen bigint        NOT NULL,
    pay_maximum_fen bigint        NOT NULL,
    term_months     bigint        NOT NULL,
    closes_on       char(10)      NOT NULL,
    findings        nvarchar(max) NOT NULL,
    PRIMARY KEY (position_id, revision)
);
GO
-- What happened to a position, one row a version. Rows are only added.
CREATE TABLE position_event (
    position_id char(36)      NOT NULL REFERENCES position (position_id),
    version     bigint        NOT NULL,
    event       nvarchar(30)  NOT NULL,
    revision    bigint        NOT NULL,
    actor_id    char(36)      NOT NULL,
    actor_name  nvarchar(100) NOT NULL,
    reason      nvarchar(500) NULL,
    notes       nvarchar(max) NOT NULL,
    occurred_at bigint        NOT NULL,
    PRIMARY KEY (position_id, version)
);
GO
-- What a live position accepts: normalised catalogue prefixes, or * for any major.
CREATE TABLE position_major (
    position_id char(36)     NOT NULL REFERENCES position (position_id),
    prefix      nvarchar(20) NOT NULL,
    PRIMARY KEY (prefix, position_id)
);
GO
CREATE INDEX position_major_position ON position_major (position_id);
GO
-- The search index of live positions: words, characters and pairs of neighbouring characters. Compared by code point, because
-- linguistic collations hold rare characters to be nothing at all.
CREATE TABLE search_term (
    term_id bigint                                   IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    term    nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE
);
GO
CREATE TABLE position_term (
    term_id     bigint   NOT NULL REFERENCES search_term (term_id),
    position_id char(36) NOT NULL REFERENCES position (position_id),
    PRIMARY KEY (term_id, position_id)
);
GO
CREATE INDEX position_term_position ON position_term (position_id);
GO
-- Hires as Matching counts them; the higher version wins.
CREATE TABLE hire (
    placement_id char(36)     NOT NULL PRIMARY KEY,
    version      bigint       NOT NULL,
    unit_id      char(36)     NOT NULL,
    position_id  char(36)     NOT NULL,
    programme    nvarchar(50) NOT NULL,
    counted      bigint       NOT NULL
);
GO
CREATE INDEX hire_unit ON hire (unit_id, counted);
