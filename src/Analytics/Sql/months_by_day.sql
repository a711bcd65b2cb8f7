-- what:    lays the months asked for on days of 24 hours, for the macro mart_month
-- params:  none; reads mart_months and the session variables months_from_utc and months_to_utc (null when no month has been asked for)
-- note:    sets month_days_from_us (microseconds since 1970: a day before the first month's start), months_by_day (per day from there: the month asked for
--          in which it ends, else null), month_numbers_by_day (the same as numbers), late_month_starts (per day: the start of the month that begins within it and not with it, else null) and
--          months_begin_alike (no month begins so)
set variable month_days_from_us = epoch_us(getvariable('months_from_utc')::timestamp) - 86400000000;

create or replace temp table month_days as
with days as (
    select range as day, make_timestamp(getvariable('month_days_from_us') + range * 86400000000) as begins_utc
    from range((epoch_us(getvariable('months_to_utc')::timestamp) - getvariable('month_days_from_us')) // 86400000000 + 1)
)
select
    d.day,
    m.month,
    (select max(edge) from (select start_utc as edge from mart_months union all select end_utc from mart_months) where edge > d.begins_utc and edge < d.begins_utc + interval 1 day) as late_start_utc
from days d
left join mart_months m on d.begins_utc + interval 1 day > m.start_utc and d.begins_utc + interval 1 day <= m.end_utc;

set variable months_by_day = (select list(month order by day) from month_days);
set variable month_numbers_by_day = (select list((12 * year(month) + month(month) - 1)::integer order by day) from month_days);
set variable late_month_starts = (select list(late_start_utc order by day) from month_days);
set variable months_begin_alike = (select coalesce(bool_and(late_start_utc is null), true) from month_days);
drop table month_days;
