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
        m.month,
        t.group_name,
        coalesce(t.parts_cost, t.labour_cost, t.travel_cost, t.freight_cost) is not null as has_cost,
        coalesce(t.parts_cost, 0) + coalesce(t.labour_cost, 0) + coalesce(t.travel_cost, 0) + coalesce(t.freight_cost, 0) as cost
    from mart_tickets t
    join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
    where t.service_type = 'free'
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
