-- Lengths are counted in characters, and one of the rarer ones takes two units of UTF-16: room for twice as many.
ALTER TABLE unit ALTER COLUMN name nvarchar(200) NOT NULL;
GO
ALTER TABLE unit ALTER COLUMN verified_name nvarchar(200) NULL;
GO
ALTER TABLE unit ALTER COLUMN address nvarchar(400) NULL;
GO
ALTER TABLE unit ALTER COLUMN contact_name nvarchar(100) NOT NULL;
GO
ALTER TABLE unit_category ALTER COLUMN evidence nvarchar(400) NOT NULL;
GO
ALTER TABLE unit_event ALTER COLUMN reason nvarchar(1000) NULL;
GO
ALTER TABLE position_event ALTER COLUMN reason nvarchar(1000) NULL;
