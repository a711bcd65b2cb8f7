-- metric:  repair_count
-- grain:   one row per month and group with a repair ticket
-- params:  none
-- columns: month       of receipt
--          group_name  of the session's dimension
--          count       tickets of request type repair
select month, group_name, sum(tickets)::bigint as count
from month_counts
where request_type = 'repair'
group by month, group_name
order by month, group_name;
