-- What parks offer is counted without positions that are full.
DROP INDEX position_live_until ON position;
GO
CREATE INDEX position_live_until ON position (live_until, park_id, unit_id, programme, published_seats, seats_held);
