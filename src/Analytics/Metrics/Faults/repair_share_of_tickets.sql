-- metric:  repair_share_of_tickets
-- grain:   one row per month and group with a ticket
-- params:  none
-- columns: month         of receipt
--          group_name    of the session's dimension
--          numerator     tickets of request type repair
--          denominator   tickets whose request type is known
--          unmeasurable  tickets whose request type is missing or unknown
select
    month,
    group_name,
    coalesce(sum(tickets) filter (where request_type = 'repair'), 0)                       as numerator,
    coalesce(sum(tickets) filter (where request_type <> 'unknown'), 0)                     as denominator,
    coalesce(sum(tickets) filter (where coalesce(request_type, 'unknown') = 'unknown'), 0) as unmeasurable
from month_counts
group by month, group_name
order by month, group_name;
