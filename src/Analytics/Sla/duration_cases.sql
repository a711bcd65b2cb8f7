-- view:    sla_duration_cases
-- grain:   one row per case of a clause of the kind "from one milestone to another in no more than a limit"
-- note:    session variables: those of sla_candidates, and
--            sla_clause, sla_is_working_time, sla_calendar, sla_is_month_by_deadline
--            sla_limit_us, sla_longer_us (null without an extension), sla_grace_us  microseconds of the clause's clock
--            sla_is_any_month, sla_from_utc, sla_to_utc                             which months; month is only sure within them
--          The grid of working time is one row of sla_grids, read by the macros sla_worked_us and sla_due_us. A time outside the calendar
--          has no slot: null, told as outside_calendar. Elapsed time and limits are whole microseconds, so that a limit used up exactly is met.
-- columns: as the table sla_cases
create or replace temp view sla_duration_cases as
with timed as (
    select
        *,
        epoch_us(start_utc)                                    as start_us,
        epoch_us(coalesce(stop_utc, getvariable('as_of_utc'))) as end_us,
        epoch_us(told_utc)                                     as told_us,
        getvariable('sla_limit_us')::bigint                    as usual_us,
        getvariable('sla_longer_us')::bigint                   as longer_us,
        getvariable('sla_grace_us')::bigint                    as grace_us
    from sla_candidates
    where applies
      and (getvariable('sla_is_any_month')
           or (axis_utc < getvariable('sla_to_utc')
               and (getvariable('sla_is_month_by_deadline') or axis_utc >= getvariable('sla_from_utc'))))
      -- The same once more on the receipt, which is never after the axis: told of a stored column, the engine skips the months it isn't asked for.
      and (getvariable('sla_is_any_month') or received_at_utc < getvariable('sla_to_utc'))
      and (getvariable('sla_is_any_month') or getvariable('sla_is_month_by_deadline') or getvariable('sla_start') <> 'received'
           or received_at_utc >= getvariable('sla_from_utc'))
),
clocked as (
    select
        t.*, g.step_us, g.first_slot, g.worked,
        case when getvariable('sla_is_working_time') then sla_worked_us(g.packed, g.first_slot, g.step_us, start_us) else start_us end as start_clock,
        case when getvariable('sla_is_working_time') then sla_worked_us(g.packed, g.first_slot, g.step_us, end_us)   else end_us   end as end_clock,
        case when getvariable('sla_longer_us') is null then null
             when getvariable('sla_is_working_time') then sla_worked_us(g.packed, g.first_slot, g.step_us, told_us)  else told_us  end as told_clock
    from timed as t, (select * from sla_grids where calendar_id = getvariable('sla_calendar')) as g
),
limited as (
    select
        *,
        end_clock - start_clock                                                        as elapsed_us,
        coalesce(told_clock - start_clock < usual_us, false)                           as is_extended,
        case when told_clock - start_clock < usual_us then longer_us else usual_us end as limit_us
    from clocked
),
due as (
    select
        *,
        case
            when not getvariable('sla_is_working_time') or limit_us = 0 then start_us + limit_us
            else sla_due_us(worked, first_slot, step_us, start_clock + limit_us)
        end                                                                            as due_us,
        coalesce(fault, case when elapsed_us is null then 'outside_calendar' end)      as reason
    from limited
),
final as (
    select
        getvariable('sla_clause')                                                      as clause_id,
        ticket_id,
        sla_month(case when getvariable('sla_is_month_by_deadline') and reason is null then make_timestamp(due_us) else axis_utc end) as month,
        case
            when reason is not null              then 'unmeasurable'
            when elapsed_us > limit_us + grace_us then 'breached'
            when stop_utc is not null            then 'met'
            else 'pending'
        end                                                                            as verdict,
        reason,
        start_utc,
        stop_utc,
        case when reason is null then make_timestamp(due_us) end                       as deadline_utc,
        case when reason is null then elapsed_us / 6e7 end                             as elapsed_minutes,
        case when reason is null then limit_us / 6e7 end                               as limit_minutes,
        case when reason is null then (limit_us + grace_us - elapsed_us) / 6e7 end     as margin_minutes,
        is_extended,
        group_name,
        is_key_customer,
        closed_at_utc is null                                                          as is_ticket_open
    from due
)
select * from final;
