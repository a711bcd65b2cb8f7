-- result:  what a log of state changes says of one ticket
-- grain:   one row per state change that is a milestone or a wait, by the as-of instant
-- params:  $ticket_id  the ticket
-- columns: what        a milestone, waiting_customer … waiting_other, working
--          at_utc
--          state       the source's word; null when the log has none
--          file_name   the file as it was called
--          sha256      of the file, lower-case hex
--          row_number  as a person counts in the sheet
select e.what, e.happened_at_utc as at_utc, e.status as state, b.file_name, b.sha256, e.row_number
from as_of.ticket_events as e
join import.batches as b using (batch_id)
where e.ticket_id = $ticket_id and e.what is not null and e.what <> 'unknown' and e.happened_at_utc <= getvariable('as_of_utc')
order by e.happened_at_utc, e.sequence nulls last, e.row_number;
