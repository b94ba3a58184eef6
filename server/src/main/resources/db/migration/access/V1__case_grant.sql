-- Who may see what because of a case. A row is closed, never deleted: it answers "who could see this, when".
create table case_grant (
    id        bigint generated always as identity primary key,
    party     text        not null,
    target    text        not null,
    because   text        not null,
    opened_at timestamptz not null,
    closes_at timestamptz,
    closed_at timestamptz,
    unique (party, target, because)
);
create index case_grant_open_by_party on case_grant (party) where closed_at is null;
create index case_grant_by_reason on case_grant (because);
