-- How a park splits its target, by street, unit category or unit: every split ever made, the highest revision of a kind holds. One without parts takes the split back.
CREATE TABLE target_split (
    programme TEXT    NOT NULL,
    park_id   TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    actor_id  TEXT    NOT NULL,
    set_at    INTEGER NOT NULL,
    PRIMARY KEY (programme, park_id, kind, revision)
) STRICT;

-- Its parts in their order; part_key says of which street (folded), category or unit, each once.
CREATE TABLE target_part (
    programme TEXT    NOT NULL,
    park_id   TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    part_key  TEXT    NOT NULL,
    place     INTEGER NOT NULL,
    street    TEXT,
    category  TEXT,
    unit_id   TEXT,
    seats     INTEGER NOT NULL,
    PRIMARY KEY (programme, park_id, kind, revision, part_key)
) STRICT;
