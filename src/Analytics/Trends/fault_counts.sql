-- result:  repairs by month, model and fault
-- grain:   one row per month, model and fault with a repair ticket
-- params:  none (months: mart_months)
-- columns: month          of receipt
--          product_model  '(none)' when the ticket has none
--          fault_code     '(none)' when the ticket has none
--          repairs        tickets of request type repair
select
    m.month,
    coalesce(t.product_model, '(none)') as product_model,
    coalesce(t.fault_code, '(none)')    as fault_code,
    count(*)                            as repairs
from mart_tickets t
join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
where t.request_type = 'repair'
group by 1, 2, 3
order by 1, 2, 3;
