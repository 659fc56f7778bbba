-- Lengths are counted in characters, and one of the rarer ones takes two units of UTF-16: room for twice as many.
-- That a column holds something is a constraint, because servers of the same protocol refuse to say it while they widen.
ALTER TABLE unit ALTER COLUMN name nvarchar(200);
GO
ALTER TABLE unit ADD CONSTRAINT unit_has_name CHECK (name IS NOT NULL);
GO
ALTER TABLE unit ALTER COLUMN verified_name nvarchar(200);
GO
ALTER TABLE unit ALTER COLUMN address nvarchar(400);
GO
ALTER TABLE unit ALTER COLUMN contact_name nvarchar(100);
GO
ALTER TABLE unit ADD CONSTRAINT unit_has_contact_name CHECK (contact_name IS NOT NULL);
GO
ALTER TABLE unit_category ALTER COLUMN evidence nvarchar(400);
GO
ALTER TABLE unit_category ADD CONSTRAINT unit_category_has_evidence CHECK (evidence IS NOT NULL);
GO
ALTER TABLE unit_event ALTER COLUMN reason nvarchar(1000);
GO
ALTER TABLE position_event ALTER COLUMN reason nvarchar(1000);
