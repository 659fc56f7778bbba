CREATE TABLE parcel (
    parcel_id TEXT NOT NULL PRIMARY KEY
) STRICT;

-- No unique key: what is applied twice is to be seen twice.
CREATE TABLE arrival (
    position  INTEGER PRIMARY KEY AUTOINCREMENT,
    parcel_id TEXT NOT NULL
) STRICT;

CREATE TABLE seat (
    seat_number INTEGER NOT NULL PRIMARY KEY,
    holder_id   TEXT    NOT NULL UNIQUE
) STRICT;
