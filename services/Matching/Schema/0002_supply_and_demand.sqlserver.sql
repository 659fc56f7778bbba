-- Copies of what Posting and Applicant announce: supply (positions, units) and demand (graduates, by pseudonym).
-- Every change to these tables takes the next number here, inside its transaction: readers that keep rows in memory ask for what is newer.
-- The row stays locked until the commit, so numbers become visible in order and none is ever skipped.
CREATE TABLE market_change (
    market_id   bigint        NOT NULL PRIMARY KEY CHECK (market_id = 1),
    last_number bigint        NOT NULL
);
GO
INSERT INTO market_change (market_id, last_number) VALUES (1, 0);
GO
-- The newest published version of each position. closed_at is set while a closing at least as new as that version is known.
CREATE TABLE position (
    position_id     char(36)      NOT NULL PRIMARY KEY,
    version         bigint        NOT NULL,
    unit_id         char(36)      NOT NULL,
    unit_name       nvarchar(200) NOT NULL,
    park_id         nvarchar(100) NOT NULL,
    programme       nvarchar(100) NOT NULL,
    title           nvarchar(200) NOT NULL,
    kind            nvarchar(40)  NOT NULL,
    seats           bigint        NOT NULL,
    seats_held      bigint        NOT NULL,
    minimum_degree  nvarchar(40)  NOT NULL,
    majors          nvarchar(max) NOT NULL,
    required_skills nvarchar(max) NOT NULL,
    wished_skills   nvarchar(max) NOT NULL,
    city            nvarchar(100) NOT NULL,
    pay_minimum_fen bigint        NOT NULL,
    pay_maximum_fen bigint        NOT NULL,
    term_months     bigint        NOT NULL,
    closes_on       char(10)      NOT NULL,
    published_at    bigint        NOT NULL,
    closed_at       bigint        NULL,
    change_number   bigint        NOT NULL
);
GO
CREATE INDEX position_by_unit ON position (unit_id);
GO
CREATE INDEX position_by_programme ON position (programme, park_id);
GO
CREATE INDEX position_by_change ON position (change_number);
GO
-- The newest closing of each position, kept apart because it may come before the position itself.
CREATE TABLE position_closing (
    position_id char(36)      NOT NULL PRIMARY KEY,
    version     bigint        NOT NULL,
    reason      nvarchar(max) NOT NULL,
    closed_at   bigint        NOT NULL
);
GO
-- A unit is suspended while suspended_version > verified_version. A unit not listed here yet is not suspended.
CREATE TABLE unit_status (
    unit_id           char(36)      NOT NULL PRIMARY KEY,
    park_id           nvarchar(100) NOT NULL,
    verified_version  bigint        NOT NULL,
    name              nvarchar(200) NULL,
    categories        nvarchar(max) NOT NULL,
    verified_at       bigint        NULL,
    suspended_version bigint        NOT NULL,
    suspension_reason nvarchar(max) NULL,
    suspended_at      bigint        NULL,
    change_number     bigint        NOT NULL
);
GO
CREATE INDEX unit_status_by_park ON unit_status (park_id);
GO
CREATE INDEX unit_status_by_change ON unit_status (change_number);
GO
-- Graduates who consent to matching; no name, no number, nothing that says who it is.
CREATE TABLE graduate (
    graduate_id     char(36)      NOT NULL PRIMARY KEY,
    version         bigint        NOT NULL,
    degree          nvarchar(40)  NOT NULL,
    major_code      nvarchar(20)  NOT NULL,
    graduation_year bigint        NOT NULL,
    skills          nvarchar(max) NOT NULL,
    cities          nvarchar(max) NOT NULL,
    pay_floor_fen   bigint        NOT NULL,
    kinds           nvarchar(max) NOT NULL,
    published_at    bigint        NOT NULL,
    change_number   bigint        NOT NULL
);
GO
CREATE INDEX graduate_by_change ON graduate (change_number);
GO
-- All that stays after a withdrawn consent: that it was withdrawn, so that an older profile arriving late brings nothing back.
CREATE TABLE graduate_withdrawal (
    graduate_id   char(36)      NOT NULL PRIMARY KEY,
    version       bigint        NOT NULL,
    withdrawn_at  bigint        NOT NULL,
    change_number bigint        NOT NULL
);
GO
CREATE INDEX graduate_withdrawal_by_change ON graduate_withdrawal (change_number);
