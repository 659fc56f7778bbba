-- Which placement of a graduate is accepted is asked with every news of one.
CREATE INDEX placement_by_graduate ON placement (graduate_id, programme);
