-- table:   unit_failures, temporary
-- grain:   one row per repair ticket of a unit of unit_lives, received while the unit was watched
-- params:  $end_utc        local midnight at which the watch ends
-- columns: serial_no       as stored
--          age_days        local day of receipt less day of delivery, plus half a day: a fault is reported in the course of a day, and a unit
--                          that failed on the day it was delivered did not fail at the age of 0
-- note:    reads unit_lives. A repair received before the delivery contradicts itself and is counted by totals.sql, not here
create or replace temp table unit_failures as
with aged as (
    select
        l.serial_no,
        ((t.received_at_utc at time zone 'UTC') at time zone getvariable('zone'))::date - l.delivered_on + 0.5::double as age_days,
        l.from_days,
        l.to_days
    from mart_tickets t
    join unit_lives l on t.serial_no = l.serial_no
    where t.request_type = 'repair' and t.received_at_utc < $end_utc
)
select serial_no, age_days from aged where age_days > from_days and age_days < to_days;
