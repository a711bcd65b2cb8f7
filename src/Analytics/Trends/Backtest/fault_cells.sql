-- result:  repairs by month and all eight dimensions at once
-- grain:   one row per month and combination with a repair
-- params:  none (repairs: fault_rows)
-- columns: months_back  0 for the last month
--          model        '(none)' when the repairs name none, likewise the other seven
--          series
--          fault
--          part
--          batch
--          region
--          supplier
--          cause
--          repairs      tickets
select months_back, model, series, fault, part, batch, region, supplier, cause, count(*) as repairs
from fault_rows
group by all
order by all;
