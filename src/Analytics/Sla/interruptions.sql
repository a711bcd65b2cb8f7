-- table:   sla_interruptions
-- grain:   one row per ticket whose clock the clause in hand interrupts: by waits that it pauses for, or by a reopening that it cares about
-- params:  session variables sla_pauses (reasons), sla_reopened, sla_start, sla_stop, sla_clock, sla_calendar, sla_day_us
-- note:    Waits that overlap or touch are one. A wait without an end lasts to the as-of instant; the case cuts it to its own stop. Of a reopened
--          ticket the rounds are told by what its row and the log of state changes say: a round ends with the clause's stop, else with the
--          closing; where the clock goes on, the time from there to the reopening is taken off like a wait. Where days are counted, a pause is
--          told by the days that it covers from their opening to their close.
-- columns: ticket_id
--          reopened_utc    the last reopening by the as-of instant; null when there is none or the clause doesn't care
--          start_again_utc the clause's start after it, where that is another milestone than the receipt; else the reopening itself
--          stop_again_utc  the clause's stop after it; null when there is none
--          pause_from      begins of what is to be taken off, on the clause's clock, in order, not overlapping; null when there is nothing
--          pause_to        their ends
create or replace temp table sla_interruptions as
with logged as (
    select ticket_id, what, happened_at_utc as at_utc
    from as_of.ticket_events
    where getvariable('sla_reopened') <> 'no_effect' and what in ('reopened', 'closed', getvariable('sla_start'), getvariable('sla_stop'))
),
reopened_tickets as (
    select ticket_id from mart_tickets where getvariable('sla_reopened') <> 'no_effect' and reopened_at_utc is not null
    union
    select ticket_id from logged where what = 'reopened'
),
rows_of_tickets as (
    select
        ticket_id, received_at_utc, reopened_at_utc, closed_at_utc,
        sla_pick(
            getvariable('sla_start'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc,
            collected_at_utc, call_back_arranged_at_utc, progress_told_at_utc, part_handed_over_at_utc) as start_at_utc,
        sla_pick(
            getvariable('sla_stop'),
            received_at_utc, relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc,
            dispatched_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc,
            revisited_at_utc, archived_at_utc, closed_at_utc, extension_told_at_utc, quote_accepted_at_utc,
            collected_at_utc, call_back_arranged_at_utc, progress_told_at_utc, part_handed_over_at_utc) as stop_at_utc
    from mart_tickets
    where ticket_id in (select ticket_id from reopened_tickets)
),
happened as (
    select ticket_id, 'reopened' as what, reopened_at_utc as at_utc from rows_of_tickets
    union
    select ticket_id, 'closed', closed_at_utc from rows_of_tickets
    union
    select ticket_id, 'start', start_at_utc from rows_of_tickets
    union
    select ticket_id, 'stop', stop_at_utc from rows_of_tickets
    union
    select ticket_id, case what when getvariable('sla_stop') then 'stop' when getvariable('sla_start') then 'start' else what end, at_utc
    from logged where ticket_id in (select ticket_id from reopened_tickets)
),
known as (
    select h.ticket_id, h.what, h.at_utc
    from happened as h
    join rows_of_tickets as t on t.ticket_id = h.ticket_id
    where h.at_utc >= t.received_at_utc and h.at_utc <= getvariable('as_of_utc')
),
reopenings as (
    select ticket_id, at_utc as reopened_utc, lag(at_utc) over (partition by ticket_id order by at_utc) as before_utc,
        at_utc = max(at_utc) over (partition by ticket_id) as is_last
    from known
    where what = 'reopened'
),
rounds as (
    select
        r.ticket_id, r.reopened_utc, r.is_last,
        min(k.at_utc) filter (where k.what = 'stop' and k.at_utc <= r.reopened_utc and (r.before_utc is null or k.at_utc > r.before_utc))   as stopped_utc,
        min(k.at_utc) filter (where k.what = 'closed' and k.at_utc <= r.reopened_utc and (r.before_utc is null or k.at_utc > r.before_utc)) as closed_utc,
        coalesce(min(k.at_utc) filter (where k.what = 'start' and k.at_utc > r.reopened_utc), r.reopened_utc)                              as start_again_utc,
        min(k.at_utc) filter (where k.what = 'stop' and k.at_utc > r.reopened_utc)                                                          as stop_again_utc
    from reopenings as r
    join known as k on k.ticket_id = r.ticket_id
    group by r.ticket_id, r.reopened_utc, r.is_last
),
spans as (
    select ticket_id, from_utc, least(coalesce(to_utc, getvariable('as_of_utc')), getvariable('as_of_utc')) as to_utc
    from as_of.ticket_waits
    where list_contains(getvariable('sla_pauses')::varchar[], reason)
    union all
    select ticket_id, coalesce(stopped_utc, closed_utc), reopened_utc
    from rounds
    where getvariable('sla_reopened') = 'goes_on' and coalesce(stopped_utc, closed_utc) is not null
),
reached as (
    select ticket_id, from_utc, to_utc, max(to_utc) over (partition by ticket_id order by from_utc, to_utc rows between unbounded preceding and 1 preceding) as reached_utc
    from spans
    where from_utc < to_utc
),
numbered as (
    select ticket_id, from_utc, to_utc, sum(case when from_utc <= reached_utc then 0 else 1 end) over (partition by ticket_id order by from_utc, to_utc) as stretch
    from reached
),
merged as (
    select ticket_id, min(from_utc) as from_utc, max(to_utc) as to_utc from numbered group by ticket_id, stretch
),
clocked as (
    select
        m.ticket_id, m.from_utc,
        case getvariable('sla_clock')
            when 'working' then sla_worked_us(g.packed, g.first_slot, g.step_us, epoch_us(m.from_utc))
            when 'days' then (sla_days_by(g.opened_days, g.first_slot, g.step_us, epoch_us(m.from_utc) - 1) - 1) * getvariable('sla_day_us')
            else epoch_us(m.from_utc) end as from_clock,
        case getvariable('sla_clock')
            when 'working' then sla_worked_us(g.packed, g.first_slot, g.step_us, epoch_us(m.to_utc))
            when 'days' then (sla_days_by(g.closed_days, g.first_slot, g.step_us, epoch_us(m.to_utc)) - 1) * getvariable('sla_day_us')
            else epoch_us(m.to_utc) end   as to_clock
    from merged as m, (select * from sla_grids where calendar_id = getvariable('sla_calendar')) as g
),
pauses as (
    -- What lies before the calendar begins counts from its beginning.
    select ticket_id, list(coalesce(from_clock, 0) order by from_utc)::bigint[] as pause_from, list(coalesce(to_clock, 0) order by from_utc)::bigint[] as pause_to
    from clocked
    group by ticket_id
)
select
    coalesce(p.ticket_id, r.ticket_id) as ticket_id,
    r.reopened_utc,
    r.start_again_utc,
    r.stop_again_utc,
    p.pause_from,
    p.pause_to
from pauses as p
full join (select ticket_id, reopened_utc, start_again_utc, stop_again_utc from rounds where is_last) as r on r.ticket_id = p.ticket_id;
