-- view:    mart_units
-- grain:   one row per installed unit as of the batch
-- columns: everything of service.installed_units, and
--          group_name  the value of the session's dimension where a unit has one (product_model, product_series, region, customer,
--                      production_batch); '(none)' when it is missing; else 'all'
-- note:    a unit without a date of delivery is listed but adds nothing to the units in service (mart_unit_months)
create or replace temp view mart_units as
select
    u.*,
    case getvariable('dimension')
        when 'product_model'    then coalesce(product_model, '(none)')
        when 'product_series'   then coalesce(product_series, '(none)')
        when 'region'           then coalesce(region, '(none)')
        when 'customer'         then coalesce(customer, '(none)')
        when 'production_batch' then coalesce(batch_no, '(none)')
        else 'all'
    end as group_name
from as_of.installed_units u;
