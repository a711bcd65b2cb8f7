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
    sum(coalesce(parts_cost, 0) + coalesce(labour_cost, 0) + coalesce(travel_cost, 0) + coalesce(freight_cost, 0)) filter (has_cost) as value,
    coalesce(sum(tickets) filter (has_cost), 0)::bigint     as n,
    coalesce(sum(tickets) filter (not has_cost), 0)::bigint as unmeasurable
from month_counts
where is_free
group by month, group_name
order by month, group_name;
