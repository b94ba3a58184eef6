-- SMART Health Links: ciphertext whose key is in the link alone; of address and passcode only hashes.
create table shared_link (
    id            text primary key,
    case_number   text        not null,
    ciphertext    text        not null,
    passcode      text        not null,
    attempts_left integer     not null,
    expires_at    timestamptz not null,
    closed_at     timestamptz
);
create index shared_link_case on shared_link (case_number);

-- A way to the file for readers that do not want it within the manifest; good once.
create table shared_link_ticket (
    ticket     text primary key,
    link       text        not null references shared_link (id),
    expires_at timestamptz not null
);
