-- The name of a unit's last verification, by its version; empty until the unit is verified again.
ALTER TABLE unit_standing ADD name nvarchar(400) NULL;
GO
ALTER TABLE unit_standing ADD name_version bigint NOT NULL DEFAULT 0;
GO
-- Every version of a position, so that who has applied reads what has changed since. Of what was published before this script only some is known.
CREATE TABLE position_version (
    position_id     char(36)      NOT NULL,
    version         bigint        NOT NULL,
    title           nvarchar(400) NOT NULL,
    kind            nvarchar(40)  NOT NULL,
    duties          nvarchar(max) NULL,
    minimum_degree  nvarchar(20)  NULL,
    majors          nvarchar(max) NULL,
    required_skills nvarchar(max) NULL,
    wished_skills   nvarchar(max) NULL,
    city            nvarchar(100) NOT NULL,
    pay_minimum_fen bigint        NOT NULL,
    pay_maximum_fen bigint        NOT NULL,
    term_months     bigint        NULL,
    published_at    bigint        NOT NULL,
    PRIMARY KEY (position_id, version)
);
GO
INSERT INTO position_version (position_id, version, title, kind, city, pay_minimum_fen, pay_maximum_fen, published_at)
SELECT position_id, version, title, kind, city, pay_minimum_fen, pay_maximum_fen, 0 FROM position;
