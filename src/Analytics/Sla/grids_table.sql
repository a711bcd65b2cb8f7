-- table:   sla_grids
-- grain:   one row per calendar of the policy
-- columns: calendar_id
--          step_us      width of a slot in microseconds; every begin and end of worked time falls on a slot's edge
--          first_slot   number of the first slot, counted from 1970-01-01 00:00 UTC
--          packed       per slot: seconds worked before it, doubled, plus 1 when the slot is worked
--          worked       offsets from first_slot of the worked slots, in order
-- note:    laid out in local time by WorkCalendar, stored in UTC: changes of the clock need no care here
create or replace temp table sla_grids (calendar_id varchar not null, step_us bigint not null, first_slot bigint not null, packed integer[] not null, worked integer[] not null);
