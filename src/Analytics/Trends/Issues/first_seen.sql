-- result:  what earlier exports of tickets already knew, by the age of the tickets at that time
-- grain:   one row per export day but the newest, and age of tickets in days, up to 60
-- params:  none
-- columns: gap_days  days from that export to the newest one
--          age_days  from receipt to that export
--          tickets   received so long before it, as known today
--          known     of these, how many the exports up to that day held
-- note:    exports of one UTC day count as one. A ticket newer than the newest that an export day brought is outside of what it was asked for,
--          and so is one that came more than 90 days after its receipt: that is history taken in later, no delay. The last 24 export days tell.
with versions as (
    select ticket_id, received_at_utc, export_at_utc, batch_id from service.tickets where batch_id <= getvariable('as_of_batch')
    union all
    select ticket_id, received_at_utc, export_at_utc, batch_id from service.tickets_history where batch_id <= getvariable('as_of_batch')
),
days as (
    select exported_at_utc::date as day, max(exported_at_utc) as at_utc
    from import.batches
    where kind = 'tickets' and batch_id <= getvariable('as_of_batch')
    group by 1
    order by 1 desc
    limit 24
),
seen as (
    select ticket_id, arg_max(received_at_utc, batch_id) as received_at_utc, min(export_at_utc)::date as first_day
    from versions
    where received_at_utc >= (select min(at_utc) from days) - interval 60 day
    group by ticket_id
),
reach as (
    select first_day as day, max(received_at_utc) as newest_utc from seen group by 1
),
asked as (
    select d.day, d.at_utc, r.newest_utc, date_diff('day', d.day, (select max(day) from days)) as gap_days
    from days d
    join reach r on r.day = d.day
)
select
    a.gap_days::integer                                                        as gap_days,
    (epoch(a.at_utc - s.received_at_utc) // 86400)::integer                    as age_days,
    count(*)                                                                   as tickets,
    count(*) filter (where s.first_day <= a.day)                               as known
from asked a
join seen s
    on s.received_at_utc <= a.newest_utc and s.received_at_utc <= a.at_utc and s.received_at_utc > a.at_utc - interval 60 day
    and s.first_day <= s.received_at_utc::date + 90
where a.gap_days > 0
group by all
order by all;
