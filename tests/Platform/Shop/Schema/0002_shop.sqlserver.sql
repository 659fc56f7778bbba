CREATE TABLE sale (
    sale_id char(36)      NOT NULL PRIMARY KEY,
    number  bigint        NOT NULL UNIQUE,
    article nvarchar(100) NOT NULL,
    sold_at bigint        NOT NULL
);
GO
CREATE TABLE article (
    name nvarchar(100) NOT NULL PRIMARY KEY
);
GO
CREATE TABLE taken (
    position bigint        IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    sale_id  char(36)      NOT NULL,
    number   bigint        NOT NULL,
    article  nvarchar(100) NOT NULL
);
