-- Who asked for the file, as that person says; goes with the ticket.
alter table shared_link_ticket add column recipient text;
