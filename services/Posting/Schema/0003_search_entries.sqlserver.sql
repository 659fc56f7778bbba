-- The search index without a dictionary: the term itself in each row, so that publications at the same time share no row. Compared by
-- code point, because linguistic collations hold rare characters to be nothing at all.
CREATE TABLE search_entry (
    term        nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    position_id char(36)                                 NOT NULL REFERENCES position (position_id),
    PRIMARY KEY (term, position_id)
);
GO
CREATE INDEX search_entry_position ON search_entry (position_id);
GO
INSERT INTO search_entry (term, position_id)
SELECT search_term.term, position_term.position_id
FROM position_term
JOIN search_term ON search_term.term_id = position_term.term_id;
GO
DROP TABLE position_term;
GO
DROP TABLE search_term;
