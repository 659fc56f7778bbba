-- When the graduate ranked the wishes; empty for a ranking taken in before this column was there.
ALTER TABLE wish_list ADD COLUMN ranked_at INTEGER;

-- Rounds (撮合轮次). owner_park_id names the park whose staff opened it and is empty for a supervisor's. The seed and the key of the pseudonyms lie
-- encrypted; lottery_seed is filled when the round is solved. readiness is what was counted when the lists closed.
CREATE TABLE round (
    round_id           TEXT    NOT NULL PRIMARY KEY,
    programme          TEXT    NOT NULL,
    title              TEXT    NOT NULL,
    stage              TEXT    NOT NULL,
    owner_park_id      TEXT,
    rank_by            INTEGER NOT NULL,
    publish_on         INTEGER NOT NULL,
    answer_by          INTEGER NOT NULL,
    supplementary_on   INTEGER,
    supplementary_of   TEXT,
    points_per_grade   INTEGER NOT NULL,
    ungraded           INTEGER NOT NULL,
    lottery_commitment TEXT    NOT NULL,
    sealed_seed        TEXT    NOT NULL,
    sealed_key         TEXT    NOT NULL,
    lottery_seed       TEXT,
    rules_version      INTEGER,
    list_limit         INTEGER,
    readiness          TEXT,
    opened_at          INTEGER NOT NULL
) STRICT;

CREATE INDEX round_by_programme ON round (programme, opened_at);
CREATE INDEX round_by_stage ON round (stage);

-- Every stage a round has reached, when, by whom and why.
CREATE TABLE round_stage (
    round_id    TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    stage       TEXT    NOT NULL,
    reason      TEXT,
    actor_id    TEXT,
    occurred_at INTEGER NOT NULL,
    PRIMARY KEY (round_id, number)
) STRICT;

-- The parks a round covers; deficit and repairable are what the solving says of the floor.
CREATE TABLE round_park (
    round_id   TEXT    NOT NULL,
    park_id    TEXT    NOT NULL,
    cap        INTEGER,
    floor      INTEGER,
    deficit    INTEGER,
    repairable INTEGER,
    PRIMARY KEY (round_id, park_id)
) STRICT;

CREATE INDEX round_park_by_park ON round_park (park_id);

-- The key is the promise that a park is in one unfinished round of a programme at most. Whoever must see the round open to the end of the
-- transaction (a grade, a direct offer) touches the park's row, and so does the closing, which marks it.
CREATE TABLE unfinished_round (
    programme TEXT    NOT NULL,
    park_id   TEXT    NOT NULL,
    round_id  TEXT    NOT NULL,
    closed    INTEGER NOT NULL,
    PRIMARY KEY (programme, park_id)
) STRICT;

CREATE INDEX unfinished_round_by_round ON unfinished_round (round_id);

-- One supplementary round a round, by key; a cancelled one gives the place free.
CREATE TABLE supplementary_round (
    supplementary_of TEXT NOT NULL PRIMARY KEY,
    round_id         TEXT NOT NULL UNIQUE
) STRICT;

-- Units with a cap over all their positions.
CREATE TABLE round_unit (
    round_id TEXT    NOT NULL,
    unit_id  TEXT    NOT NULL,
    park_id  TEXT    NOT NULL,
    cap      INTEGER NOT NULL,
    PRIMARY KEY (round_id, unit_id)
) STRICT;

-- What a unit says of a candidate: a grade, or a refusal with its reason.
CREATE TABLE round_grade (
    round_id       TEXT    NOT NULL,
    placement_id   TEXT    NOT NULL,
    grade          INTEGER,
    refused_reason TEXT,
    actor_id       TEXT    NOT NULL,
    decided_at     INTEGER NOT NULL,
    PRIMARY KEY (round_id, placement_id)
) STRICT;

-- Here begins what the closing freezes: exactly what the round's folder says. Later events change nothing in it.
CREATE TABLE round_position (
    round_id        TEXT    NOT NULL,
    position_id     TEXT    NOT NULL,
    unit_id         TEXT    NOT NULL,
    park_id         TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    unit_name       TEXT    NOT NULL,
    seats           INTEGER NOT NULL,
    pay_minimum_fen INTEGER NOT NULL,
    PRIMARY KEY (round_id, position_id)
) STRICT;

CREATE INDEX round_position_by_position ON round_position (position_id);

-- applicant is the pseudonym in the folder, which no other round and no other list shares.
CREATE TABLE round_applicant (
    round_id    TEXT    NOT NULL,
    graduate_id TEXT    NOT NULL,
    applicant   TEXT    NOT NULL,
    lottery     INTEGER NOT NULL,
    PRIMARY KEY (round_id, graduate_id)
) STRICT;

CREATE INDEX round_applicant_by_graduate ON round_applicant (graduate_id);

CREATE TABLE round_wish (
    round_id     TEXT    NOT NULL,
    graduate_id  TEXT    NOT NULL,
    rank         INTEGER NOT NULL,
    position_id  TEXT    NOT NULL,
    placement_id TEXT    NOT NULL,
    fit_score    INTEGER NOT NULL,
    grade        INTEGER,
    score        INTEGER NOT NULL,
    PRIMARY KEY (round_id, graduate_id, rank),
    UNIQUE (round_id, placement_id)
) STRICT;

CREATE INDEX round_wish_by_position ON round_wish (round_id, position_id, score);

-- Placements at the round's positions that the closing left out, and why.
CREATE TABLE round_absence (
    round_id     TEXT NOT NULL,
    placement_id TEXT NOT NULL,
    graduate_id  TEXT NOT NULL,
    position_id  TEXT NOT NULL,
    sentence     TEXT NOT NULL,
    PRIMARY KEY (round_id, placement_id)
) STRICT;

CREATE INDEX round_absence_by_graduate ON round_absence (graduate_id);

-- The result. hashes are those of the documented format; certificate is its certificate.json.
CREATE TABLE round_result (
    round_id         TEXT    NOT NULL PRIMARY KEY,
    input_hash       TEXT    NOT NULL,
    result_hash      TEXT    NOT NULL,
    seated           INTEGER NOT NULL,
    unseated         INTEGER NOT NULL,
    largest_possible INTEGER,
    milliseconds     INTEGER NOT NULL,
    solved_at        INTEGER NOT NULL
) STRICT;

-- Who is seated where. decided_at is filled when the publication has made the offer or found that the seat lapses, and why.
CREATE TABLE round_seat (
    round_id     TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    placement_id TEXT    NOT NULL,
    graduate_id  TEXT    NOT NULL,
    position_id  TEXT    NOT NULL,
    park_id      TEXT    NOT NULL,
    rank         INTEGER NOT NULL,
    score        INTEGER NOT NULL,
    lottery      INTEGER NOT NULL,
    decided_at   INTEGER,
    lapsed       TEXT,
    PRIMARY KEY (round_id, number),
    UNIQUE (round_id, placement_id),
    UNIQUE (round_id, graduate_id)
) STRICT;

CREATE INDEX round_seat_by_position ON round_seat (round_id, position_id);

-- The worst holder of each position, unit and park that is full; without one where it takes nobody at all.
CREATE TABLE round_cutoff (
    round_id TEXT    NOT NULL,
    scope    TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    score    INTEGER,
    lottery  INTEGER,
    PRIMARY KEY (round_id, scope, id)
) STRICT;
