-- macros:  unit_seconds(month, start_utc, end_utc, delivered_on)
-- note:    For how many seconds of a month a unit was in service: those after the start of its day of delivery. Of a month that is not over at the
--          as-of instant, only the part before it counts, as only its tickets are known.
create or replace temp macro unit_seconds(month, start_utc, end_utc, delivered_on) as
    greatest(
        0,
        epoch(least(end_utc, getvariable('as_of_utc')::timestamp))::bigint - epoch(start_utc)::bigint
            - 86400 * greatest(0, date_diff('day', month, delivered_on)));
