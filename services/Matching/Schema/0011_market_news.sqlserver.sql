-- The log of changes to supply and demand; the number is the database's own. Whoever reads it with a cursor asks again for the numbers passed over,
-- because a transaction that took one earlier may commit later.
CREATE TABLE market_news (
    news_number bigint       IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    subject     nvarchar(20) NOT NULL,
    subject_id  char(36)     NOT NULL,
    told_at     bigint       NOT NULL
);
GO
DROP INDEX position_by_change ON position;
GO
ALTER TABLE position DROP COLUMN change_number;
GO
DROP INDEX unit_status_by_change ON unit_status;
GO
ALTER TABLE unit_status DROP COLUMN change_number;
GO
DROP INDEX graduate_by_change ON graduate;
GO
ALTER TABLE graduate DROP COLUMN change_number;
GO
DROP INDEX graduate_withdrawal_by_change ON graduate_withdrawal;
GO
ALTER TABLE graduate_withdrawal DROP COLUMN change_number;
GO
-- The one row that every change in the nation took.
DROP TABLE market_change;
