-- The kinds of evidence on file, a bit each: 1 agreement, 2 on duty, 4 insurance.
ALTER TABLE placement ADD COLUMN evidence_kinds INTEGER NOT NULL DEFAULT 0;

UPDATE placement
SET evidence_kinds = (
    SELECT COALESCE(SUM(DISTINCT CASE evidence.kind WHEN 'Agreement' THEN 1 WHEN 'OnDuty' THEN 2 WHEN 'Insurance' THEN 4 ELSE 0 END), 0)
    FROM evidence
    WHERE evidence.placement_id = placement.placement_id AND evidence.superseded_at IS NULL);

-- Sums kept with the rows they are sums of, so that no page counts a season. They are proved with the ledger (reconciliation).
-- placements: how many stand at the stage with that evidence. reached: how many came to the stage for the first time while they had it.
CREATE TABLE stage_sum (
    programme      TEXT    NOT NULL,
    park_id        TEXT    NOT NULL,
    unit_id        TEXT    NOT NULL,
    stage          TEXT    NOT NULL,
    evidence_kinds INTEGER NOT NULL,
    placements     INTEGER NOT NULL,
    reached        INTEGER NOT NULL,
    PRIMARY KEY (programme, park_id, unit_id, stage, evidence_kinds)
) STRICT;

CREATE INDEX stage_sum_by_unit ON stage_sum (unit_id, stage);

INSERT INTO stage_sum (programme, park_id, unit_id, stage, evidence_kinds, placements, reached)
SELECT programme, park_id, unit_id, stage, evidence_kinds, SUM(placements), SUM(reached)
FROM (
    SELECT programme, park_id, unit_id, stage, evidence_kinds, COUNT(*) AS placements, 0 AS reached
    FROM placement
    GROUP BY programme, park_id, unit_id, stage, evidence_kinds
    UNION ALL
    SELECT placement.programme, placement.park_id, placement.unit_id, placement_stage.stage, 0, 0, COUNT(DISTINCT placement_stage.placement_id)
    FROM placement_stage
    JOIN placement ON placement.placement_id = placement_stage.placement_id
    GROUP BY placement.programme, placement.park_id, placement.unit_id, placement_stage.stage) AS rows_of_both
GROUP BY programme, park_id, unit_id, stage, evidence_kinds;

-- Positions ever published and their seats.
CREATE TABLE supply_sum (
    programme TEXT    NOT NULL,
    park_id   TEXT    NOT NULL,
    unit_id   TEXT    NOT NULL,
    positions INTEGER NOT NULL,
    seats     INTEGER NOT NULL,
    PRIMARY KEY (programme, park_id, unit_id)
) STRICT;

INSERT INTO supply_sum (programme, park_id, unit_id, positions, seats)
SELECT programme, park_id, unit_id, COUNT(*), SUM(seats)
FROM position
GROUP BY programme, park_id, unit_id;

-- The ledger by unit, and by day in China (days since 1970).
CREATE TABLE hire_sum (
    programme TEXT    NOT NULL,
    park_id   TEXT    NOT NULL,
    unit_id   TEXT    NOT NULL,
    counted   INTEGER NOT NULL,
    of_cohort INTEGER NOT NULL,
    PRIMARY KEY (programme, park_id, unit_id)
) STRICT;

INSERT INTO hire_sum (programme, park_id, unit_id, counted, of_cohort)
SELECT programme, park_id, unit_id, SUM(delta), SUM(delta * of_cohort)
FROM ledger_entry
GROUP BY programme, park_id, unit_id;

CREATE TABLE day_sum (
    programme  TEXT    NOT NULL,
    park_id    TEXT    NOT NULL,
    day_number INTEGER NOT NULL,
    counted    INTEGER NOT NULL,
    of_cohort  INTEGER NOT NULL,
    PRIMARY KEY (programme, park_id, day_number)
) STRICT;

INSERT INTO day_sum (programme, park_id, day_number, counted, of_cohort)
SELECT programme, park_id, (occurred_at + 28800000) / 86400000, SUM(delta), SUM(delta * of_cohort)
FROM ledger_entry
GROUP BY programme, park_id, (occurred_at + 28800000) / 86400000;

-- A page of a board is read in the order it is shown; the seats still open are those of open positions only.
DROP INDEX placement_by_unit;

CREATE INDEX placement_by_unit ON placement (unit_id, stage, applied_at DESC, placement_id);

CREATE INDEX position_open ON position (programme, closed_at, park_id, closes_on);
