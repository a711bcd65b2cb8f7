-- result:  tickets answered and then left alone
-- grain:   one row per office with at least one ticket answered in the months asked
-- params:  $idle_days  how long is long
-- columns: office
--          hit_count     answered so long ago or more, and nothing after the answer until so long after it (or until now)
--          ticket_count  answered so long ago or more
--          tickets       the first fifty that were left alone, by number, blanks between
-- note:    consultations are done with the answer. Something after it: plan, dispatch, arrival, repair, confirmation, closing; an appointment is only a promise.
with answered as (
    select
        ticket_id, coalesce(office, '(none)') as office, answered_at_utc,
        least(
            case when planned_at_utc   > answered_at_utc then planned_at_utc end,
            case when dispatched_at_utc > answered_at_utc then dispatched_at_utc end,
            case when arrived_at_utc   > answered_at_utc then arrived_at_utc end,
            case when repaired_at_utc  > answered_at_utc then repaired_at_utc end,
            case when confirmed_at_utc > answered_at_utc then confirmed_at_utc end,
            case when closed_at_utc    > answered_at_utc then closed_at_utc end
        ) as action_at_utc
    from mart_tickets
    join mart_months as m on answered_at_utc >= m.start_utc and answered_at_utc < m.end_utc
    where coalesce(request_type, 'unknown') <> 'consultation' and coalesce(resolution_mode, 'unknown') <> 'phone'
      and answered_at_utc + to_days($idle_days) <= getvariable('as_of_utc')
),
judged as (
    select *, coalesce(action_at_utc > answered_at_utc + to_days($idle_days), true) as is_idle from answered
)
select
    office,
    count(*) filter (where is_idle) as hit_count,
    count(*)                        as ticket_count,
    coalesce(array_to_string(list_slice(list(ticket_id order by ticket_id) filter (where is_idle), 1, 50), ' '), '') as tickets
from judged
group by office
order by office;
