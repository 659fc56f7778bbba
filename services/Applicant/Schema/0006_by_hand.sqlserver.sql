-- What the tables do not hold is written by hand: then the code is empty and the name stands here. The month makes the cohort; who wrote a
-- profile before this column was there told the year only.
ALTER TABLE profile ADD university_written nvarchar(200);
GO
ALTER TABLE profile ADD university_country nvarchar(60);
GO
ALTER TABLE profile ADD major_written nvarchar(200);
GO
ALTER TABLE profile ADD graduation_month bigint;
