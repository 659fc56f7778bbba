-- Whether units may see the graduate by pseudonym before an application. Who was taken in before this column was there has not been asked.
ALTER TABLE graduate ADD shown_to_units bigint NOT NULL DEFAULT 0;
