-- What the tables do not hold is written by hand: then the code is empty and the name stands here. The month makes the cohort; who wrote a
-- profile before this column was there told the year only.
ALTER TABLE profile ADD university_written nvarchar(100);
GO
ALTER TABLE profile ADD university_country nvarchar(30);
GO
ALTER TABLE profile ADD major_written nvarchar(100);
GO
ALTER TABLE profile ADD graduation_month bigint;
