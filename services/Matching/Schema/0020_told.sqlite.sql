-- The last day on which a programme's milestones were looked at, and how many events have told of them.
CREATE TABLE milestone_watch (
    programme  TEXT    NOT NULL PRIMARY KEY,
    watched_on TEXT,
    told       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last day on which it was told that a programme's numbers do not agree.
CREATE TABLE difference_told (
    programme TEXT NOT NULL PRIMARY KEY,
    told_on   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The version of a placement of which it was told last that nothing is missing for it to count.
CREATE TABLE completion_told (
    placement_id TEXT    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
