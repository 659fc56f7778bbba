-- The search index without a dictionary: the term itself in each row, so that publications at the same time share no row.
CREATE TABLE search_entry (
    term        TEXT NOT NULL,
    position_id TEXT NOT NULL REFERENCES position (position_id),
    PRIMARY KEY (term, position_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_entry_position ON search_entry (position_id);

INSERT INTO search_entry (term, position_id)
SELECT search_term.term, position_term.position_id
FROM position_term
JOIN search_term ON search_term.term_id = position_term.term_id;

DROP TABLE position_term;

DROP TABLE search_term;
