-- result:  a Nevada table: repairs by month of delivery and month in service
-- grain:   one row per month of delivery with a watched unit, and month in service that was watched at least in part
-- params:  $model           product model; null for all
--          $months          months in service that are told
--          $first_on        deliveries from this day on
--          $days_per_month  length of a month in service
-- columns: delivered        month of delivery
--          unit_count       units of unit_lives delivered in it
--          month_in_service 1 for the first
--          unit_months      time that its units were watched in that month of their service
--          repairs          repairs in it
-- note:    reads unit_lives and unit_failures
with units as (
    select date_trunc('month', delivered_on)::date as delivered, from_days, to_days, count(*) as unit_count
    from unit_lives
    where ($model::varchar is null or product_model = $model) and delivered_on >= $first_on::date
    group by all
),
cohorts as (
    select delivered, sum(unit_count)::bigint as unit_count from units group by delivered
),
watched as (
    select
        u.delivered,
        a.month_in_service,
        sum(round(u.unit_count * greatest(0, least(u.to_days, a.month_in_service * $days_per_month::double) - greatest(u.from_days, (a.month_in_service - 1) * $days_per_month::double)), 4)::decimal(28, 4))
            as unit_days
    from units u
    cross join (select unnest(range(1, $months::bigint + 1))::integer as month_in_service) a
    group by u.delivered, a.month_in_service
),
failed as (
    select
        date_trunc('month', l.delivered_on)::date                          as delivered,
        (floor(f.age_days / $days_per_month::double) + 1)::integer        as month_in_service,
        count(*)                                                           as repairs
    from unit_failures f
    join unit_lives l on f.serial_no = l.serial_no
    where ($model::varchar is null or l.product_model = $model)
    group by 1, 2
)
select
    w.delivered,
    c.unit_count,
    w.month_in_service,
    (w.unit_days / $days_per_month::double)::double as unit_months,
    coalesce(f.repairs, 0)                           as repairs
from watched w
join cohorts c on c.delivered = w.delivered
left join failed f on f.delivered = w.delivered and f.month_in_service = w.month_in_service
where w.unit_days > 0
order by w.delivered, w.month_in_service;
