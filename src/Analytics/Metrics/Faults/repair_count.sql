-- metric:  repair_count
-- grain:   one row per month and group with a repair ticket
-- params:  none (months: mart_months)
-- columns: month       of receipt
--          group_name  of the session's dimension
--          count       tickets of request type repair
select m.month, t.group_name, count(*) as count
from mart_tickets t
join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
where t.request_type = 'repair'
group by m.month, t.group_name
order by m.month, t.group_name;
