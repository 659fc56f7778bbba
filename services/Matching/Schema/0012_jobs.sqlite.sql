-- Who holds the pen is said by the job.
ALTER TABLE round_closing DROP COLUMN attempt;

ALTER TABLE round_closing DROP COLUMN batches;

-- The archives of a solved round, made once.
CREATE TABLE round_file (
    round_id TEXT NOT NULL,
    name     TEXT NOT NULL,
    hash     TEXT NOT NULL,
    PRIMARY KEY (round_id, name)
) STRICT;
