-- table:   derived_waits, the intervals in which the tickets of log_entries waited, of tickets whose waits are others than stored
-- params:  $batch_id
-- columns: ticket_id  the ticket
--          from_utc   when it began to wait
--          to_utc     when the next state began; null when the log ends with the wait
--          reason     customer, parts, supplier, other
--          batch_id   this batch
-- note:    an event without a state ends no wait, a state that the mapping doesn't know does. other_waits holds the tickets.
create or replace temp table found_waits as
with states as (
    select ticket_id, happened_at_utc, what, place, what is distinct from lag(what) over of_ticket as is_entry
    from log_entries
    where what is not null
    window of_ticket as (partition by ticket_id order by place)
),
entered as (
    select ticket_id, what, happened_at_utc as from_utc, lead(happened_at_utc) over (partition by ticket_id order by place) as to_utc
    from states
    where is_entry
)
select ticket_id, from_utc, to_utc, replace(what, 'waiting_', '') as reason
from entered
where what in ('waiting_customer', 'waiting_parts', 'waiting_supplier', 'waiting_other')
  and (to_utc is null or to_utc > from_utc);

create or replace temp table other_waits as
with now as (
    select ticket_id, list((from_utc, to_utc, reason) order by from_utc, to_utc, reason) as waits from found_waits group by ticket_id
),
before as (
    select ticket_id, list((from_utc, to_utc, reason) order by from_utc, to_utc, reason) as waits
    from service.ticket_waits
    where ticket_id in (select ticket_id from log_entries)
    group by ticket_id
)
select coalesce(now.ticket_id, before.ticket_id) as ticket_id
from now full outer join before on before.ticket_id = now.ticket_id
where now.waits is distinct from before.waits;

create or replace temp table derived_waits as
select ticket_id, from_utc, to_utc, reason, cast($batch_id as integer) as batch_id
from found_waits
where ticket_id in (select ticket_id from other_waits);
