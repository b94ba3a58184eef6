-- The cases that the demo has brought: what was erased since is not brought again. Empty without the profile "demo".
create table demo_case (
    name       text        primary key,
    brought_at timestamptz not null
);
