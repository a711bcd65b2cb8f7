-- result:  one ticket's milestones and where its row came from
-- grain:   one row, or none when there is no such ticket as of the batch
-- params:  $ticket_id  the ticket
-- columns: received_at_utc
--          relayed_at_utc
--          forwarded_at_utc
--          answered_at_utc
--          replied_at_utc
--          planned_at_utc
--          dispatched_at_utc
--          appointed_at_utc
--          arrived_at_utc
--          repaired_at_utc
--          confirmed_at_utc
--          report_submitted_at_utc
--          revisited_at_utc
--          archived_at_utc
--          closed_at_utc
--          extension_told_at_utc
--          quote_accepted_at_utc
--          file_name               the file as it was called
--          sha256                  of the file, lower-case hex
--          row_number              as a person counts in the sheet
select
    t.received_at_utc, t.relayed_at_utc, t.forwarded_at_utc, t.answered_at_utc, t.replied_at_utc, t.planned_at_utc, t.dispatched_at_utc,
    t.appointed_at_utc, t.arrived_at_utc, t.repaired_at_utc, t.confirmed_at_utc, t.report_submitted_at_utc, t.revisited_at_utc,
    t.archived_at_utc, t.closed_at_utc, t.extension_told_at_utc, t.quote_accepted_at_utc, b.file_name, b.sha256, t.row_number
from mart_tickets as t
join import.batches as b using (batch_id)
where t.ticket_id = $ticket_id
order by t.row_number;
