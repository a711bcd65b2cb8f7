-- result:  tickets whose clocks stood still
-- grain:   one row per office with at least one ticket received in the months asked
-- params:  none (reads mart_tickets and as_of.ticket_waits)
-- columns: office
--          hit_count       tickets that waited at least once
--          ticket_count    tickets received
--          paused_minutes  all the waiting, overlapping waits counted once
--          open_minutes    from receipt to closing, or to the as-of instant
--          tickets         the fifty that waited longest, blanks between
with received as (
    select
        ticket_id, coalesce(office, '(none)') as office, received_at_utc,
        least(coalesce(closed_at_utc, getvariable('as_of_utc')), getvariable('as_of_utc')) as end_utc
    from mart_tickets
    join mart_months as m on received_at_utc >= m.start_utc and received_at_utc < m.end_utc
),
waits as (
    select
        r.ticket_id,
        greatest(w.from_utc, r.received_at_utc)                                      as from_utc,
        least(coalesce(w.to_utc, r.end_utc), r.end_utc)                              as to_utc
    from received as r
    join as_of.ticket_waits as w on w.ticket_id = r.ticket_id
),
ordered as (
    select
        ticket_id, from_utc, to_utc,
        max(to_utc) over (partition by ticket_id order by from_utc, to_utc rows between unbounded preceding and 1 preceding) as before_utc
    from waits
    where to_utc > from_utc
),
merged as (
    select ticket_id, sum(greatest(0, epoch_us(to_utc) - epoch_us(greatest(from_utc, coalesce(before_utc, from_utc)))) / 6e7) as paused_minutes
    from ordered
    group by ticket_id
)
select
    r.office,
    count(m.ticket_id)                                                        as hit_count,
    count(*)                                                                  as ticket_count,
    coalesce(sum(m.paused_minutes), 0)                                        as paused_minutes,
    coalesce(sum(greatest(0, epoch_us(r.end_utc) - epoch_us(r.received_at_utc)) / 6e7), 0) as open_minutes,
    coalesce(array_to_string(list_slice(list(r.ticket_id order by m.paused_minutes desc, r.ticket_id) filter (where m.ticket_id is not null), 1, 50), ' '), '') as tickets
from received as r
left join merged as m using (ticket_id)
group by r.office
order by r.office;
