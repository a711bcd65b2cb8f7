-- table:   found_series, temporary
-- grain:   one row per series whose repairs are asked for
-- params:  none
-- columns: series_id     number
--          kind          its dimensions joined by '_', e.g. model_fault
--          first_value   of the first dimension
--          second_value  of the second; null for a series of one
create or replace temp table found_series (series_id integer not null, kind varchar not null, first_value varchar not null, second_value varchar);
