CREATE TABLE sale (
    sale_id TEXT    NOT NULL PRIMARY KEY,
    number  INTEGER NOT NULL UNIQUE,
    article TEXT    NOT NULL,
    sold_at INTEGER NOT NULL
) STRICT;

CREATE TABLE article (
    name TEXT NOT NULL PRIMARY KEY
) STRICT;

CREATE TABLE taken (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    sale_id  TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    article  TEXT    NOT NULL
) STRICT;
