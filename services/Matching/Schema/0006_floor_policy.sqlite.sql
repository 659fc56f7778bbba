-- What the round does where a park stays below its floor: part of its terms. Empty for a round opened before it was announced.
ALTER TABLE round ADD COLUMN floor_policy TEXT;

-- Of a seat that a repair in force gave: the floor it was for, and the wish that was granted before; empty if none was.
ALTER TABLE round_seat ADD COLUMN repaired_for TEXT;
ALTER TABLE round_seat ADD COLUMN stable_rank INTEGER;

-- What the repair in force came to. seated counts after it, stable_seated before.
ALTER TABLE round_result ADD COLUMN stable_seated INTEGER;
ALTER TABLE round_result ADD COLUMN moved INTEGER;
ALTER TABLE round_result ADD COLUMN blocking_pairs INTEGER;
ALTER TABLE round_result ADD COLUMN repair_hash TEXT;

-- The price of the repair in force: wishes refused against the published order, and the park whose floor is the reason.
CREATE TABLE round_blocking (
    round_id    TEXT    NOT NULL,
    graduate_id TEXT    NOT NULL,
    rank        INTEGER NOT NULL,
    position_id TEXT    NOT NULL,
    park_id     TEXT    NOT NULL,
    PRIMARY KEY (round_id, graduate_id, rank)
) STRICT;
