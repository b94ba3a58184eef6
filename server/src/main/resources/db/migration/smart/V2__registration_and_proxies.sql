-- Keys of a client by address instead of by value; when and by whom it was registered.
alter table smart_client rename column registration_source to client_registration_source;
alter table smart_client add column jwks_uri text;
alter table smart_client add column changed_at timestamptz not null default current_timestamp;

-- Patients for whom a person acts besides, or instead of, being one: a parent, a daughter, a guardian.
create table smart_account_patient (
    username text not null references smart_account (username) on delete cascade,
    patient text not null,
    display_name text not null,
    primary key (username, patient)
);

-- Which patient the person chose when an app was allowed in. The authorization itself cannot carry it.
create table smart_launch_patient (
    authorization_id text primary key references oauth2_authorization (id) on delete cascade,
    patient text not null
);

-- What a person agreed to, for the page on which apps are taken back.
alter table oauth2_authorization_consent add column agreed_at timestamptz not null default current_timestamp;
