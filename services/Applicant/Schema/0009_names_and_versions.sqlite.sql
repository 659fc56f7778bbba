-- The name of a unit's last verification, by its version; empty until the unit is verified again.
ALTER TABLE unit_standing ADD COLUMN name TEXT;

ALTER TABLE unit_standing ADD COLUMN name_version INTEGER NOT NULL DEFAULT 0;

-- Every version of a position, so that who has applied reads what has changed since. Of what was published before this script only some is known.
CREATE TABLE position_version (
    position_id     TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    title           TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    duties          TEXT,
    minimum_degree  TEXT,
    majors          TEXT,
    required_skills TEXT,
    wished_skills   TEXT,
    city            TEXT    NOT NULL,
    pay_minimum_fen INTEGER NOT NULL,
    pay_maximum_fen INTEGER NOT NULL,
    term_months     INTEGER,
    published_at    INTEGER NOT NULL,
    PRIMARY KEY (position_id, version)
) STRICT, WITHOUT ROWID;

INSERT INTO position_version (position_id, version, title, kind, city, pay_minimum_fen, pay_maximum_fen, published_at)
SELECT position_id, version, title, kind, city, pay_minimum_fen, pay_maximum_fen, 0 FROM position;
