-- Sessions of people, as Spring Session has them: https://docs.spring.io/spring-session/reference/configuration/jdbc.html
create table spring_session (
    primary_id char(36) not null primary key,
    session_id char(36) not null,
    creation_time bigint not null,
    last_access_time bigint not null,
    max_inactive_interval int not null,
    expiry_time bigint not null,
    principal_name varchar(100)
);
create unique index spring_session_id on spring_session (session_id);
create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);

create table spring_session_attributes (
    session_primary_id char(36) not null references spring_session (primary_id) on delete cascade,
    attribute_name varchar(200) not null,
    attribute_bytes bytea not null,
    primary key (session_primary_id, attribute_name)
);

-- Passkeys, as Spring Security has them: https://docs.spring.io/spring-security/reference/6.5/servlet/authentication/passkeys.html
create table user_entities (
    id text primary key,
    name text not null unique,
    display_name text
);

create table user_credentials (
    credential_id text primary key,
    user_entity_user_id text not null references user_entities (id) on delete cascade,
    public_key bytea not null,
    signature_count bigint,
    uv_initialized boolean,
    backup_eligible boolean not null,
    authenticator_transports text,
    public_key_credential_type text,
    backup_state boolean not null,
    attestation_object bytea,
    attestation_client_data_json bytea,
    created timestamp,
    last_used timestamp,
    label text not null
);
create index user_credentials_user on user_credentials (user_entity_user_id);

-- Where a person gets mail. Accounts are rows of smart_account; an account may have no address.
create table person_contact (
    username text primary key,
    email text not null,
    language text not null
);
create unique index person_contact_email on person_contact (lower(email));

-- Digests of one-time links and of invite codes, never the secrets.
create table person_link (
    token_hash text primary key,
    username text not null,
    expires_at timestamptz not null
);
create index person_link_expiry on person_link (expires_at);

create table person_invite (
    username text primary key,
    code_hash text not null,
    expires_at timestamptz not null,
    attempts_left int not null
);

-- Whom an upstream OpenID provider means by a subject.
create table person_subject (
    issuer text not null,
    subject text not null,
    username text not null,
    primary key (issuer, subject)
);
create index person_subject_username on person_subject (username);
