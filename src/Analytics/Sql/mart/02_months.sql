-- macros:  mart_month(instant), mart_month_number(instant), mart_month_of(number)
-- note:    the first day of the local month of an instant, where the session was asked for that month; else null. Looked up by the day: one look into
--          a list is ten times cheaper than a join by "between", and a third of what counting in dates costs. The session variables come from
--          Sql/months_by_day.sql: days are counted from the start of the first month asked for, and the one before it is the first of the list.
--          In zones whose months all begin at one hour of UTC no month begins within such a day, and that is all. In others
--          (months_begin_alike is false) late_month_starts tells the start of the month that begins within a day: what comes before it on that day
--          belongs to the day before. Places before the list become 0, which is null (a list counts negative places from its end).
--          months_are_whole is true when no month between the first and the last is left out: then what lies between them needs no looking up.
--          Where months_from_utc and months_to_utc, the ends of the asked months, can be told of a stored column, the engine skips the rest.
create or replace temp macro month_day(instant) as
    greatest((epoch_us(instant) - getvariable('month_days_from_us')::bigint) // 86400000000 + 1, 0);

create or replace temp macro mart_month(instant) as
    (getvariable('months_by_day')::date[])[
        month_day(instant)
        - case when getvariable('months_begin_alike') then 0
               else coalesce(instant < (getvariable('late_month_starts')::timestamp[])[month_day(instant)], false)::integer end];

-- The same month as a number, for counting by it: 12 times the year and the months before it in the year.
create or replace temp macro mart_month_number(instant) as
    (getvariable('month_numbers_by_day')::integer[])[
        month_day(instant)
        - case when getvariable('months_begin_alike') then 0
               else coalesce(instant < (getvariable('late_month_starts')::timestamp[])[month_day(instant)], false)::integer end];

create or replace temp macro mart_month_of(number) as make_date(number // 12, number % 12 + 1, 1);
