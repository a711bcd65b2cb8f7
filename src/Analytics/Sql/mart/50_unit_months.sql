-- view:    mart_unit_months
-- grain:   one row per month of mart_months, product model, product series and region with a unit in service
-- columns: month           first day
--          product_model   '(none)' when the unit has none; product_series and region likewise
--          product_series
--          region
--          group_name      of the session's dimension where it is one of these three; 'all' without a dimension; null for any other
--                          dimension, by which units can't be split
--          unit_months     units in service, each by the share of the month after the start of its day of delivery
-- note:    Summed as whole seconds and given as decimals, not as binary fractions: their sum depends on the order in which threads
--          come to it, and the same data must give the same figure to the last digit
create or replace temp view mart_unit_months as
with delivered as (
    select
        coalesce(product_model, '(none)')  as product_model,
        coalesce(product_series, '(none)') as product_series,
        coalesce(region, '(none)')         as region,
        delivered_on,
        count(*)                           as units
    from as_of.installed_units
    where delivered_on is not null
    group by 1, 2, 3, 4
),
shares as (
    select
        m.month, d.product_model, d.product_series, d.region,
        epoch(m.end_utc)::bigint - epoch(m.start_utc)::bigint as month_seconds,
        d.units * unit_seconds(m.month, m.start_utc, m.end_utc, d.delivered_on)   as unit_seconds
    from delivered d
    join mart_months m on d.delivered_on < m.month + interval 1 month
)
select
    month, product_model, product_series, region,
    case
        when getvariable('dimension') = 'all' then 'all'
        when getvariable('dimension') = 'product_model' then product_model
        when getvariable('dimension') = 'product_series' then product_series
        when getvariable('dimension') = 'region' then region
    end as group_name,
    (sum(unit_seconds)::double / month_seconds)::decimal(38, 18) as unit_months
from shares
group by month, month_seconds, product_model, product_series, region
having sum(unit_seconds) > 0;
