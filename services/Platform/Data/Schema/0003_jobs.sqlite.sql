-- Long work. The key makes one job of however many ask. beats grows while a holder lives: who sees it stand still may take the job over.
CREATE TABLE job (
    job_id      TEXT    NOT NULL PRIMARY KEY,
    kind        TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    generation  INTEGER NOT NULL,
    asked_by    TEXT,
    asked_at    INTEGER NOT NULL,
    request     TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    done        INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    failures    INTEGER NOT NULL,
    holder      TEXT,
    beats       INTEGER NOT NULL,
    begun_at    INTEGER,
    ended_at    INTEGER,
    result      TEXT,
    error       TEXT,
    UNIQUE (kind, subject, generation)
) STRICT;

CREATE INDEX job_by_state ON job (state, asked_at);

CREATE INDEX job_by_subject ON job (subject, kind, generation);

-- Files made once, by the hash of their content; a file is there once its row is.
CREATE TABLE stored_file (
    hash      TEXT    NOT NULL PRIMARY KEY,
    size      INTEGER NOT NULL,
    stored_at INTEGER NOT NULL
) STRICT;

CREATE TABLE stored_chunk (
    hash   TEXT    NOT NULL,
    number INTEGER NOT NULL,
    bytes  BLOB    NOT NULL,
    PRIMARY KEY (hash, number)
) STRICT;
