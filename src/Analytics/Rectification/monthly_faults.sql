-- result:  tickets and exposure of each model and fault that a notice names, by month
-- grain:   one row per model, fault and month of mart_months
-- params:  none
-- columns: product_model   as stored
--          fault_code      as stored
--          month           first day
--          tickets         received in the month, of that model and fault, whatever their request type
--          model_tickets   received in the month, of that model
--          unit_months     of that model in service; null when the installed base knows no unit of it in any month
with pairs as (
    select distinct product_model, fault_code
    from as_of.rectifications
    where product_model is not null and fault_code is not null
),
counts as (
    select m.month, t.product_model, t.fault_code, count(*) as tickets
    from mart_tickets t
    join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
    where t.product_model in (select product_model from pairs)
    group by m.month, t.product_model, t.fault_code
),
models as (
    select month, product_model, sum(tickets) as model_tickets
    from counts
    group by month, product_model
),
units as (
    select month, product_model, sum(unit_months) as unit_months
    from mart_unit_months
    group by month, product_model
)
select
    p.product_model,
    p.fault_code,
    m.month,
    coalesce(c.tickets, 0)        as tickets,
    coalesce(o.model_tickets, 0)  as model_tickets,
    case when p.product_model in (select product_model from units) then coalesce(u.unit_months, 0) end as unit_months
from pairs p
cross join mart_months m
left join counts c on c.product_model = p.product_model and c.fault_code = p.fault_code and c.month = m.month
left join models o on o.product_model = p.product_model and o.month = m.month
left join units u on u.product_model = p.product_model and u.month = m.month
order by p.product_model, p.fault_code, m.month;
