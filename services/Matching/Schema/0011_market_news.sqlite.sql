-- The log of changes to supply and demand; the number is the database's own. Whoever reads it with a cursor asks again for the numbers passed over,
-- because a transaction that took one earlier may commit later.
CREATE TABLE market_news (
    news_number INTEGER PRIMARY KEY AUTOINCREMENT,
    subject     TEXT    NOT NULL,
    subject_id  TEXT    NOT NULL,
    told_at     INTEGER NOT NULL
) STRICT;

DROP INDEX position_by_change;
ALTER TABLE position DROP COLUMN change_number;

DROP INDEX unit_status_by_change;
ALTER TABLE unit_status DROP COLUMN change_number;

DROP INDEX graduate_by_change;
ALTER TABLE graduate DROP COLUMN change_number;

DROP INDEX graduate_withdrawal_by_change;
ALTER TABLE graduate_withdrawal DROP COLUMN change_number;

-- The one row that every change in the nation took.
DROP TABLE market_change;
