-- A dispute is looked up by the person whom it is about.
CREATE INDEX dispute_by_person ON dispute (person_key);

-- When an official closed the lists before the date announced, and how often it was told when they close (0: a round of an earlier version).
ALTER TABLE round ADD COLUMN closed_early_at INTEGER;
ALTER TABLE round ADD COLUMN announced INTEGER NOT NULL DEFAULT 0;

-- Those closed before the date announced by an earlier version.
UPDATE round
SET closed_early_at = (
    SELECT MIN(round_stage.occurred_at)
    FROM round_stage
    WHERE round_stage.round_id = round.round_id AND round_stage.stage = 'Closed' AND round_stage.occurred_at < round.rank_by);

-- Every ranking, so that a round can ask which was in force when its lists closed; wish_list has the newest alone.
CREATE TABLE ranking (
    graduate_id  TEXT    NOT NULL,
    programme    TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    applications TEXT    NOT NULL,
    ranked_at    INTEGER,
    PRIMARY KEY (graduate_id, programme, version)
) STRICT;

INSERT INTO ranking (graduate_id, programme, version, applications, ranked_at)
SELECT graduate_id, programme, version, applications, ranked_at
FROM wish_list;

-- Lists that stood open past their end, because nobody had closed them, are closed by the clock now. The order in them was taken in good faith: it is in force.
UPDATE ranking
SET ranked_at = NULL
WHERE EXISTS (
    SELECT 1
    FROM round
    JOIN round_park ON round_park.round_id = round.round_id
    JOIN placement ON placement.programme = round.programme AND placement.park_id = round_park.park_id
    WHERE round.stage = 'Open' AND round.rank_by <= ranking.ranked_at AND round.programme = ranking.programme AND placement.graduate_id = ranking.graduate_id);

-- The plus keeps SQLite from walking all placements of a park for each of its units: of a unit there are few.
-- reached: how many came to the stage or past it; whoever skips a stage has passed it.
UPDATE stage_sum SET reached = 0 WHERE stage IN ('Applied', 'Shortlisted', 'Interviewing', 'Offered', 'Accepted', 'Signed', 'OnDuty', 'Counted');

INSERT INTO stage_sum (programme, park_id, unit_id, stage, evidence_kinds, placements, reached)
SELECT placement.programme, placement.park_id, placement.unit_id, step.stage, 0, 0, 0
FROM placement
CROSS JOIN (SELECT 'Applied' AS stage, 0 AS place UNION ALL SELECT 'Shortlisted', 1 UNION ALL SELECT 'Interviewing', 2 UNION ALL SELECT 'Offered', 3
        UNION ALL SELECT 'Accepted', 4 UNION ALL SELECT 'Signed', 5 UNION ALL SELECT 'OnDuty', 6 UNION ALL SELECT 'Counted', 7) AS step
WHERE NOT EXISTS (
    SELECT 1 FROM stage_sum
    WHERE stage_sum.programme = placement.programme AND stage_sum.park_id = placement.park_id AND stage_sum.unit_id = placement.unit_id
        AND stage_sum.stage = step.stage AND stage_sum.evidence_kinds = 0)
GROUP BY placement.programme, placement.park_id, placement.unit_id, step.stage;

UPDATE stage_sum
SET reached = COALESCE((
    SELECT COUNT(DISTINCT placement.placement_id)
    FROM placement
    JOIN placement_stage ON placement_stage.placement_id = placement.placement_id
    JOIN (SELECT 'Applied' AS stage, 0 AS place UNION ALL SELECT 'Shortlisted', 1 UNION ALL SELECT 'Interviewing', 2 UNION ALL SELECT 'Offered', 3
        UNION ALL SELECT 'Accepted', 4 UNION ALL SELECT 'Signed', 5 UNION ALL SELECT 'OnDuty', 6 UNION ALL SELECT 'Counted', 7) AS come ON come.stage = placement_stage.stage
    JOIN (SELECT 'Applied' AS stage, 0 AS place UNION ALL SELECT 'Shortlisted', 1 UNION ALL SELECT 'Interviewing', 2 UNION ALL SELECT 'Offered', 3
        UNION ALL SELECT 'Accepted', 4 UNION ALL SELECT 'Signed', 5 UNION ALL SELECT 'OnDuty', 6 UNION ALL SELECT 'Counted', 7) AS step ON step.place <= come.place
    WHERE +placement.programme = stage_sum.programme AND +placement.park_id = stage_sum.park_id AND placement.unit_id = stage_sum.unit_id
        AND step.stage = stage_sum.stage), 0)
WHERE evidence_kinds = 0 AND stage IN ('Applied', 'Shortlisted', 'Interviewing', 'Offered', 'Accepted', 'Signed', 'OnDuty', 'Counted');

DELETE FROM stage_sum WHERE placements = 0 AND reached = 0;
