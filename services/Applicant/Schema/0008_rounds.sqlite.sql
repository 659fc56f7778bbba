-- When the lists of the rounds close that take wishes: from then until the round is over, their order stays. parks is a list of ids.
CREATE TABLE round (
    round_id       TEXT    NOT NULL PRIMARY KEY,
    version        INTEGER NOT NULL,
    programme      TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    parks          TEXT    NOT NULL,
    lists_close_at INTEGER NOT NULL,
    is_over        INTEGER NOT NULL
) STRICT;

CREATE INDEX round_by_programme ON round (programme, is_over);
