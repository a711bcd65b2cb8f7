-- view:    sla_fact_cases
-- grain:   one row per case of a clause that promises a fact, not a duration: recorded, order or visits
-- note:    session variables: those of sla_candidates, and sla_clause, sla_kind, sla_at_most, sla_is_any_month, months_from_utc, months_to_utc.
--          recorded  met when the stop is recorded, breached when the ticket is closed without it, pending until then
--          order     judged when the stop is recorded: met when the milestone that must come first is recorded no later
--          visits    judged when the stop is recorded; breached before that when there were too many visits already
-- columns: as the table sla_cases; no deadline, elapsed time, limit or margin
create or replace temp view sla_fact_cases as
with told as (
    select
        *,
        sla_fact_reason(getvariable('sla_kind'), fault, stop_utc, visit_count) as reason
    from sla_candidates
    where applies
      and axis_utc >= sla_axis_begin() and axis_utc < sla_months_end()
      and received_at_utc >= sla_receipt_begin() and received_at_utc < sla_months_end()
),
final as (
    select
        getvariable('sla_clause') as clause_id,
        getvariable('sla_version') as clause_version,
        ticket_id,
        ticket_no,
        mart_month(axis_utc)      as month,
        sla_verdict_word(sla_fact_verdict(
            getvariable('sla_kind'), getvariable('sla_at_most'), reason, start_utc, stop_utc, before_utc, cancelled_utc, closed_utc, visit_count)) as verdict,
        case when verdict = 'unmeasurable' then reason end as reason,
        start_utc,
        stop_utc,
        null::timestamp           as deadline_utc,
        null::double              as elapsed_minutes,
        null::double              as limit_minutes,
        null::double              as margin_minutes,
        null::double              as paused_minutes,
        false                     as is_extended,
        false                     as is_past_early_mark,
        false                     as is_reopened,
        group_name,
        is_key_customer,
        closed_utc is null and cancelled_utc is null as is_ticket_open
    from told
)
select * from final;
