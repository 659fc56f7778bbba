-- What is pruned is found by its age.
CREATE INDEX answered_request_by_age ON answered_request (answered_at);
GO
CREATE INDEX inbox_by_age ON inbox (processed_at, message_id);
