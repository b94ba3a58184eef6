-- What is to be told, written in the transaction of the change that it tells of. Holds references and codes, nothing clinical.
create table notification_event (
    id                 bigserial primary key,
    kind               text        not null,
    detail             text        not null default '',
    case_number        text        not null,
    focus              text        not null,
    addressee          text,
    actor              text        not null,
    actor_organization text,
    -- Several stages that one transaction passes through are one piece of news to a reader of mail.
    transaction        bigint      not null default txid_current(),
    occurred_at        timestamptz not null,
    due_at             timestamptz not null,
    dispatched_at      timestamptz
);

create index notification_event_open on notification_event (case_number, id) where dispatched_at is null;
create index notification_event_transaction on notification_event (case_number, transaction);

-- What the server keeps of a Subscription beside the resource: the headers, which nobody reads back, and where it stands.
create table notification_subscription (
    id                 text primary key,
    version            bigint      not null default 1,
    topic              text        not null,
    filters            text[]      not null default '{}',
    endpoint           text        not null,
    headers            text[]      not null default '{}',
    heartbeat          integer,
    timeout            integer,
    ends_at            timestamptz,
    owner_subject      text        not null,
    owner_role         text        not null,
    owner              text        not null,
    owner_organization text,
    status             text        not null,
    running_since      timestamptz,
    last_number        bigint      not null default 0,
    last_contact       timestamptz,
    claimed_until      timestamptz,
    problem            text
);

create index notification_subscription_topic on notification_subscription (topic);
create index notification_subscription_owner on notification_subscription (owner);

-- One message to one recipient by one channel.
create table notification_delivery (
    id            uuid primary key,
    seq           bigserial   not null unique,
    event_id      bigint      not null references notification_event,
    channel       text        not null,
    recipient     text        not null,
    case_number   text        not null,
    number        bigint,
    state         text        not null,
    attempts      integer     not null default 0,
    since         timestamptz not null,
    due_at        timestamptz not null,
    claimed_until timestamptz,
    ended_at      timestamptz,
    problem       text,
    unique (event_id, channel, recipient)
);

create index notification_delivery_waiting on notification_delivery (channel, recipient, case_number, seq) where state = 'waiting';
create index notification_delivery_due on notification_delivery (due_at) where state = 'waiting';
create index notification_delivery_parked on notification_delivery (seq) where state = 'parked';
create index notification_delivery_number on notification_delivery (recipient, number) where number is not null;
create index notification_delivery_ended on notification_delivery (ended_at) where state in ('sent', 'withheld');
