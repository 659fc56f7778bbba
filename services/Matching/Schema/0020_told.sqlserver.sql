-- The last day on which a programme's milestones were looked at, and how many events have told of them.
CREATE TABLE milestone_watch (
    programme  nvarchar(100) NOT NULL PRIMARY KEY,
    watched_on char(10)      NULL,
    told       bigint        NOT NULL
);
GO
-- The last day on which it was told that a programme's numbers do not agree.
CREATE TABLE difference_told (
    programme nvarchar(100) NOT NULL PRIMARY KEY,
    told_on   char(10)      NOT NULL
);
GO
-- The version of a placement of which it was told last that nothing is missing for it to count.
CREATE TABLE completion_told (
    placement_id char(36) NOT NULL PRIMARY KEY,
    version      bigint   NOT NULL
);
