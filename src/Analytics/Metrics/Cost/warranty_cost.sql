-- metric:  warranty_cost
-- grain:   one row per month and group with at least one ticket served free of charge
-- params:  none
-- columns: month         of receipt
--          group_name    the session's dimension
--          value         yuan: parts + labour + travel + freight of the tickets counted in n; null when n is 0
--          n             free tickets with at least one of the four costs recorded
--          unmeasurable  free tickets with none of the four recorded
select
    month,
    group_name,
    sum(free_cost)                                  as value,
    sum(free_with_cost)::bigint                     as n,
    (sum(free_tickets) - sum(free_with_cost))::bigint as unmeasurable
from month_counts
group by month, group_name
having sum(free_tickets) > 0
order by month, group_name;
