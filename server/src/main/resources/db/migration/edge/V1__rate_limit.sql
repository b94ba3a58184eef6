-- How much of its share a caller has used, as Bucket4j keeps it. The id is a digest: no address and no name stands here.
create table rate_limit (
    id text primary key,
    state bytea,
    expires_at bigint
);
create index rate_limit_expiry on rate_limit (expires_at);
