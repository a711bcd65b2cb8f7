-- metric:  fault_rate_per_thousand_units
-- grain:   one row per month and group with a unit in service or a repair; none when the dimension is one that units don't have
-- params:  none (months: mart_months)
-- columns: month         of receipt
--          group_name    of the session's dimension
--          events        repair tickets; 0 where no unit is known to be in service
--          exposure      unit-months in service
--          unmeasurable  repair tickets of a group of which no unit is known
with repairs as (
    select month, group_name, sum(tickets)::bigint as repairs
    from month_counts
    where request_type = 'repair'
        and getvariable('dimension') in ('all', 'region', 'product_model', 'product_series')
    group by month, group_name
),
delivered as (
    select group_name, delivered_on, count(*) as units
    from mart_units
    where delivered_on is not null
        and getvariable('dimension') in ('all', 'region', 'product_model', 'product_series')
    group by group_name, delivered_on
),
served as (
    select
        m.month, d.group_name,
        epoch(m.end_utc)::bigint - epoch(m.start_utc)::bigint                         as month_seconds,
        sum(d.units * unit_seconds(m.month, m.start_utc, m.end_utc, d.delivered_on)) as unit_seconds
    from delivered d
    join mart_months m on d.delivered_on < m.month + interval 1 month
    group by all
),
units as (
    -- decimals, as in mart_unit_months and for its reasons
    select month, group_name, (unit_seconds::double / month_seconds)::decimal(38, 18) as unit_months
    from served
    where unit_seconds > 0
)
select
    month,
    group_name,
    case when unit_months is not null then coalesce(repairs, 0) else 0 end as events,
    coalesce(unit_months, 0)                                               as exposure,
    case when unit_months is null then repairs else 0 end                  as unmeasurable
from repairs
full join units using (month, group_name)
order by month, group_name;
