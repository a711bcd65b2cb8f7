-- view:    sla_candidates
-- grain:   one row per ticket received by the as-of instant
-- note:    the clause to be judged is given by session variables, which fold to constants when the view is bound: only the columns
--          of that clause's milestones are read.
--            sla_start, sla_stop, sla_before, sla_told   names of milestones (the last two may be null)
--            sla_start_proof, sla_stop_proof             places from which on a milestone proves that the start, the stop was passed; null = none does
--            sla_valid_from_utc, sla_valid_to_utc        starts from .. to, end out; null = open
--            sla_reopened                                no_effect, goes_on, starts_again
--          The condition is the macro sla_applies, the tickets of the calendar in hand are told by sla_in_pass. Tickets come from sla_tickets,
--          which has what interrupts them beside (see tickets_plain.sql, tickets_interrupted.sql).
-- columns: ticket_id
--          ticket_no        as in mart_tickets
--          group_name       as in mart_tickets
--          is_key_customer  customer grade a
--          visit_count      as stored
--          closed_utc       when recorded by the as-of instant and not undone by a later reopening
--          cancelled_utc    when recorded by the as-of instant, not before receipt, not undone by a later reopening
--          received_at_utc
--          start_utc        usable start: recorded by the as-of instant (an appointment may lie ahead), not before receipt; where the clause
--                           starts again, the start after the last reopening, else the reopening
--          stop_utc         usable stop: the same, before any cancellation, and not before the start unless the start is a promise; of a
--                           reopened ticket, where the clause cares, the first one after the last reopening
--          before_utc       what must come first, of clauses of that kind
--          told_utc         when the customer was told that it takes longer
--          reopened_utc     the last reopening by the as-of instant, where the clause cares; else null
--          pause_from, pause_to  what is to be taken off, on the clause's clock; null = nothing
--          fault            why the case can't be measured: start_missing, start_before_received, stop_missing, stop_before_start; else null
--          axis_utc         the instant that decides on the month and on the rule in force: the start, else the receipt
--          applies          true, false, or null when what the condition hangs on is unknown or missing on the ticket
create or replace temp view sla_candidates as
with states as (
    select
        *,
        sla_cancelled_utc(cancelled_at_utc, reopened_at_utc, received_at_utc)               as cancelled_utc,
        -- What was recorded before the last reopening proves nothing of the time after it.
        coalesce(reopened_utc + interval 1 microsecond, received_at_utc)                    as first_proof_utc
    from sla_tickets
    where sla_in_pass(region, office)
),
milestones as (
    select
        ticket_id, ticket_no, group_name, customer_grade, visit_count, received_at_utc, cancelled_utc, reopened_utc, pause_from, pause_to,
        sla_closed_utc(closed_at_utc, reopened_at_utc) as closed_utc,
        case when getvariable('sla_reopened') = 'starts_again' and reopened_utc is not null then start_again_utc else sla_pick(
            getvariable('sla_start'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc,
            collected_at_utc, call_back_arranged_at_utc, progress_told_at_utc, part_handed_over_at_utc) end as start_given,
        case when getvariable('sla_reopened') <> 'no_effect' and reopened_utc is not null then stop_again_utc else sla_pick(
            getvariable('sla_stop'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc,
            collected_at_utc, call_back_arranged_at_utc, progress_told_at_utc, part_handed_over_at_utc) end as stop_given,
        sla_pick(
            getvariable('sla_before'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc,
            collected_at_utc, call_back_arranged_at_utc, progress_told_at_utc, part_handed_over_at_utc) as before_given,
        sla_pick(
            getvariable('sla_told'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc,
            collected_at_utc, call_back_arranged_at_utc, progress_told_at_utc, part_handed_over_at_utc) as told_given,
        sla_passed(
            relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc, dispatched_at_utc, arrived_at_utc, repaired_at_utc,
            confirmed_at_utc, report_submitted_at_utc, revisited_at_utc, archived_at_utc, closed_at_utc,
            received_at_utc, sla_start_proof_end(cancelled_utc)) as start_passed,
        sla_passed(
            relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc, dispatched_at_utc, arrived_at_utc, repaired_at_utc,
            confirmed_at_utc, report_submitted_at_utc, revisited_at_utc, archived_at_utc, closed_at_utc,
            first_proof_utc, sla_stop_proof_end(cancelled_utc)) as stop_passed,
        sla_applies(
            severity, resolution_mode, channel, service_type, request_type, customer_grade, cause_category,
            region, office, customer, site, product_series, product_model, serial_no, batch_no, order_no, fault_code, failed_part,
            supplier, responsible_department, technician, visit_count, charge, parts_cost, labour_cost, travel_cost, freight_cost,
            delivered_on, warranty_until_on, paid_on,
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc, dispatched_at_utc, appointed_at_utc,
            arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc, revisited_at_utc, archived_at_utc, closed_at_utc,
            extension_told_at_utc, quote_accepted_at_utc, collected_at_utc, call_back_arranged_at_utc, progress_told_at_utc, part_handed_over_at_utc) as applies
    from states
),
usable as (
    select
        *,
        sla_usable_start(start_given, received_at_utc, getvariable('sla_start') = 'appointed') as start_utc,
        sla_usable_stop(stop_given, sla_stop_proof_end(cancelled_utc))                         as stop_utc,
        sla_usable(before_given, received_at_utc)                                              as before_utc,
        sla_usable(told_given, received_at_utc)                                                as told_utc
    from milestones
),
judged as (
    select
        *,
        sla_fault(
            start_given, start_utc, stop_utc, received_at_utc, getvariable('sla_start') = 'appointed',
            start_passed, getvariable('sla_start_proof'), stop_passed, getvariable('sla_stop_proof')) as fault
    from usable
)
select
    ticket_id, ticket_no, group_name, coalesce(customer_grade = 'a', false) as is_key_customer, visit_count, closed_utc, received_at_utc,
    cancelled_utc, start_utc, stop_utc, before_utc, told_utc, reopened_utc, pause_from, pause_to, fault,
    coalesce(start_utc, received_at_utc) as axis_utc,
    applies
from judged
where (start_utc is not null or fault is not null)
  and (getvariable('sla_valid_from_utc') is null or coalesce(start_utc, received_at_utc) >= getvariable('sla_valid_from_utc')::timestamp)
  and (getvariable('sla_valid_to_utc') is null or coalesce(start_utc, received_at_utc) < getvariable('sla_valid_to_utc')::timestamp);
