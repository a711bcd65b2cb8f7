-- result:  repairs by month, for every series that is watched
-- grain:   one row per month and series with a repair; a series has one or two of the eight dimensions, the others are null
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
group by grouping sets (
    (months_back, model), (months_back, series), (months_back, fault), (months_back, part), (months_back, batch), (months_back, region),
    (months_back, supplier), (months_back, cause),
    (months_back, model, fault), (months_back, model, part), (months_back, series, fault), (months_back, fault, batch), (months_back, part, batch),
    (months_back, fault, region), (months_back, part, supplier))
order by all;
