-- How a park splits its target, by street, unit category or unit: every split ever made, the highest revision of a kind holds. One without parts takes the split back.
CREATE TABLE target_split (
    programme nvarchar(100) NOT NULL,
    park_id   nvarchar(100) NOT NULL,
    kind      nvarchar(40)  NOT NULL,
    revision  bigint        NOT NULL,
    reason    nvarchar(max) NOT NULL,
    actor_id  char(36)      NOT NULL,
    set_at    bigint        NOT NULL,
    PRIMARY KEY (programme, park_id, kind, revision)
);
GO
-- Its parts in their order; part_key says of which street (folded), category or unit, each once.
CREATE TABLE target_part (
    programme nvarchar(100) NOT NULL,
    park_id   nvarchar(100) NOT NULL,
    kind      nvarchar(40)  NOT NULL,
    revision  bigint        NOT NULL,
    part_key  nvarchar(200) NOT NULL,
    place     bigint        NOT NULL,
    street    nvarchar(200) NULL,
    category  nvarchar(40)  NULL,
    unit_id   char(36)      NULL,
    seats     bigint        NOT NULL,
    PRIMARY KEY (programme, park_id, kind, revision, part_key)
);
