-- table:   log_entries, all events of the tickets that a batch of events touches, in the order in which they happened
-- params:  $batch_id
-- columns: those of service.ticket_events, and
--          place     1, 2, 3 … within the ticket: by time, the log's own numbers, and the order of the file
--          is_entry  true where the state is another than before
-- note:    gone_from_log holds tickets of which no event is left: their events were corrected to another ticket
create or replace temp table log_entries as
with touched as (
    select ticket_id from service.ticket_events where batch_id = $batch_id
    union
    select ticket_id from service.ticket_events_history where to_batch_id = $batch_id
),
placed as (
    select
        *,
        row_number() over (partition by ticket_id order by happened_at_utc, sequence nulls last, row_number, event_id) as place
    from service.ticket_events
    where ticket_id in (select ticket_id from touched)
)
select *, what is distinct from lag(what) over (partition by ticket_id order by place) as is_entry
from placed;

create or replace temp table gone_from_log as
select distinct ticket_id
from service.ticket_events_history
where to_batch_id = $batch_id and ticket_id not in (select ticket_id from log_entries);
