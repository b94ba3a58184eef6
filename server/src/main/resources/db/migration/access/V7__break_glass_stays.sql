-- What was said of an emergency stays as it was said: the declaration from the beginning, the review once there is one. What may
-- come to a declaration is the note that the case waits for its review, and the review, each once.
create function break_glass_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if (to_jsonb(new) - array['closing_at', 'reviewed_at', 'reviewed_by', 'justified', 'note'])
               is distinct from (to_jsonb(old) - array['closing_at', 'reviewed_at', 'reviewed_by', 'justified', 'note'])
           or (old.closing_at is not null and new.closing_at is distinct from old.closing_at)
           or (old.reviewed_at is not null
               and (new.reviewed_at, new.reviewed_by, new.justified, new.note)
                   is distinct from (old.reviewed_at, old.reviewed_by, old.justified, old.note))
           or num_nonnulls(new.reviewed_at, new.reviewed_by, new.justified, new.note) not in (0, 4) then
            raise exception 'What was said of an emergency is not changed';
        end if;
        return new;
    end if;
    raise exception 'An emergency that was declared stays on record';
end $$;
create trigger break_glass_stays before update or delete on break_glass
    for each row execute function break_glass_stays();
create trigger break_glass_no_truncate before truncate on break_glass
    for each statement execute function break_glass_stays();
