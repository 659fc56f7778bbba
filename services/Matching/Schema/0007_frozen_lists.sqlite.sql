-- A closing under way: who began it and why, and which attempt at writing the lists down holds the pen; an earlier one writes nothing any more.
CREATE TABLE round_closing (
    round_id TEXT    NOT NULL PRIMARY KEY,
    actor_id TEXT    NOT NULL,
    reason   TEXT,
    attempt  INTEGER NOT NULL,
    batches  INTEGER NOT NULL
) STRICT;

-- Graduates with wishes in a park when the lists closed.
ALTER TABLE round_park ADD COLUMN graduates INTEGER;

UPDATE round_park
SET graduates = (
    SELECT COUNT(DISTINCT round_wish.graduate_id)
    FROM round_wish
    JOIN round_position ON round_position.round_id = round_wish.round_id AND round_position.position_id = round_wish.position_id
    WHERE round_wish.round_id = round_park.round_id AND round_position.park_id = round_park.park_id);

-- A graduate's wishes in one row, dearest first, 35 bytes each: position, placement, fit score (2 bytes), grade (1 byte, 255 for none); all big-endian.
ALTER TABLE round_applicant ADD COLUMN wishes BLOB NOT NULL DEFAULT x'';

UPDATE round_applicant
SET wishes = COALESCE(unhex((
    SELECT group_concat(one.wish, '')
    FROM (
        SELECT replace(position_id, '-', '') || replace(placement_id, '-', '') || printf('%04x%02x', fit_score, COALESCE(grade, 255)) AS wish
        FROM round_wish
        WHERE round_wish.round_id = round_applicant.round_id AND round_wish.graduate_id = round_applicant.graduate_id
        ORDER BY rank) one)), x'');

-- The position of the wish that was granted before a repair.
ALTER TABLE round_seat ADD COLUMN stable_position_id TEXT;

UPDATE round_seat
SET stable_position_id = (
    SELECT position_id
    FROM round_wish
    WHERE round_wish.round_id = round_seat.round_id AND round_wish.graduate_id = round_seat.graduate_id AND round_wish.rank = round_seat.stable_rank)
WHERE stable_rank IS NOT NULL;

DROP TABLE round_wish;
