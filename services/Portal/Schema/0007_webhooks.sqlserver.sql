-- Where a unit or a park wants to be told by machine. What is signed with is encrypted. A hook rests after a failure, so that a dead target costs one attempt at a time; who tells it holds it by a lease.
CREATE TABLE webhook (
    webhook_id    char(36)       NOT NULL PRIMARY KEY,
    acts_for      nvarchar(150)  NOT NULL,
    url           nvarchar(1000) NOT NULL,
    kinds         nvarchar(200)  NOT NULL,
    sealed_secret nvarchar(1000) NOT NULL,
    created_by    char(36)       NOT NULL,
    created_at    bigint         NOT NULL,
    rests_until   bigint         NOT NULL,
    leased_until  bigint         NOT NULL,
    ended_at      bigint         NULL
);
GO
CREATE INDEX webhook_acts_for ON webhook (acts_for, created_at);
GO
-- What a hook is told, each event once; its id is the receiver's key against doing it twice. Delivered or given up it is tried no more, until somebody asks for it again; attempts count on, those before were for what was asked earlier.
CREATE TABLE webhook_delivery (
    delivery_id   char(36)       NOT NULL PRIMARY KEY,
    webhook_id    char(36)       NOT NULL,
    kind          nvarchar(40)   NOT NULL,
    subject_id    char(36)       NOT NULL,
    version       bigint         NOT NULL,
    body          nvarchar(max)  NOT NULL,
    created_at    bigint         NOT NULL,
    available_at  bigint         NULL,
    expires_at    bigint         NOT NULL,
    attempts      bigint         NOT NULL,
    attempts_before bigint       NOT NULL,
    attempted_at  bigint         NULL,
    delivered_at  bigint         NULL,
    status        bigint         NULL,
    error         nvarchar(400)  NULL,
    UNIQUE (webhook_id, kind, subject_id, version)
);
GO
CREATE INDEX webhook_delivery_due ON webhook_delivery (available_at, webhook_id);
GO
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, created_at);
GO
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);
