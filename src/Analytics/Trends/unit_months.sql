-- result:  units in service by month and model
-- grain:   one row per month and model with a unit in service
-- params:  none (months: mart_months)
-- columns: month          first day
--          product_model  '(none)' when the unit has none
--          unit_months    units in service, each by its share of the month
select month, product_model, sum(unit_months) as unit_months
from mart_unit_months
group by month, product_model
order by month, product_model;
