-- A client has one export at a time. Whether the job still runs is asked of HAPI when the next one is wanted.
alter table bulk_export add column job text;
alter table bulk_export add column running boolean not null default false;
create unique index bulk_export_running on bulk_export (subject, party) where running;
