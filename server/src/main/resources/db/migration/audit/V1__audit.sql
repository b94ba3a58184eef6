-- What happened, one row for each event. "content" is the record as it was written; its hash goes into the chain. The other
-- columns repeat parts of it to be searched; the verification compares them.
create table audit_event (
    id           uuid        primary key,
    position     bigint      generated always as identity,
    recorded     timestamptz not null,
    kind         text        not null,
    subject      text        not null,
    party        text        not null,
    organization text,
    patients     text[]      not null,
    cases        text[]      not null,
    entities     text[]      not null,
    content      text        not null
);
create index audit_event_by_time on audit_event (recorded);
create index audit_event_by_party on audit_event (party, recorded);
create index audit_event_by_patient on audit_event using gin (patients);
create index audit_event_by_case on audit_event using gin (cases);
create index audit_event_by_entity on audit_event using gin (entities);

-- Events that are not in the chain yet. The chain is made behind the events and not with them: a common last link would let
-- one transaction wait for the other.
create table audit_pending (
    event uuid primary key references audit_event
);

-- hash = SHA-256(hash of the link before, SHA-256(content)); the link before the first is 32 zero bytes.
create table audit_link (
    position bigint primary key,
    event    uuid   not null unique references audit_event,
    hash     bytea  not null
);

create function audit_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'The audit trail is only ever appended to';
end $$;
create trigger audit_event_append_only before update or delete on audit_event
    for each row execute function audit_append_only();
create trigger audit_event_no_truncate before truncate on audit_event
    for each statement execute function audit_append_only();
create trigger audit_link_append_only before update or delete on audit_link
    for each row execute function audit_append_only();
create trigger audit_link_no_truncate before truncate on audit_link
    for each statement execute function audit_append_only();

-- What verifications found, the last of which the health page tells. "head" is worth keeping outside this database.
create table audit_verification (
    id        bigint generated always as identity primary key,
    finished  timestamptz not null,
    links     bigint      not null,
    head      text        not null,
    fault     text
);
