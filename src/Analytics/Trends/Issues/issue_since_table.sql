-- table:   issue_since, temporary
-- grain:   one row per issue
-- params:  none
-- columns: series_id    as in found_series
--          months_back  of the month in which it began: 0 for the last
create or replace temp table issue_since (series_id integer not null, months_back integer not null);
