-- metric:  ticket_count
-- grain:   one row per month and group with at least one ticket
-- params:  none
-- columns: month       of receipt
--          group_name  the session's dimension
--          count       tickets received in the month
select month, group_name, sum(tickets)::bigint as count
from month_counts
group by month, group_name
order by month, group_name;
