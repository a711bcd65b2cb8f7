-- metric:  service_travel_km
-- grain:   one row per month with at least one visit on the way
-- params:  none
-- columns: month         in which the visit ended, else began
--          group_name    all: visits have no dimension in common with tickets; the figure isn't split
--          value         kilometres of the visits counted in n; null when n is 0
--          n             visits with kilometres
--          unmeasurable  visits without
with visits as (
    select mart_month(ended_at_utc) as month, travel_km
    from (
        select coalesce(returned_at_utc, left_at_utc, reported_at_utc, arrived_at_utc, departed_at_utc) as ended_at_utc, travel_km
        from as_of.visits)
    where ended_at_utc <= getvariable('as_of_utc')
)
select
    month,
    'all'                                              as group_name,
    sum(travel_km::decimal(18, 3))::double             as value,
    count(travel_km)                                   as n,
    count(*) - count(travel_km)                        as unmeasurable
from visits
where month is not null and getvariable('dimension') = 'all'
group by month
order by month;
