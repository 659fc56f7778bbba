-- When the lists of the rounds close that take wishes: from then until the round is over, their order stays. parks is a list of ids.
CREATE TABLE round (
    round_id       char(36)      NOT NULL PRIMARY KEY,
    version        bigint        NOT NULL,
    programme      nvarchar(100) NOT NULL,
    title          nvarchar(400) NOT NULL,
    parks          nvarchar(max) NOT NULL,
    lists_close_at bigint        NOT NULL,
    is_over        bigint        NOT NULL
);
GO
CREATE INDEX round_by_programme ON round (programme, is_over);
