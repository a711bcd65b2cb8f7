-- view:    sla_fact_cases
-- grain:   one row per case of a clause that promises a fact, not a duration: recorded, order or visits
-- note:    session variables: those of sla_candidates, and sla_clause, sla_kind, sla_at_most, sla_is_any_month, sla_from_utc, sla_to_utc.
--          recorded  met when the stop is recorded, breached when the ticket is closed without it, pending until then
--          order     judged when the stop is recorded: met when the milestone that must come first is recorded no later
--          visits    judged when the stop is recorded; breached before that when there were too many visits already
-- columns: as the table sla_cases; no deadline, elapsed time, limit or margin
create or replace temp view sla_fact_cases as
with told as (
    select
        *,
        -- A ticket closed without what must be recorded isn't unmeasurable: it is the breach that the clause is about.
        case when getvariable('sla_kind') = 'recorded' and fault = 'stop_missing' then null
             when getvariable('sla_kind') = 'visits' and fault is null and stop_utc is not null and visit_count is null then 'visits_missing'
             else fault end as reason
    from sla_candidates
    where applies
      and (getvariable('sla_is_any_month') or (axis_utc >= getvariable('sla_from_utc') and axis_utc < getvariable('sla_to_utc')))
),
final as (
    select
        getvariable('sla_clause') as clause_id,
        getvariable('sla_version') as clause_version,
        ticket_id,
        ticket_no,
        sla_month(axis_utc)       as month,
        case
            when getvariable('sla_kind') = 'visits' and start_utc is not null and visit_count > getvariable('sla_at_most') then 'breached'
            when reason is not null                                                  then 'unmeasurable'
            when stop_utc is null and cancelled_utc is not null and coalesce(closed_at_utc >= cancelled_utc, true) then 'cancelled'
            when stop_utc is null and getvariable('sla_kind') = 'recorded' and closed_at_utc is not null then 'breached'
            when stop_utc is null                                                    then 'pending'
            when getvariable('sla_kind') = 'order' and (before_utc is null or before_utc > stop_utc) then 'breached'
            else 'met'
        end                       as verdict,
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
        closed_at_utc is null and cancelled_utc is null as is_ticket_open
    from told
)
select * from final;
