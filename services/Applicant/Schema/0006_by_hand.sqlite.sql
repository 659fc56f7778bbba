-- What the tables do not hold is written by hand: then the code is empty and the name stands here. The month makes the cohort; who wrote a
-- profile before this column was there told the year only.
ALTER TABLE profile ADD COLUMN university_written TEXT;
ALTER TABLE profile ADD COLUMN university_country TEXT;
ALTER TABLE profile ADD COLUMN major_written TEXT;
ALTER TABLE profile ADD COLUMN graduation_month INTEGER;
