-- When the graduate ranked the wishes; empty for a ranking taken in before this column was there.
ALTER TABLE wish_list ADD ranked_at bigint NULL;
GO
-- Rounds (撮合轮次). owner_park_id names the park whose staff opened it and is empty for a supervisor's. The seed and the key of the pseudonyms lie
-- encrypted; lottery_seed is filled when the round is solved. readiness is what was counted when the lists closed.
CREATE TABLE round (
    round_id           char(36)      NOT NULL PRIMARY KEY,
    programme          nvarchar(100) NOT NULL,
    title              nvarchar(300) NOT NULL,
    stage              nvarchar(40)  NOT NULL,
    owner_park_id      nvarchar(100) NULL,
    rank_by            bigint        NOT NULL,
    publish_on         bigint        NOT NULL,
    answer_by          bigint        NOT NULL,
    supplementary_on   bigint        NULL,
    supplementary_of   char(36)      NULL,
    points_per_grade   bigint        NOT NULL,
    ungraded           bigint        NOT NULL,
    lottery_commitment char(64)      NOT NULL,
    sealed_seed        nvarchar(max) NOT NULL,
    sealed_key         nvarchar(max) NOT NULL,
    lottery_seed       char(64)      NULL,
    rules_version      bigint        NULL,
    list_limit         bigint        NULL,
    readiness          nvarchar(max) NULL,
    opened_at          bigint        NOT NULL
);
GO
CREATE INDEX round_by_programme ON round (programme, opened_at);
GO
CREATE INDEX round_by_stage ON round (stage);
GO
-- Every stage a round has reached, when, by whom and why.
CREATE TABLE round_stage (
    round_id    char(36)      NOT NULL,
    number      bigint        NOT NULL,
    stage       nvarchar(40)  NOT NULL,
    reason      nvarchar(max) NULL,
    actor_id    char(36)      NULL,
    occurred_at bigint        NOT NULL,
    PRIMARY KEY (round_id, number)
);
GO
-- The parks a round covers; deficit and repairable are what the solving says of the floor.
CREATE TABLE round_park (
    round_id   char(36)      NOT NULL,
    park_id    nvarchar(100) NOT NULL,
    cap        bigint        NULL,
    floor      bigint        NULL,
    deficit    bigint        NULL,
    repairable bigint        NULL,
    PRIMARY KEY (round_id, park_id)
);
GO
CREATE INDEX round_park_by_park ON round_park (park_id);
GO
-- The key is the promise that a park is in one unfinished round of a programme at most. Whoever must see the round open to the end of the
-- transaction (a grade, a direct offer) touches the park's row, and so does the closing, which marks it.
CREATE TABLE unfinished_round (
    programme nvarchar(100) NOT NULL,
    park_id   nvarchar(100) NOT NULL,
    round_id  char(36)      NOT NULL,
    closed    bigint        NOT NULL,
    PRIMARY KEY (programme, park_id)
);
GO
CREATE INDEX unfinished_round_by_round ON unfinished_round (round_id);
GO
-- One supplementary round a round, by key; a cancelled one gives the place free.
CREATE TABLE supplementary_round (
    supplementary_of char(36) NOT NULL PRIMARY KEY,
    round_id         char(36) NOT NULL UNIQUE
);
GO
-- Units with a cap over all their positions.
CREATE TABLE round_unit (
    round_id char(36)      NOT NULL,
    unit_id  char(36)      NOT NULL,
    park_id  nvarchar(100) NOT NULL,
    cap      bigint        NOT NULL,
    PRIMARY KEY (round_id, unit_id)
);
GO
-- What a unit says of a candidate: a grade, or a refusal with its reason.
CREATE TABLE round_grade (
    round_id       char(36)      NOT NULL,
    placement_id   char(36)      NOT NULL,
    grade          bigint        NULL,
    refused_reason nvarchar(max) NULL,
    actor_id       char(36)      NOT NULL,
    decided_at     bigint        NOT NULL,
    PRIMARY KEY (round_id, placement_id)
);
GO
-- Here begins what the closing freezes: exactly what the round's folder says. Later events change nothing in it.
CREATE TABLE round_position (
    round_id        char(36)      NOT NULL,
    position_id     char(36)      NOT NULL,
    unit_id         char(36)      NOT NULL,
    park_id         nvarchar(100) NOT NULL,
    title           nvarchar(300) NOT NULL,
    unit_name       nvarchar(300) NOT NULL,
    seats           bigint        NOT NULL,
    pay_minimum_fen bigint        NOT NULL,
    PRIMARY KEY (round_id, position_id)
);
GO
CREATE INDEX round_position_by_position ON round_position (position_id);
GO
-- applicant is the pseudonym in the folder, which no other round and no other list shares.
CREATE TABLE round_applicant (
    round_id    char(36) NOT NULL,
    graduate_id char(36) NOT NULL,
    applicant   char(32) NOT NULL,
    lottery     bigint   NOT NULL,
    PRIMARY KEY (round_id, graduate_id)
);
GO
CREATE INDEX round_applicant_by_graduate ON round_applicant (graduate_id);
GO
CREATE TABLE round_wish (
    round_id     char(36) NOT NULL,
    graduate_id  char(36) NOT NULL,
    rank         bigint   NOT NULL,
    position_id  char(36) NOT NULL,
    placement_id char(36) NOT NULL,
    fit_score    bigint   NOT NULL,
    grade        bigint   NULL,
    score        bigint   NOT NULL,
    PRIMARY KEY (round_id, graduate_id, rank),
    UNIQUE (round_id, placement_id)
);
GO
CREATE INDEX round_wish_by_position ON round_wish (round_id, position_id, score);
GO
-- Placements at the round's positions that the closing left out, and why.
CREATE TABLE round_absence (
    round_id     char(36)      NOT NULL,
    placement_id char(36)      NOT NULL,
    graduate_id  char(36)      NOT NULL,
    position_id  char(36)      NOT NULL,
    sentence     nvarchar(max) NOT NULL,
    PRIMARY KEY (round_id, placement_id)
);
GO
CREATE INDEX round_absence_by_graduate ON round_absence (graduate_id);
GO
-- The result. hashes are those of the documented format; certificate is its certificate.json.
CREATE TABLE round_result (
    round_id         char(36) NOT NULL PRIMARY KEY,
    input_hash       char(64) NOT NULL,
    result_hash      char(64) NOT NULL,
    seated           bigint   NOT NULL,
    unseated         bigint   NOT NULL,
    largest_possible bigint   NULL,
    milliseconds     bigint   NOT NULL,
    solved_at        bigint   NOT NULL
);
GO
-- Who is seated where. decided_at is filled when the publication has made the offer or found that the seat lapses, and why.
CREATE TABLE round_seat (
    round_id     char(36)      NOT NULL,
    number       bigint        NOT NULL,
    placement_id char(36)      NOT NULL,
    graduate_id  char(36)      NOT NULL,
    position_id  char(36)      NOT NULL,
    park_id      nvarchar(100) NOT NULL,
    rank         bigint        NOT NULL,
    score        bigint        NOT NULL,
    lottery      bigint        NOT NULL,
    decided_at   bigint        NULL,
    lapsed       nvarchar(max) NULL,
    PRIMARY KEY (round_id, number),
    UNIQUE (round_id, placement_id),
    UNIQUE (round_id, graduate_id)
);
GO
CREATE INDEX round_seat_by_position ON round_seat (round_id, position_id);
GO
-- The worst holder of each position, unit and park that is full; without one where it takes nobody at all.
CREATE TABLE round_cutoff (
    round_id char(36)      NOT NULL,
    scope    nvarchar(40)  NOT NULL,
    id       nvarchar(100) NOT NULL,
    score    bigint        NULL,
    lottery  bigint        NULL,
    PRIMARY KEY (round_id, scope, id)
);
