-- Holds that were set before they kept the copies of centres have no timer for their last day, and centres may still be asked to
-- erase what they hold. For each such case the program looks once, as soon as it runs, on whichever server.
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
select distinct 'held-earlier', case_number, now(), false, 1 from legal_hold where released_at is null
on conflict do nothing;
