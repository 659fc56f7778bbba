-- What the lists of graduates ask of a position, beside it: since when and until when it is live, both empty once it is closed, and the seats of the text
-- that was published last, which stay. Whether its park stands behind the unit stands with the unit.
ALTER TABLE position ADD live_since bigint NULL;
GO
ALTER TABLE position ADD live_until char(10) NULL;
GO
ALTER TABLE position ADD published_seats bigint NULL;
GO
UPDATE position
SET published_seats = (
    SELECT position_revision.seats
    FROM position_revision
    WHERE position_revision.position_id = position.position_id AND position_revision.revision = position.live_revision);
GO
UPDATE position
SET live_since = published_at,
    live_until = (
        SELECT position_revision.closes_on
        FROM position_revision
        WHERE position_revision.position_id = position.position_id AND position_revision.revision = position.live_revision)
WHERE status <> 'Closed' AND live_revision IS NOT NULL;
GO
DROP INDEX position_newest ON position;
GO
CREATE INDEX position_live ON position (live_since DESC, position_id);
GO
CREATE INDEX position_live_until ON position (live_until, park_id, unit_id, programme, published_seats);
GO
DROP INDEX position_unit ON position;
GO
CREATE INDEX position_unit ON position (unit_id, status, submitted_at, published_seats);
GO
CREATE INDEX position_unit_newest ON position (unit_id, submitted_at DESC, position_id DESC);
GO
-- A unit's list asks for the hires of each of its positions.
CREATE INDEX hire_position ON hire (position_id, counted);
