-- result:  what the lives rest on, and what could not be used
-- grain:   one row
-- params:  $end_utc                 local midnight at which the watch ends
-- columns: unit_count               units of the installed base
--          unit_count_watched       of those, watched for a while
--          unit_count_without_delivery  of the units, those without a day of delivery: they have no age
--          records_from_on          day from which repairs are recorded; null without any watched unit
--          repair_count             repair tickets received before the end
--          repair_count_used        of those, of a watched unit at an age when it was watched
--          repair_count_of_unknown_units  of those, without a serial number, or with one that isn't in the installed base
--          repair_count_before_delivery   of those, received before the unit was delivered
-- note:    reads unit_lives and unit_failures
with units as (
    select count(*) as unit_count, count(*) filter (where delivered_on is null) as without_delivery from mart_units
),
watched as (
    select count(*) as unit_count, min(delivered_on + from_days::integer) as records_from_on from unit_lives
),
repairs as (
    select
        count(*)                                        as repair_count,
        count(*) filter (where u.serial_no is null)     as of_unknown_units,
        count(*) filter (where ((t.received_at_utc at time zone 'UTC') at time zone getvariable('zone'))::date < u.delivered_on) as before_delivery
    from mart_tickets t
    left join mart_units u on t.serial_no = u.serial_no
    where t.request_type = 'repair' and t.received_at_utc < $end_utc
)
select
    u.unit_count,
    w.unit_count                         as unit_count_watched,
    u.without_delivery                   as unit_count_without_delivery,
    w.records_from_on,
    r.repair_count,
    (select count(*) from unit_failures) as repair_count_used,
    r.of_unknown_units                   as repair_count_of_unknown_units,
    r.before_delivery                    as repair_count_before_delivery
from units u, watched w, repairs r;
