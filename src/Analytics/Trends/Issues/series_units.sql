-- result:  units in service by month: of all models, by model, by product series, by production batch, and by model and region
-- grain:   one row per month and group with a unit in service; of model, series, batch and region those that don't apply are null
-- params:  none (months: mart_months)
-- columns: months_back  0 for the last month
--          model        '(none)' when the unit has none, likewise the other three
--          series
--          batch
--          region
--          unit_months  units in service, each by its share of the month (as mart_unit_months counts them)
with delivered as (
    select
        coalesce(product_model, '(none)')  as model,
        coalesce(product_series, '(none)') as series,
        coalesce(batch_no, '(none)')       as batch,
        coalesce(region, '(none)')         as region,
        delivered_on,
        count(*)                           as units
    from as_of.installed_units
    where delivered_on is not null
    group by 1, 2, 3, 4, 5
),
shares as (
    select
        date_diff('month', m.month, (select max(month) from mart_months))::integer as months_back,
        epoch(m.end_utc)::bigint - epoch(m.start_utc)::bigint                      as month_seconds,
        d.model, d.series, d.batch, d.region,
        d.units
            * greatest(
                0,
                epoch(least(m.end_utc, getvariable('as_of_utc')::timestamp))::bigint - epoch(m.start_utc)::bigint
                    - 86400 * greatest(0, date_diff('day', m.month, d.delivered_on))) as unit_seconds
    from delivered d
    join mart_months m on d.delivered_on < m.month + interval 1 month
)
select months_back, model, series, batch, region, (sum(unit_seconds) / any_value(month_seconds))::double as unit_months
from shares
group by grouping sets ((months_back), (months_back, model), (months_back, series), (months_back, batch), (months_back, model, region))
having sum(unit_seconds) > 0
order by all;
