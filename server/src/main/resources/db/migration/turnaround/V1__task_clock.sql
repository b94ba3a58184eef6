-- The clock of each Task, one row for each time its clock was started: a referral has one until the centre accepts and
-- another for its opinion. Kept when it has ended, for the figures.
create table task_clock (
    task_id        text        not null,
    phase          int         not null,
    case_number    text        not null,
    task_code      text        not null,
    stage          text        not null,
    ladder         text        not null,
    owner          text        not null,
    country        text,
    state          text,
    zone           text        not null,
    calendar       text        not null,
    -- Whether the time allowed is in business days.
    business       boolean     not null,
    -- Seconds of the calendar, as all times in seconds here.
    budget         bigint      not null,
    used           bigint      not null default 0,
    paused         bigint      not null default 0,
    started_at     timestamptz not null,
    -- Empty while the clock stands still.
    running_since  timestamptz,
    paused_since   timestamptz,
    due_at         timestamptz not null,
    breached_at    timestamptz,
    ended_at       timestamptz,
    outcome        text,
    tumour_type    text,
    -- Counts the timers set, so that one set before the last change does nothing.
    armed          int         not null default 0,
    primary key (task_id, phase)
);
create unique index task_clock_open on task_clock (task_id) where ended_at is null;
create index task_clock_overdue on task_clock (due_at) where ended_at is null;
create index task_clock_case on task_clock (case_number);
create index task_clock_figures on task_clock (task_code, ended_at) where ended_at is not null;

-- Each step of the chase ladder that was taken: written in the transaction of what it does, and so there once.
create table chase_step (
    task_id  text        not null,
    phase    int         not null,
    step     text        not null,
    taken_at timestamptz not null,
    primary key (task_id, phase, step)
);
