-- metric:  warranty_cost
-- grain:   one row per month and group with at least one ticket served free of charge
-- params:  none
-- columns: month         of receipt
--          group_name    the session's dimension
--          value         yuan: parts + labour + travel + freight of the tickets counted in n; null when n is 0
--          n             free tickets with at least one of the four costs recorded
--          unmeasurable  free tickets with none of the four recorded
with free as (
    select
        month,
        group_name,
        coalesce(parts_cost, labour_cost, travel_cost, freight_cost) is not null as has_cost,
        coalesce(parts_cost, 0) + coalesce(labour_cost, 0) + coalesce(travel_cost, 0) + coalesce(freight_cost, 0) as cost
    from mart_month_tickets
    where service_type = 'free'
)
select
    month,
    group_name,
    sum(cost) filter (has_cost)     as value,
    count(*) filter (has_cost)      as n,
    count(*) filter (not has_cost)  as unmeasurable
from free
group by month, group_name
order by month, group_name;
