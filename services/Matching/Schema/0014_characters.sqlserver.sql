-- Lengths are counted in characters, and one of the rarer ones takes two units of UTF-16: room for twice as many.
ALTER TABLE programme ALTER COLUMN issuer nvarchar(400) NOT NULL;
GO
ALTER TABLE placement ALTER COLUMN interview_place nvarchar(400) NULL;
