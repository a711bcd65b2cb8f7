-- table:   unit_lives, temporary
-- grain:   one row per installed unit that was watched for a while before the end
-- params:  $end_on         first day that isn't watched any more
-- columns: serial_no       as stored
--          product_model   '(none)' when it is missing; batch_no likewise
--          batch_no
--          delivered_on    the unit's age is counted in days from here
--          from_days       age at which its repairs begin to be recorded; 0 = from delivery
--          to_days         age at the end; above from_days
-- note:    repairs are recorded from the day of the first ticket of any kind on, after the last gap of half a year without any: a stray old
--          row doesn't make years without records look like years without repairs. Units delivered earlier come under watch at the age they
--          had on that day (left truncation); a unit without a day of delivery has no age and is left out.
create or replace temp table unit_lives as
with days as (
    select received_at_utc::date as day_utc, min(received_at_utc) as first_at_utc
    from mart_tickets
    group by 1
),
gaps as (
    select first_at_utc, day_utc - lag(day_utc) over (order by day_utc) as gap_days from days
),
records as (
    select
        ((coalesce(max(first_at_utc) filter (where gap_days > 183), min(first_at_utc)) at time zone 'UTC') at time zone getvariable('zone'))::date
            as from_on
    from gaps
)
select
    u.serial_no,
    coalesce(u.product_model, '(none)')     as product_model,
    coalesce(u.batch_no, '(none)')          as batch_no,
    u.delivered_on,
    greatest(0, r.from_on - u.delivered_on) as from_days,
    $end_on::date - u.delivered_on          as to_days
from mart_units u
cross join records r
where u.serial_no is not null
    and $end_on::date - u.delivered_on > greatest(0, r.from_on - u.delivered_on);
