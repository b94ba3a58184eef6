-- Who declared an emergency to read a case, and how that was reviewed. What was read is in the audit trail, what could be read is
-- in case_grant. A row is never deleted.
create table break_glass (
    id             uuid        primary key,
    subject        text        not null,
    role           text        not null,
    party          text        not null,
    organization   text,
    case_number    text        not null,
    case_request   text        not null,
    patient        text        not null,
    reason         text        not null,
    declared_at    timestamptz not null,
    until          timestamptz not null,
    -- When the case would have been closed but for the review.
    closing_at     timestamptz,
    reviewed_at    timestamptz,
    reviewed_by    text,
    justified      boolean,
    note           text
);
create index break_glass_by_case on break_glass (case_number);
create index break_glass_to_review on break_glass (declared_at) where reviewed_at is null;

-- Each attempt, of a case that exists or not: nobody finds cases by trying numbers.
create table break_glass_attempt (
    id      bigint generated always as identity primary key,
    subject text        not null,
    at      timestamptz not null
);
create index break_glass_attempt_by_subject on break_glass_attempt (subject, at);
