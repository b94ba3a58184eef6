-- Events as they come, before they are in the trail. Whoever reads or writes a record waits until its event is stored: so it is
-- stored in one row without any index but its order, and gets its place in the chain and all by which it is searched behind
-- that, many at a time.
create table audit_inbox (
    position bigint generated always as identity primary key,
    content  text   not null
);

-- What a record says of itself, to be searched: type and id of what was touched are found in whatever version, and what was
-- done in an emergency is found by the declaration, too.
create function audit_columns(content text)
    returns table (id uuid, recorded timestamptz, kind text, subject text, party text, organization text,
                   patients text[], cases text[], entities text[])
    language sql immutable as $$
    select said.id, said.recorded, said.kind, said.agent ->> 'subject', said.agent ->> 'party', said.agent ->> 'organization',
           said.patients, said.cases,
           array(select distinct regexp_replace(entity, '/_history/.*', '') from unnest(said.entities) as entity)
             || array_remove(array[said.emergency], null)
    from json_to_record(content::json) as said
      (id uuid, recorded timestamptz, kind text, agent json, patients text[], cases text[], entities text[], emergency text)
$$;

-- What waited for its link gets it.
do $$
declare
    waiting record;
    at      bigint;
    last    bytea;
begin
    select position, hash into at, last from audit_link order by position desc limit 1;
    at := coalesce(at, 0);
    last := coalesce(last, decode(repeat('00', 32), 'hex'));
    for waiting in
        select event.id, event.content from audit_pending join audit_event event on event.id = audit_pending.event
        order by event.position
    loop
        at := at + 1;
        last := sha256(last || sha256(convert_to(waiting.content, 'UTF8')));
        insert into audit_link (position, event, hash) values (at, waiting.id, last);
    end loop;
end $$;
drop table audit_pending;

-- Nothing leaves the inbox but into the trail.
create function audit_inbox_keeps() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and exists (
        select 1 from audit_event where id = (old.content::json ->> 'id')::uuid) then
        return old;
    end if;
    raise exception 'What waits for the audit trail only ever goes into it';
end $$;
create trigger audit_inbox_keeps before update or delete on audit_inbox
    for each row execute function audit_inbox_keeps();
create trigger audit_inbox_no_truncate before truncate on audit_inbox
    for each statement execute function audit_append_only();
