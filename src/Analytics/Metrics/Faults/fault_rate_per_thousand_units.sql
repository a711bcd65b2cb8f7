-- metric:  fault_rate_per_thousand_units
-- grain:   one row per month and group with a unit in service or a repair; none when the dimension is one that units don't have
-- params:  none (months: mart_months)
-- columns: month         of receipt
--          group_name    of the session's dimension
--          events        repair tickets; 0 where no unit is known to be in service
--          exposure      unit-months in service
--          unmeasurable  repair tickets of a group of which no unit is known
with repairs as (
    select m.month, t.group_name, count(*) as repairs
    from mart_tickets t
    join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
    where t.request_type = 'repair'
        and getvariable('dimension') in ('all', 'region', 'product_model', 'product_series')
    group by m.month, t.group_name
),
units as (
    select month, group_name, sum(unit_months) as unit_months
    from mart_unit_months
    where group_name is not null
    group by month, group_name
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
