-- Lengths are counted in characters, and one of the rarer ones takes two units of UTF-16: room for twice as many.
-- That a column holds something is a constraint, because servers of the same protocol refuse to say it while they widen.
ALTER TABLE programme ALTER COLUMN issuer nvarchar(400);
GO
ALTER TABLE programme ADD CONSTRAINT programme_has_issuer CHECK (issuer IS NOT NULL);
GO
ALTER TABLE placement ALTER COLUMN interview_place nvarchar(400);
