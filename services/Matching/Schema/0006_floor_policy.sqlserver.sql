-- What the round does where a park stays below its floor: part of its terms. Empty for a round opened before it was announced.
ALTER TABLE round ADD floor_policy nvarchar(40) NULL;
GO
-- Of a seat that a repair in force gave: the floor it was for, and the wish that was granted before; empty if none was.
ALTER TABLE round_seat ADD repaired_for nvarchar(100) NULL;
GO
ALTER TABLE round_seat ADD stable_rank bigint NULL;
GO
-- What the repair in force came to. seated counts after it, stable_seated before.
ALTER TABLE round_result ADD stable_seated bigint NULL;
GO
ALTER TABLE round_result ADD moved bigint NULL;
GO
ALTER TABLE round_result ADD blocking_pairs bigint NULL;
GO
ALTER TABLE round_result ADD repair_hash char(64) NULL;
GO
-- The price of the repair in force: wishes refused against the published order, and the park whose floor is the reason.
CREATE TABLE round_blocking (
    round_id    char(36)      NOT NULL,
    graduate_id char(36)      NOT NULL,
    rank        bigint        NOT NULL,
    position_id char(36)      NOT NULL,
    park_id     nvarchar(100) NOT NULL,
    PRIMARY KEY (round_id, graduate_id, rank)
);
