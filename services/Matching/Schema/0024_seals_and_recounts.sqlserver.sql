-- The end of a programme's ledger at the end of a day, under the key of the installation: whoever writes the whole chain anew cannot make it again.
CREATE TABLE ledger_seal (
    programme nvarchar(100) NOT NULL,
    entries   bigint        NOT NULL,
    on_day    char(10)      NOT NULL,
    hash      char(64)      NOT NULL,
    seal      nvarchar(max) NOT NULL,
    sealed_at bigint        NOT NULL,
    PRIMARY KEY (programme, entries)
);
GO
-- What counts is judged anew under a version of the rules, because somebody says so.
CREATE TABLE recount (
    recount_id    char(36)      NOT NULL PRIMARY KEY,
    programme     nvarchar(100) NOT NULL,
    rules_version bigint        NOT NULL,
    reason        nvarchar(max) NOT NULL,
    actor_id      char(36)      NOT NULL,
    asked_at      bigint        NOT NULL,
    ended_at      bigint        NULL,
    broken_off    nvarchar(max) NULL
);
GO
CREATE INDEX recount_by_programme ON recount (programme, asked_at);
GO
-- A park's part of it, once it is judged.
CREATE TABLE recount_park (
    recount_id char(36)      NOT NULL,
    park_id    nvarchar(100) NOT NULL,
    counted    bigint        NOT NULL,
    ready      bigint        NOT NULL,
    PRIMARY KEY (recount_id, park_id)
);
GO
-- A hire that counted and does no more.
CREATE TABLE recount_hire (
    recount_id    char(36)      NOT NULL,
    placement_id  char(36)      NOT NULL,
    park_id       nvarchar(100) NOT NULL,
    counted_under bigint        NOT NULL,
    missing       nvarchar(max) NOT NULL,
    uncounted_at  bigint        NOT NULL,
    PRIMARY KEY (recount_id, placement_id)
);
GO
CREATE INDEX recount_hire_by_park ON recount_hire (recount_id, park_id);
