-- Who holds the pen is said by the job.
ALTER TABLE round_closing DROP COLUMN attempt;
GO
ALTER TABLE round_closing DROP COLUMN batches;
GO
-- The archives of a solved round, made once.
CREATE TABLE round_file (
    round_id char(36)     NOT NULL,
    name     nvarchar(20) NOT NULL,
    hash     char(64)     NOT NULL,
    PRIMARY KEY (round_id, name)
);
