-- view:    sla_candidates
-- grain:   one row per ticket received by the as-of instant
-- note:    the clause to be judged is given by session variables, which fold to constants when the view is bound: only the columns
--          of that clause's milestones are read.
--            sla_start, sla_stop, sla_before, sla_told   names of milestones (the last two may be null)
--            sla_start_proofs, sla_stop_proofs           milestones that prove that a ticket has passed the start, the stop
--            sla_valid_from_utc, sla_valid_to_utc        rule in force from .. to, end out; null = open
--            sla_needs_part, sla_only_<attribute>        filters; null = none
-- columns: ticket_id
--          group_name       as in mart_tickets
--          is_key_customer  customer grade a
--          visit_count      as stored
--          closed_at_utc    when recorded by the as-of instant
--          received_at_utc
--          start_utc        usable start: recorded by the as-of instant (an appointment may lie ahead), not before receipt
--          stop_utc         usable stop: the same, and not before the start unless the start is a promise
--          before_utc       what must come first, of clauses of that kind
--          told_utc         when the customer was told that it takes longer
--          fault            why the case can't be measured: start_missing, start_before_received, stop_missing, stop_before_start; else null
--          axis_utc         the instant that decides on the month and on the rule in force: the start, else the receipt
--          applies          true, false, or null when a code of the filter is unknown or missing on the ticket
create or replace temp view sla_candidates as
with milestones as (
    select
        ticket_id, group_name, customer_grade, visit_count, received_at_utc,
        case when closed_at_utc <= getvariable('as_of_utc') then closed_at_utc end as closed_at_utc,
        sla_pick(
            getvariable('sla_start'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc) as start_given,
        sla_pick(
            getvariable('sla_stop'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc) as stop_given,
        sla_pick(
            getvariable('sla_before'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc) as before_given,
        sla_pick(
            getvariable('sla_told'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc) as told_given,
        -- Null stands for "nothing proves it".
        sla_proves(getvariable('sla_start_proofs'), 'relayed', relayed_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'forwarded', forwarded_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'answered', answered_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'replied', replied_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'planned', planned_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'dispatched', dispatched_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'arrived', arrived_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'repaired', repaired_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'confirmed', confirmed_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'report_submitted', report_submitted_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'revisited', revisited_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'archived', archived_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_start_proofs'), 'closed', closed_at_utc, received_at_utc)
            as is_past_start,
        sla_proves(getvariable('sla_stop_proofs'), 'relayed', relayed_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'forwarded', forwarded_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'answered', answered_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'replied', replied_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'planned', planned_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'dispatched', dispatched_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'arrived', arrived_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'repaired', repaired_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'confirmed', confirmed_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'report_submitted', report_submitted_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'revisited', revisited_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'archived', archived_at_utc, received_at_utc)
     or sla_proves(getvariable('sla_stop_proofs'), 'closed', closed_at_utc, received_at_utc)
            as is_past_stop,
        -- False when one filter says no, else null when one can't say, else true.
            sla_allows(getvariable('sla_only_severity'), severity)
        and sla_allows(getvariable('sla_only_resolution_mode'), resolution_mode)
        and sla_allows(getvariable('sla_only_channel'), channel)
        and sla_allows(getvariable('sla_only_service_type'), service_type)
        and sla_allows(getvariable('sla_only_request_type'), request_type)
        and sla_allows(getvariable('sla_only_customer_grade'), customer_grade)
        and sla_allows(getvariable('sla_only_cause_category'), cause_category)
        and sla_allows(getvariable('sla_only_region'), region)
        and sla_allows(getvariable('sla_only_office'), office)
        and sla_allows(getvariable('sla_only_product_series'), product_series)
        and sla_allows(getvariable('sla_only_product_model'), product_model)
        and case
                when getvariable('sla_needs_part') is null then true
                when failed_part is null and parts_cost is null then null
                else (failed_part is not null or coalesce(parts_cost, 0) > 0) = getvariable('sla_needs_part')
            end
            as applies
    from mart_tickets
),
usable as (
    select
        *,
        coalesce(start_given < received_at_utc, false) as is_start_early,
        case when start_given >= received_at_utc
              and (getvariable('sla_start') = 'appointed' or start_given <= getvariable('as_of_utc')) then start_given end as start_utc,
        case when stop_given <= getvariable('as_of_utc') then stop_given end     as stop_happened,
        case when before_given <= getvariable('as_of_utc') and before_given >= received_at_utc then before_given end as before_utc,
        case when told_given <= getvariable('as_of_utc') and told_given >= received_at_utc then told_given end       as told_utc
    from milestones
),
judged as (
    select
        *,
        case
            when is_start_early then 'start_before_received'
            when start_utc is null then case when is_past_start then 'start_missing' end
            when stop_happened < received_at_utc then 'stop_before_start'
            when getvariable('sla_start') <> 'appointed' and stop_happened < start_utc then 'stop_before_start'
            when stop_happened is null and is_past_stop then 'stop_missing'
        end as fault
    from usable
)
select
    ticket_id, group_name, coalesce(customer_grade = 'a', false) as is_key_customer, visit_count, closed_at_utc, received_at_utc,
    start_utc, stop_happened as stop_utc, before_utc, told_utc, fault,
    coalesce(start_utc, received_at_utc) as axis_utc,
    applies
from judged
where (start_utc is not null or fault is not null)
  and (getvariable('sla_valid_from_utc') is null or coalesce(start_utc, received_at_utc) >= getvariable('sla_valid_from_utc')::timestamp)
  and (getvariable('sla_valid_to_utc') is null or coalesce(start_utc, received_at_utc) < getvariable('sla_valid_to_utc')::timestamp);
