CREATE TABLE parcel (
    parcel_id char(36) NOT NULL PRIMARY KEY
);
GO
-- No unique key: what is applied twice is to be seen twice.
CREATE TABLE arrival (
    position  bigint   IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    parcel_id char(36) NOT NULL
);
GO
CREATE TABLE seat (
    seat_number bigint   NOT NULL PRIMARY KEY,
    holder_id   char(36) NOT NULL UNIQUE
);
