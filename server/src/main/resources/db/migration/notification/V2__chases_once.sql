-- Which time of something that can happen again, such as the phase of a clock; of each there is one piece of news to each addressee.
alter table notification_event add column occasion text;

create unique index notification_event_once on notification_event (kind, focus, detail, addressee, occasion)
    where occasion is not null;

-- Who has a message under way is looked up for each message that waits for the same recipient.
create index notification_delivery_claimed on notification_delivery (channel, recipient)
    where state = 'waiting' and claimed_until is not null;
