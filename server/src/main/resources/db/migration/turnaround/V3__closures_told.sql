-- Closures that the owner published after the due date was set, and that the coordination desk was told of: a line for each period,
-- as in closures.
alter table task_clock add column closures_told text not null default '';
