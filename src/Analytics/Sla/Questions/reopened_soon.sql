-- result:  tickets closed and reopened within 24 hours
-- grain:   one row per office with at least one ticket closed in the months asked
-- params:  none (reads mart_tickets and as_of.ticket_events)
-- columns: office
--          hit_count     reopened within 24 hours of a closing
--          ticket_count  closed in the months asked
--          tickets       the first fifty that were reopened, by number, blanks between
-- note:    by the ticket's own times, and by its log, which also knows closings that a later one has overwritten
with closings as (
    select ticket_id, closed_at_utc as closed_utc from mart_tickets where closed_at_utc is not null
    union
    select ticket_id, happened_at_utc from as_of.ticket_events where what = 'closed'
),
reopenings as (
    select ticket_id, reopened_at_utc as reopened_utc from mart_tickets where reopened_at_utc is not null
    union
    select ticket_id, happened_at_utc from as_of.ticket_events where what = 'reopened'
),
closed as (
    select c.ticket_id, c.closed_utc
    from closings as c
    join mart_months as m on c.closed_utc >= m.start_utc and c.closed_utc < m.end_utc
    where c.closed_utc <= getvariable('as_of_utc')
),
judged as (
    select
        c.ticket_id,
        coalesce(bool_or(r.reopened_utc > c.closed_utc and r.reopened_utc <= c.closed_utc + interval 24 hour and r.reopened_utc <= getvariable('as_of_utc')), false) as is_hit
    from closed as c
    left join reopenings as r on r.ticket_id = c.ticket_id
    group by c.ticket_id
)
select
    coalesce(t.office, '(none)')        as office,
    count(*) filter (where j.is_hit)    as hit_count,
    count(*)                            as ticket_count,
    coalesce(array_to_string(list_slice(list(j.ticket_id order by j.ticket_id) filter (where j.is_hit), 1, 50), ' '), '') as tickets
from judged as j
join mart_tickets as t using (ticket_id)
group by all
order by office;
