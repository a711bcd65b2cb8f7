-- what:    lays one calendar on its grid of slots and adds it to sla_grids
-- params:  session variables
--            sla_calendar                          its id
--            sla_step                              seconds of a slot
--            sla_grid_from, sla_grid_to            seconds since 1970: the calendar's range
--            sla_worked_from, sla_worked_to        lists of the same length: begins and ends of worked time, seconds since 1970, in order
--            sla_day_opens, sla_day_closes         lists of the same length: when each working day opens and closes; empty when days aren't counted
-- note:    one slot more than the range, so that its very end has a place too
insert into sla_grids
with stretches as (
    select unnest(getvariable('sla_worked_from')::bigint[]) as begins, unnest(getvariable('sla_worked_to')::bigint[]) as ends
),
worked_slots as (
    select unnest(range(begins // getvariable('sla_step'), ends // getvariable('sla_step'))) as slot from stretches
),
opened as (
    select unnest(getvariable('sla_day_opens')::bigint[]) // getvariable('sla_step') as slot
),
closed as (
    select unnest(getvariable('sla_day_closes')::bigint[]) // getvariable('sla_step') as slot
),
slots as (
    select s.slot, (w.slot is not null)::integer as is_worked, (o.slot is not null)::integer as opens, (c.slot is not null)::integer as closes
    from range(getvariable('sla_grid_from') // getvariable('sla_step'), getvariable('sla_grid_to') // getvariable('sla_step') + 1) as s (slot)
    left join worked_slots as w on w.slot = s.slot
    left join opened as o on o.slot = s.slot
    left join closed as c on c.slot = s.slot
),
summed as (
    select
        slot,
        is_worked,
        coalesce(sum(is_worked * getvariable('sla_step')) over (order by slot rows between unbounded preceding and 1 preceding), 0)::bigint as seconds_before,
        sum(opens) over (order by slot rows between unbounded preceding and current row)  as opened_by,
        sum(closes) over (order by slot rows between unbounded preceding and current row) as closed_by
    from slots
),
final as (
    select
        getvariable('sla_calendar')                                             as calendar_id,
        getvariable('sla_step')::bigint * 1000000                               as step_us,
        min(slot)                                                               as first_slot,
        list((seconds_before * 2 + is_worked)::integer order by slot)           as packed,
        coalesce(list((slot - getvariable('sla_grid_from') // getvariable('sla_step'))::integer order by slot) filter (where is_worked = 1), []) as worked,
        coalesce(list(closed_by::integer order by slot) filter (where len(getvariable('sla_day_closes')::bigint[]) > 0), [])                     as closed_days,
        coalesce(list(opened_by::integer order by slot) filter (where len(getvariable('sla_day_opens')::bigint[]) > 0), [])                      as opened_days,
        list_transform(getvariable('sla_day_closes')::bigint[], lambda s: s * 1000000)                                                           as closes_us
    from summed
)
select * from final;
