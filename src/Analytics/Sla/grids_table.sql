-- table:   sla_grids
-- grain:   one row per calendar of the policy, and one named natural_days whose days run from midnight to midnight
-- columns: calendar_id
--          step_us      width of a slot in microseconds; every begin and end of worked time falls on a slot's edge
--          first_slot   number of the first slot, counted from 1970-01-01 00:00 UTC
--          packed       per slot: seconds worked before it, doubled, plus 1 when the slot is worked
--          worked       offsets from first_slot of the worked slots, in order
--          closed_days  per slot: working days whose close lies at or before its beginning; empty when no clause counts days by the calendar
--          opened_days  per slot: working days whose opening lies at or before its beginning; empty likewise
--          closes_us    when each working day closes, microseconds since 1970, in order; empty likewise
-- note:    laid out in local time by WorkCalendar, stored in UTC: changes of the clock need no care here
create or replace temp table sla_grids (
    calendar_id varchar not null, step_us bigint not null, first_slot bigint not null, packed integer[] not null, worked integer[] not null,
    closed_days integer[] not null, opened_days integer[] not null, closes_us bigint[] not null
);
