-- metric:  ticket_count
-- grain:   one row per month and group with at least one ticket
-- params:  none
-- columns: month       of receipt
--          group_name  the session's dimension
--          count       tickets received in the month
select m.month, t.group_name, count(*) as count
from mart_tickets t
join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
group by m.month, t.group_name
order by m.month, t.group_name;
