-- The row of a park that whoever adds to its firms, or changes by what they are known, touches first.
CREATE TABLE firm_turn (
    park_id nvarchar(50) NOT NULL PRIMARY KEY,
    turns   bigint       NOT NULL
);
GO
-- What a park knows of its firms, whether they have registered or not. known_as is the credit code, or the folded name where no code is known: each stands once in a
-- park. A registered unit is the firm of its park that has its code; nothing links the two but that.
CREATE TABLE firm (
    firm_id       char(36)      NOT NULL PRIMARY KEY,
    park_id       nvarchar(50)  NOT NULL,
    known_as      nvarchar(200) NOT NULL,
    uscc          nvarchar(18)  NULL,
    name          nvarchar(200) NOT NULL,
    headcount     bigint        NULL,
    contact_name  nvarchar(100) NULL,
    contact_phone nvarchar(30)  NULL,
    address       nvarchar(400) NULL,
    source        nvarchar(200) NULL,
    version       bigint        NOT NULL,
    added_at      bigint        NOT NULL,
    UNIQUE (park_id, known_as)
);
GO
CREATE TABLE firm_category (
    firm_id  char(36)     NOT NULL REFERENCES firm (firm_id),
    category nvarchar(50) NOT NULL,
    PRIMARY KEY (firm_id, category)
);
GO
-- A briefing (宣讲会); which units came stands with the contacts.
CREATE TABLE briefing (
    briefing_id   char(36)      NOT NULL PRIMARY KEY,
    park_id       nvarchar(50)  NOT NULL,
    programme     nvarchar(50)  NOT NULL REFERENCES programme (code),
    on_day        char(10)      NOT NULL,
    title         nvarchar(200) NOT NULL,
    place         nvarchar(200) NULL,
    department    nvarchar(100) NOT NULL,
    working_group nvarchar(100) NULL,
    actor_id      char(36)      NOT NULL,
    actor_name    nvarchar(100) NOT NULL,
    recorded_at   bigint        NOT NULL
);
GO
CREATE INDEX briefing_park ON briefing (park_id, on_day);
GO
-- Who was contacted. Rows are only added; subject_id is a firm's or, of a unit that had registered, the unit's.
CREATE TABLE contact (
    contact_id     char(36)       NOT NULL PRIMARY KEY,
    park_id        nvarchar(50)   NOT NULL,
    programme      nvarchar(50)   NOT NULL REFERENCES programme (code),
    subject_id     char(36)       NOT NULL,
    briefing_id    char(36)       NULL REFERENCES briefing (briefing_id),
    on_day         char(10)       NOT NULL,
    department     nvarchar(100)  NOT NULL,
    working_group  nvarchar(100)  NULL,
    channel        nvarchar(30)   NOT NULL,
    outcome        nvarchar(30)   NOT NULL,
    seats_promised bigint         NULL,
    follow_up_on   char(10)       NULL,
    next_step      nvarchar(400)  NULL,
    note           nvarchar(2000) NULL,
    actor_id       char(36)       NOT NULL,
    actor_name     nvarchar(100)  NOT NULL,
    recorded_at    bigint         NOT NULL
);
GO
CREATE INDEX contact_park ON contact (park_id, programme, on_day);
GO
CREATE INDEX contact_subject ON contact (subject_id);
GO
-- A contact that was recorded wrongly, and why: it counts no more and stays to be read.
CREATE TABLE contact_annulment (
    contact_id  char(36)       NOT NULL PRIMARY KEY REFERENCES contact (contact_id),
    reason      nvarchar(1000) NOT NULL,
    actor_id    char(36)       NOT NULL,
    actor_name  nvarchar(100)  NOT NULL,
    annulled_at bigint         NOT NULL
);
GO
-- A visit put off. Rows are only added; the latest of a subject holds.
CREATE TABLE visit_postponement (
    postponement_id char(36)      NOT NULL PRIMARY KEY,
    park_id         nvarchar(50)  NOT NULL,
    subject_id      char(36)      NOT NULL,
    until_day       char(10)      NOT NULL,
    reason          nvarchar(400) NOT NULL,
    actor_id        char(36)      NOT NULL,
    actor_name      nvarchar(100) NOT NULL,
    postponed_at    bigint        NOT NULL
);
GO
CREATE INDEX visit_postponement_park ON visit_postponement (park_id, until_day);
