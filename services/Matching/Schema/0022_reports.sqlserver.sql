-- Every published version of a position: the newest alone does not say what was published on an earlier day.
CREATE TABLE position_version (
    position_id  char(36)      NOT NULL,
    version      bigint        NOT NULL,
    programme    nvarchar(100) NOT NULL,
    park_id      nvarchar(100) NOT NULL,
    unit_id      char(36)      NOT NULL,
    unit_name    nvarchar(300) NOT NULL,
    title        nvarchar(300) NOT NULL,
    kind         nvarchar(40)  NOT NULL,
    seats        bigint        NOT NULL,
    closes_on    char(10)      NOT NULL,
    published_at bigint        NOT NULL,
    PRIMARY KEY (position_id, version)
);
GO
CREATE INDEX position_version_by_park ON position_version (programme, park_id);
GO
INSERT INTO position_version (position_id, version, programme, park_id, unit_id, unit_name, title, kind, seats, closes_on, published_at)
SELECT position_id, version, programme, park_id, unit_id, unit_name, title, kind, seats, closes_on, published_at
FROM position;
GO
-- A frozen report (统计表): its rows beside it, its file under the hash in stored_file. park_id is empty for the roll-up of all parks. head is what stands above
-- and below the table, and the sums of its rows; the numbers beside it are some of these sums, for lists. The ledger's entries up to that number are those it counts.
CREATE TABLE report (
    report_id      char(36)      NOT NULL PRIMARY KEY,
    version        bigint        NOT NULL,
    programme      nvarchar(100) NOT NULL,
    park_id        nvarchar(100) NULL,
    layout         nvarchar(40)  NOT NULL,
    edition        bigint        NOT NULL,
    milestone_on   char(10)      NULL,
    as_of          bigint        NOT NULL,
    rules_version  bigint        NOT NULL,
    ledger_entries bigint        NOT NULL,
    ledger_hash    char(64)      NOT NULL,
    head           nvarchar(max) NOT NULL,
    row_count      bigint        NOT NULL,
    seats          bigint        NOT NULL,
    claimed        bigint        NOT NULL,
    counted        bigint        NOT NULL,
    of_cohort      bigint        NOT NULL,
    hash           char(64)      NOT NULL,
    size           bigint        NOT NULL,
    frozen_by      char(36)      NOT NULL,
    frozen_at      bigint        NOT NULL,
    state          nvarchar(40)  NOT NULL,
    handed_in_at   bigint        NULL,
    due_at         bigint        NULL,
    decided_at     bigint        NULL,
    reason         nvarchar(max) NULL
);
GO
CREATE INDEX report_by_programme ON report (programme, frozen_at);
GO
-- The rows of a report as they were frozen, each with all facts of its kind, whatever the layout shows of them.
CREATE TABLE report_row (
    report_id  char(36)      NOT NULL,
    row_number bigint        NOT NULL,
    row_key    nvarchar(100) NOT NULL,
    facts      nvarchar(max) NOT NULL,
    PRIMARY KEY (report_id, row_number)
);
GO
-- What became of a report: frozen, handed in, returned with a reason, accepted.
CREATE TABLE report_event (
    report_id   char(36)      NOT NULL,
    version     bigint        NOT NULL,
    state       nvarchar(40)  NOT NULL,
    reason      nvarchar(max) NULL,
    actor_id    char(36)      NOT NULL,
    occurred_at bigint        NOT NULL,
    PRIMARY KEY (report_id, version)
);
GO
-- The report with which a park answers a milestone. The key is the promise that there is one at most; one that is returned gives the place free.
CREATE TABLE report_standing (
    programme    nvarchar(100) NOT NULL,
    park_id      nvarchar(100) NOT NULL,
    milestone_on char(10)      NOT NULL,
    report_id    char(36)      NOT NULL UNIQUE,
    PRIMARY KEY (programme, park_id, milestone_on)
);
