-- result:  complaints by month, model and fault
-- grain:   one row per month, model and fault with a complaint; the fault is the complaint's own, else that of its ticket, likewise the model
-- params:  none (months: mart_months)
-- columns: month          of receipt
--          product_model  null when none is known
--          fault_code
--          complaints
select
    m.month,
    coalesce(c.product_model, t.product_model) as product_model,
    coalesce(c.fault_code, t.fault_code)       as fault_code,
    count(*)                                   as complaints
from as_of.complaints c
join mart_months m on c.received_at_utc >= m.start_utc and c.received_at_utc < m.end_utc
left join mart_tickets t on t.ticket_id = c.ticket_id
where coalesce(c.fault_code, t.fault_code) is not null
group by all
order by all;
