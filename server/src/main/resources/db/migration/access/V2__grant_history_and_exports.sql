-- A grant that is opened again is a new row, so that the closed one keeps its days.
alter table case_grant drop constraint case_grant_party_target_because_key;
create unique index case_grant_open on case_grant (party, target, because) where closed_at is null;

alter table case_grant add column kind text;
update case_grant set kind = case
    when because like 'Consent/%' then 'disclosure'
    when target like 'opinion.%' then 'delivery'
    when target like 'case.%' then 'case'
    else 'work' end;
alter table case_grant alter column kind set not null;

-- Who started a bulk export. A row is ended, never deleted.
create table bulk_export (
    key          text        primary key,
    subject      text        not null,
    role         text        not null,
    party        text        not null,
    organization text,
    scopes       text        not null,
    started_at   timestamptz not null,
    ended_at     timestamptz
);
create index bulk_export_by_party on bulk_export (party) where ended_at is null;
