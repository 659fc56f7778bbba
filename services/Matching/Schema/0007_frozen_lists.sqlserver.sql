-- A closing under way: who began it and why, and which attempt at writing the lists down holds the pen; an earlier one writes nothing any more.
CREATE TABLE round_closing (
    round_id char(36)      NOT NULL PRIMARY KEY,
    actor_id char(36)      NOT NULL,
    reason   nvarchar(max) NULL,
    attempt  bigint        NOT NULL,
    batches  bigint        NOT NULL
);
GO
-- Graduates with wishes in a park when the lists closed.
ALTER TABLE round_park ADD graduates bigint NULL;
GO
UPDATE round_park
SET graduates = (
    SELECT COUNT(DISTINCT round_wish.graduate_id)
    FROM round_wish
    JOIN round_position ON round_position.round_id = round_wish.round_id AND round_position.position_id = round_wish.position_id
    WHERE round_wish.round_id = round_park.round_id AND round_position.park_id = round_park.park_id);
GO
-- A graduate's wishes in one row, dearest first, 35 bytes each: position, placement, fit score (2 bytes), grade (1 byte, 255 for none); all big-endian.
ALTER TABLE round_applicant ADD wishes varbinary(max) NOT NULL DEFAULT 0x;
GO
-- As text, so that a compatible server that knows less of FOR XML and of binary styles stumbles over it only where there are old rounds.
IF EXISTS (SELECT 1 FROM round_wish)
    EXEC('UPDATE round_applicant
        SET wishes = COALESCE(CONVERT(varbinary(max), (
            SELECT REPLACE(position_id, ''-'', '''') + REPLACE(placement_id, ''-'', '''') + CONVERT(char(4), CONVERT(binary(2), fit_score), 2)
                + CONVERT(char(2), CONVERT(binary(1), COALESCE(grade, 255)), 2)
            FROM round_wish
            WHERE round_wish.round_id = round_applicant.round_id AND round_wish.graduate_id = round_applicant.graduate_id
            ORDER BY rank
            FOR XML PATH('''')), 2), 0x)');
GO
-- The position of the wish that was granted before a repair.
ALTER TABLE round_seat ADD stable_position_id char(36) NULL;
GO
UPDATE round_seat
SET stable_position_id = (
    SELECT position_id
    FROM round_wish
    WHERE round_wish.round_id = round_seat.round_id AND round_wish.graduate_id = round_seat.graduate_id AND round_wish.rank = round_seat.stable_rank)
WHERE stable_rank IS NOT NULL;
GO
DROP TABLE round_wish;
