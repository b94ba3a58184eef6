-- Keys that sign packages. One is active; earlier ones stay, so that what they signed can be checked.
create table package_signing_key (
    kid        text primary key,
    jwk        text        not null,
    active     boolean     not null,
    created_at timestamptz not null
);
create unique index package_signing_key_one_active on package_signing_key (active) where active;
