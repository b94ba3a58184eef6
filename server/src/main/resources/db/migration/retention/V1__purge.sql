-- An erasure, from the day it was asked for. "plan" says what is to go and how far it is; it is emptied at the end. "statement"
-- stays: counts and hashes, nothing that could be read.
create table purge_run (
    id          uuid        primary key,
    case_id     text        not null,
    case_number text        not null,
    scope       text        not null,
    reason      text        not null,
    asked_by    text        not null,
    asked_at    timestamptz not null,
    phase       text        not null,
    plan        text,
    statement   text        not null,
    done        int         not null default 0,
    total       int         not null,
    finished_at timestamptz
);
-- Two that are asked for at once are one.
create unique index purge_run_under_way on purge_run (case_number) where finished_at is null;
create index purge_run_case on purge_run (case_number, scope, asked_at);

-- Reasons to keep a case, whoever asks for its erasure. A row is released, never deleted.
create table legal_hold (
    id          bigint generated always as identity primary key,
    case_number text        not null,
    ground      text        not null,
    until       date,
    held_by     text        not null,
    held_at     timestamptz not null,
    released_by text,
    released_at timestamptz
);
create unique index legal_hold_standing on legal_hold (case_number, ground) where released_at is null;
