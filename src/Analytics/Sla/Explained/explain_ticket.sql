-- result:  one ticket as it is judged, as its own export gives it and as a log of state changes gives it
-- grain:   one row per origin: at most three, none when there is no such ticket as of the batch
-- params:  $ticket_id  the ticket
-- columns: origin      used (what is judged: the export before the log, value by value), exported, logged
--          received_at_utc
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
--          collected_at_utc
--          call_back_arranged_at_utc
--          progress_told_at_utc
--          part_handed_over_at_utc
--          reopened_at_utc
--          cancelled_at_utc
--          due_at_utc
--          region      as stored
--          office      as stored
--          visit_count as stored
--          file_name   the file as it was called
--          sha256      of the file, lower-case hex
--          row_number  as a person counts in the sheet
--          extra       columns that no mapping knows: a JSON object of texts by heading; null when there are none
select 'used' as origin,
    t.received_at_utc, t.relayed_at_utc, t.forwarded_at_utc, t.answered_at_utc, t.replied_at_utc, t.planned_at_utc,
    t.dispatched_at_utc, t.appointed_at_utc, t.arrived_at_utc, t.repaired_at_utc, t.confirmed_at_utc, t.report_submitted_at_utc,
    t.revisited_at_utc, t.archived_at_utc, t.closed_at_utc, t.extension_told_at_utc, t.quote_accepted_at_utc,
    t.collected_at_utc, t.call_back_arranged_at_utc, t.progress_told_at_utc, t.part_handed_over_at_utc, t.reopened_at_utc,
    t.cancelled_at_utc, t.due_at_utc,
    t.region, t.office, t.visit_count, b.file_name, b.sha256, t.row_number, t.extra
from mart_tickets as t
join import.batches as b using (batch_id)
where t.ticket_id = $ticket_id
union all
select 'exported' as origin,
    t.received_at_utc, t.relayed_at_utc, t.forwarded_at_utc, t.answered_at_utc, t.replied_at_utc, t.planned_at_utc,
    t.dispatched_at_utc, t.appointed_at_utc, t.arrived_at_utc, t.repaired_at_utc, t.confirmed_at_utc, t.report_submitted_at_utc,
    t.revisited_at_utc, t.archived_at_utc, t.closed_at_utc, t.extension_told_at_utc, t.quote_accepted_at_utc,
    t.collected_at_utc, t.call_back_arranged_at_utc, t.progress_told_at_utc, t.part_handed_over_at_utc, t.reopened_at_utc,
    t.cancelled_at_utc, t.due_at_utc,
    t.region, t.office, t.visit_count, b.file_name, b.sha256, t.row_number, t.extra
from as_of.exported_tickets as t
join import.batches as b using (batch_id)
where t.ticket_id = $ticket_id
union all
select 'logged' as origin,
    t.received_at_utc, t.relayed_at_utc, t.forwarded_at_utc, t.answered_at_utc, t.replied_at_utc, t.planned_at_utc,
    t.dispatched_at_utc, t.appointed_at_utc, t.arrived_at_utc, t.repaired_at_utc, t.confirmed_at_utc, t.report_submitted_at_utc,
    t.revisited_at_utc, t.archived_at_utc, t.closed_at_utc, t.extension_told_at_utc, t.quote_accepted_at_utc,
    t.collected_at_utc, t.call_back_arranged_at_utc, t.progress_told_at_utc, t.part_handed_over_at_utc, t.reopened_at_utc,
    t.cancelled_at_utc, t.due_at_utc,
    t.region, t.office, t.visit_count, b.file_name, b.sha256, t.row_number, t.extra
from as_of.logged_tickets as t
join import.batches as b using (batch_id)
where t.ticket_id = $ticket_id
order by origin desc, row_number;
