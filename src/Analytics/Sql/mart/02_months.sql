-- macros:  mart_month(instant)
-- note:    the first day of the local month of an instant, where the session was asked for that month; else null. By UseMonths the session variables
--          hold, beside the table mart_months: first_month, month_starts (the local start of it and of every month after it, in UTC, up to the
--          start of the one after the last) and months_asked (the same months without the last start, null where not asked for). The month by UTC
--          is right but for the hours between two midnights: the starts decide. Looking up is ten times cheaper than a join by "between".
--          months_are_whole is true when no month between the first and the last is left out: then what lies between them needs no looking up.
--          Where months_from_utc and months_to_utc, the ends of the asked months, can be told of a stored column, the engine skips the rest.
create or replace temp macro mart_month(instant) as
    (getvariable('months_asked')::date[])[greatest(
        datediff('month', getvariable('first_month')::date, instant::date) + 1
        + coalesce(instant >= (getvariable('month_starts')::timestamp[])[greatest(datediff('month', getvariable('first_month')::date, instant::date) + 2, 0)], false)::integer
        - coalesce(instant < (getvariable('month_starts')::timestamp[])[greatest(datediff('month', getvariable('first_month')::date, instant::date) + 1, 0)], false)::integer,
        0)];
