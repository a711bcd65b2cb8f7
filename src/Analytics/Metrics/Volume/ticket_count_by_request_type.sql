-- metric:  ticket_count_by_request_type
-- grain:   one row per month and request type with at least one ticket
-- params:  none
-- columns: month       of receipt
--          group_name  request type as stored; 'unknown' for a word that the mapping doesn't know, '(none)' when not filled in
--          count       tickets received in the month
select month, coalesce(request_type, '(none)') as group_name, sum(tickets)::bigint as count
from month_counts
group by all
order by month, group_name;
