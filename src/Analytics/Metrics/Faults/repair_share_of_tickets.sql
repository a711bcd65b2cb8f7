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
    count(*) filter (where request_type = 'repair')                              as numerator,
    count(*) filter (where request_type <> 'unknown')                            as denominator,
    count(*) filter (where coalesce(request_type, 'unknown') = 'unknown')        as unmeasurable
from mart_month_tickets
group by month, group_name
order by month, group_name;
