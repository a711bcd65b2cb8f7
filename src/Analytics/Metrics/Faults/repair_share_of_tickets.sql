-- metric:  repair_share_of_tickets
-- grain:   one row per month and group with a ticket
-- params:  none (months: mart_months)
-- columns: month         of receipt
--          group_name    of the session's dimension
--          numerator     tickets of request type repair
--          denominator   tickets whose request type is known
--          unmeasurable  tickets whose request type is missing or unknown
select
    m.month,
    t.group_name,
    count(*) filter (where t.request_type = 'repair')                              as numerator,
    count(*) filter (where t.request_type <> 'unknown')                            as denominator,
    count(*) filter (where coalesce(t.request_type, 'unknown') = 'unknown')        as unmeasurable
from mart_tickets t
join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
group by m.month, t.group_name
order by m.month, t.group_name;
