-- result:  whether the data up to the as-of batch can tell of a milestone at all
-- grain:   one row
-- params:  session variables sla_milestone (its name), as_of_batch
-- columns: is_known  a file of tickets or a log had a column for it, or some ticket has it
select
    exists (
        from import.batch_readings as readings
        join import.batches using (batch_id)
        where batch_id <= getvariable('as_of_batch') and kind in ('tickets', 'ticket_events') and list_contains(readings.columns, getvariable('sla_milestone') || '_at_utc'))
    or exists (
        from mart_tickets
        where sla_pick(
            getvariable('sla_milestone'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc,
            collected_at_utc, call_back_arranged_at_utc, progress_told_at_utc, part_handed_over_at_utc) is not null) as is_known;
