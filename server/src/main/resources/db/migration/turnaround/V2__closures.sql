-- The days on which the owner is closed, as published when the due date was set: a line for each period, first and last day and
-- why. A closure that is published later does not move a due date that was given.
alter table task_clock add column closures text not null default '';
