-- Tables of the authorization server. The oauth2_* tables have the columns that Spring Authorization Server reads,
-- as text instead of varchar(1000), which overflows at eleven scopes with a category.
create table oauth2_registered_client (
    id text primary key,
    client_id text not null unique,
    client_id_issued_at timestamptz not null default current_timestamp,
    client_secret text,
    client_secret_expires_at timestamptz,
    client_name text not null,
    client_authentication_methods text not null,
    authorization_grant_types text not null,
    redirect_uris text,
    post_logout_redirect_uris text,
    scopes text not null,
    client_settings text not null,
    token_settings text not null
);

-- What we know of a client beyond OAuth: whom it stands for, its keys, and which web pages may call us for it.
create table smart_client (
    registered_client_id text primary key references oauth2_registered_client (id) on delete cascade,
    role text,
    organization text,
    jwks text,
    registration_source text not null,
    enabled boolean not null default true
);

create table smart_client_origin (
    registered_client_id text not null references oauth2_registered_client (id) on delete cascade,
    origin text not null,
    primary key (origin, registered_client_id)
);

-- The *_value columns hold SHA-256 digests, never a token.
create table oauth2_authorization (
    id text primary key,
    registered_client_id text not null references oauth2_registered_client (id) on delete cascade,
    principal_name text not null,
    authorization_grant_type text not null,
    authorized_scopes text,
    attributes text,
    state text,
    authorization_code_value text,
    authorization_code_issued_at timestamptz,
    authorization_code_expires_at timestamptz,
    authorization_code_metadata text,
    access_token_value text,
    access_token_issued_at timestamptz,
    access_token_expires_at timestamptz,
    access_token_metadata text,
    access_token_type text,
    access_token_scopes text,
    oidc_id_token_value text,
    oidc_id_token_issued_at timestamptz,
    oidc_id_token_expires_at timestamptz,
    oidc_id_token_metadata text,
    refresh_token_value text,
    refresh_token_issued_at timestamptz,
    refresh_token_expires_at timestamptz,
    refresh_token_metadata text,
    user_code_value text,
    user_code_issued_at timestamptz,
    user_code_expires_at timestamptz,
    user_code_metadata text,
    device_code_value text,
    device_code_issued_at timestamptz,
    device_code_expires_at timestamptz,
    device_code_metadata text,
    -- Ours: when the last token has expired, or no token was ever issued, the row is deleted by age.
    created_at timestamptz not null default current_timestamp
);

create unique index oauth2_authorization_access_token on oauth2_authorization (access_token_value);
create unique index oauth2_authorization_refresh_token on oauth2_authorization (refresh_token_value);
create unique index oauth2_authorization_code on oauth2_authorization (authorization_code_value);
create index oauth2_authorization_state on oauth2_authorization (state) where state is not null;
create index oauth2_authorization_id_token on oauth2_authorization (oidc_id_token_value);
create index oauth2_authorization_user_code on oauth2_authorization (user_code_value) where user_code_value is not null;
create index oauth2_authorization_device_code on oauth2_authorization (device_code_value) where device_code_value is not null;
create index oauth2_authorization_principal on oauth2_authorization (principal_name);
create index oauth2_authorization_client on oauth2_authorization (registered_client_id);

create table oauth2_authorization_consent (
    registered_client_id text not null references oauth2_registered_client (id) on delete cascade,
    principal_name text not null,
    authorities text not null,
    primary key (registered_client_id, principal_name)
);

-- Authorization codes and refresh tokens that were used once. A second use revokes the whole family.
create table smart_spent_token (
    token_hash text primary key,
    authorization_id text not null references oauth2_authorization (id) on delete cascade,
    spent_at timestamptz not null
);
create index smart_spent_token_authorization on smart_spent_token (authorization_id);

-- Client assertions (RFC 7523) that were accepted; shared by all servers, so that none accepts a replay.
create table smart_used_assertion (
    client_id text not null,
    jti_hash text not null,
    expires_at timestamptz not null,
    primary key (client_id, jti_hash)
);
create index smart_used_assertion_expiry on smart_used_assertion (expires_at);

create table smart_signing_key (
    kid text primary key,
    jwk text not null,
    active boolean not null,
    created_at timestamptz not null
);
create unique index smart_signing_key_one_active on smart_signing_key (active) where active;

create table smart_account (
    username text primary key,
    password_hash text,
    role text not null,
    fhir_user text not null,
    organization text,
    display_name text not null,
    enabled boolean not null default true
);
