-- What is to be sent by e-mail or SMS. Handed over with its row still here, and gone once that has succeeded; what fails for good stays for a person to look at.
-- Whoever takes one has it until available_at; attempts says which attempt that is. It is tried until expires_at, and says nothing any more from void_at on.
CREATE TABLE message (
    message_id   char(36)       NOT NULL PRIMARY KEY,
    channel      nvarchar(40)   NOT NULL,
    address      nvarchar(254)  NOT NULL,
    subject      nvarchar(500)  NOT NULL,
    text         nvarchar(max)  NOT NULL,
    attempts     bigint         NOT NULL,
    available_at bigint         NOT NULL,
    expires_at   bigint         NOT NULL,
    void_at      bigint         NULL,
    given_up_at  bigint         NULL,
    last_error   nvarchar(2000) NULL,
    created_at   bigint         NOT NULL
);
GO
CREATE INDEX message_due ON message (channel, given_up_at, available_at, message_id, expires_at, created_at);
GO
CREATE INDEX message_address ON message (address);
