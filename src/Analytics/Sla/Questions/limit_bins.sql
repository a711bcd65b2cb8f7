-- result:  stops around the limit of every clause by office
-- grain:   one row per clause and office with at least one stop from 90 to 105 % of the limit
-- params:  none (reads sla_cases)
-- columns: clause_id
--          office            '(none)' when the ticket has none
--          before_count      stops in (90, 95] % of the limit
--          at_count          stops in (95, 100] %
--          after_count       stops in (100, 105] %
--          limit_minutes     of the clause (the smallest, where an extension lengthened some)
--          rounding_minutes  to how many minutes the clause's stops are mostly recorded: the largest of 1440, 60, 30, 15, 10, 5 that more than half of
--                            them are multiples of, else 1
--          tickets           the first fifty of (95, 100] %, by number, blanks between
with stops as (
    select
        c.clause_id, c.ticket_id, coalesce(t.office, '(none)') as office, c.elapsed_minutes / c.limit_minutes as part, c.limit_minutes,
        extract('hour' from c.stop_utc) * 60 + extract('minute' from c.stop_utc) + getvariable('question_zone_minutes')::integer as minute_of_day
    from sla_cases as c
    join mart_tickets as t using (ticket_id)
    where c.stop_utc is not null and c.verdict in ('met', 'breached') and c.limit_minutes > 0
),
recorded as (
    select
        clause_id,
        min(limit_minutes) as limit_minutes,
        case
            when count(*) filter (where minute_of_day % 1440 = 0) * 2 > count(*) then 1440
            when count(*) filter (where minute_of_day % 60 = 0) * 2 > count(*)   then 60
            when count(*) filter (where minute_of_day % 30 = 0) * 2 > count(*)   then 30
            when count(*) filter (where minute_of_day % 15 = 0) * 2 > count(*)   then 15
            when count(*) filter (where minute_of_day % 10 = 0) * 2 > count(*)   then 10
            when count(*) filter (where minute_of_day % 5 = 0) * 2 > count(*)    then 5
            else 1
        end as rounding_minutes
    from stops
    group by clause_id
),
counted as (
    select
        clause_id, office,
        count(*) filter (where part > 0.90 and part <= 0.95) as before_count,
        count(*) filter (where part > 0.95 and part <= 1.00) as at_count,
        count(*) filter (where part > 1.00 and part <= 1.05) as after_count,
        coalesce(array_to_string(list_slice(list(ticket_id order by ticket_id) filter (where part > 0.95 and part <= 1.00), 1, 50), ' '), '') as tickets
    from stops
    where part > 0.90 and part <= 1.05
    group by clause_id, office
)
select clause_id, office, before_count, at_count, after_count, limit_minutes, rounding_minutes, tickets
from counted
join recorded using (clause_id)
order by clause_id, office;
