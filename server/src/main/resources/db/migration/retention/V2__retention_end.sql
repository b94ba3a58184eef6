-- When a case ended: from this day on its records have to be kept as long as the law says. The row goes with the records.
create table retention_end (
    case_number text        primary key,
    case_id     text        not null,
    ended_at    timestamptz not null,
    -- When the desk was asked to erase it, or the server began; empty until then.
    asked_at    timestamptz
);
create index retention_end_not_asked on retention_end (case_number) where asked_at is null;
