-- Long work. The key makes one job of however many ask. beats grows while a holder lives: who sees it stand still may take the job over.
CREATE TABLE job (
    job_id      char(36)      NOT NULL PRIMARY KEY,
    kind        nvarchar(100) NOT NULL,
    subject     char(36)      NOT NULL,
    generation  bigint        NOT NULL,
    asked_by    char(36)      NULL,
    asked_at    bigint        NOT NULL,
    request     nvarchar(max) NOT NULL,
    state       nvarchar(20)  NOT NULL,
    done        bigint        NOT NULL,
    total       bigint        NOT NULL,
    attempts    bigint        NOT NULL,
    failures    bigint        NOT NULL,
    holder      char(36)      NULL,
    beats       bigint        NOT NULL,
    begun_at    bigint        NULL,
    ended_at    bigint        NULL,
    result      nvarchar(max) NULL,
    error       nvarchar(max) NULL,
    UNIQUE (kind, subject, generation)
);
GO
CREATE INDEX job_by_state ON job (state, asked_at);
GO
CREATE INDEX job_by_subject ON job (subject, kind, generation);
GO
-- Files made once, by the hash of their content; a file is there once its row is.
CREATE TABLE stored_file (
    hash      char(64) NOT NULL PRIMARY KEY,
    size      bigint   NOT NULL,
    stored_at bigint   NOT NULL
);
GO
CREATE TABLE stored_chunk (
    hash   char(64)       NOT NULL,
    number bigint         NOT NULL,
    bytes  varbinary(max) NOT NULL,
    PRIMARY KEY (hash, number)
);
