-- view:    sla_duration_cases
-- grain:   one row per case of a clause of the kind "from one milestone to another in no more than a limit"
-- note:    session variables: those of sla_candidates, and
--            sla_clause, sla_version, sla_calendar, sla_is_month_by_deadline
--            sla_clock                                      all (every minute), working (the calendar's minutes), days (its working days)
--            sla_day_us                                     what a full day is worth on the clock, microseconds
--            sla_limit_us, sla_longer_us (null without an extension), sla_early_us (null without a mark), sla_grace_us  on the clause's clock
--            sla_limit_months, sla_longer_months, sla_early_months  instead of these where the unit is months; else null
--            sla_is_any_month, months_from_utc, months_to_utc  which months; in no other is month told
--          The grid is one row of sla_grids, read by the macros sla_worked_us, sla_days_by and sla_due_us. A time outside the calendar
--          has no slot: null, told as outside_calendar. Elapsed time and limits are whole microseconds, so that a limit used up exactly is met.
--          The day clock shows full days: at the start those closed by then (a receipt after the close is one on the next working day), at the
--          end those closed before it, so that on the day of receipt nothing has passed and at the close of the Nth N days have.
-- columns: as the table sla_cases
create or replace temp view sla_duration_cases as
with timed as (
    select
        *,
        epoch_us(start_utc)                                                    as start_us,
        epoch_us(coalesce(stop_utc, cancelled_utc, getvariable('as_of_utc'))) as end_us,
        sla_limit_of(start_utc, getvariable('sla_limit_us'), getvariable('sla_limit_months'))   as usual_us,
        sla_limit_of(start_utc, getvariable('sla_longer_us'), getvariable('sla_longer_months')) as longer_us,
        sla_limit_of(start_utc, getvariable('sla_early_us'), getvariable('sla_early_months'))   as early_us,
        getvariable('sla_grace_us')::bigint                                    as grace_us
    from sla_candidates
    where applies
      and axis_utc >= sla_axis_begin() and axis_utc < sla_months_end()
      and received_at_utc >= sla_receipt_begin() and received_at_utc < sla_months_end()
),
clocked as (
    select
        t.*, g.step_us, g.first_slot, g.worked, g.closes_us,
        sla_start_clock(getvariable('sla_clock'), getvariable('sla_day_us'), g.packed, g.closed_days, g.first_slot, g.step_us, start_us)    as start_clock,
        sla_end_clock(getvariable('sla_clock'), getvariable('sla_day_us'), g.packed, g.closed_days, g.first_slot, g.step_us, end_us)        as end_clock,
        sla_pauses_end_clock(getvariable('sla_clock'), getvariable('sla_day_us'), g.packed, g.closed_days, g.first_slot, g.step_us, end_us) as pauses_end_clock
    from timed as t, (select * from sla_grids where calendar_id = getvariable('sla_calendar')) as g
),
aimed as (
    select
        *,
        sla_paused_us(pause_from, pause_to, start_clock, pauses_end_clock)                          as paused_us,
        sla_target_us(pause_from, pause_to, start_clock, pauses_end_clock, usual_us)                as usual_clock,
        sla_target_us(pause_from, pause_to, start_clock, pauses_end_clock, longer_us)               as longer_clock
    from clocked
),
limited as (
    select
        *,
        sla_elapsed_us(getvariable('sla_clock'), start_clock, end_clock, paused_us) as elapsed_us,
        sla_due_of(getvariable('sla_clock'), getvariable('sla_day_us'), worked, closes_us, first_slot, step_us, start_us, usual_us, usual_clock)    as usual_due_us,
        sla_is_extended(longer_us, told_utc, usual_due_us)                          as is_extended
    from aimed
),
due as (
    select
        *,
        case when is_extended then longer_us else usual_us end                         as limit_us,
        case when is_extended
             then sla_due_of(getvariable('sla_clock'), getvariable('sla_day_us'), worked, closes_us, first_slot, step_us, start_us, longer_us, longer_clock)
             else usual_due_us end                                                     as due_us,
        coalesce(fault, case when elapsed_us is null then 'outside_calendar' end)      as reason
    from limited
),
final as (
    select
        getvariable('sla_clause')                                                      as clause_id,
        getvariable('sla_version')                                                     as clause_version,
        ticket_id,
        ticket_no,
        -- A deadline beyond the calendar is in no month that is known: then the start's.
        mart_month(case when getvariable('sla_is_month_by_deadline') and reason is null then coalesce(make_timestamp(due_us), axis_utc) else axis_utc end) as month,
        sla_verdict_word(sla_duration_verdict(reason, elapsed_us, limit_us + grace_us, stop_utc, cancelled_utc)) as verdict,
        reason,
        start_utc,
        stop_utc,
        case when reason is null then make_timestamp(due_us) end                       as deadline_utc,
        case when reason is null then elapsed_us / 6e7 end                             as elapsed_minutes,
        case when reason is null then limit_us / 6e7 end                               as limit_minutes,
        case when reason is null then (limit_us + grace_us - elapsed_us) / 6e7 end     as margin_minutes,
        case when reason is null then paused_us / 6e7 end                              as paused_minutes,
        reason is null and is_extended                                                 as is_extended,
        coalesce(reason is null and elapsed_us > early_us, false)                      as is_past_early_mark,
        reopened_utc is not null                                                       as is_reopened,
        group_name,
        is_key_customer,
        closed_utc is null and cancelled_utc is null                                as is_ticket_open
    from due
)
select * from final;
