-- table:   mart_repairs, temporary
-- grain:   one row per combination of what is true of a completed repair of the asked months
-- params:  none; reads the asked months, the session's dimension and state of knowledge, and return_hits
-- columns: month           first day of the local month of the repair
--          group_name      of the ticket, as in mart_tickets
--          has_unit        the ticket names its unit
--          has_fault       and its fault
--          is_on_site      resolution mode on site
--          visits          how many, 2 for any number above; null when it is missing
--          same_fault_us   microseconds from the repair to the next receipt of the same fault; null when there was none within the session's reach. Of months that
--                          are over the whole reach ago in whole days, rounded up: which windows of whole days it falls into is the same.
--          any_fault_us    to the next receipt of any repair of the unit, likewise
--          watched_us      to the as-of instant; null in months that are over the whole reach ago: they were watched to the end of any window
--          repairs         how many
-- note:    as few rows as there are combinations, but for the latest months
create or replace temp table mart_repairs as
with repairs as (
    select
        mart_month(t.repaired_at_utc)                                                       as month,
        t.group_name,
        t.has_unit                                                                          as has_unit,
        t.fault_key is not null                                                             as has_fault,
        coalesce(t.resolution_mode = 'on_site', false)                                      as is_on_site,
        case when t.visit_count is not null then least(t.visit_count, 2) end                as visits,
        coalesce(t.repaired_at_utc >= (
            select min(start_utc) from mart_months where end_utc + to_days(getvariable('repeat_reach_days')::integer) > getvariable('as_of_utc')), false) as is_young,
        epoch_us(r.same_fault_at_utc) - epoch_us(t.repaired_at_utc)                         as same_fault_us,
        epoch_us(r.any_fault_at_utc) - epoch_us(t.repaired_at_utc)                          as any_fault_us,
        epoch_us(getvariable('as_of_utc')::timestamp) - epoch_us(t.repaired_at_utc)         as watched_us
    from mart_tickets t
    left join return_hits r on t.ticket_no = r.ticket_no
    where t.is_completed_repair
        and t.repaired_at_utc >= getvariable('months_from_utc')::timestamp and t.repaired_at_utc < getvariable('months_to_utc')::timestamp
        and (getvariable('months_are_whole') or mart_month(t.repaired_at_utc) is not null)
)
select
    month, group_name, has_unit, has_fault, is_on_site, visits,
    case when is_young then same_fault_us else (same_fault_us + 86399999999) // 86400000000 * 86400000000 end as same_fault_us,
    case when is_young then any_fault_us else (any_fault_us + 86399999999) // 86400000000 * 86400000000 end   as any_fault_us,
    case when is_young then watched_us end                                                                    as watched_us,
    count(*)                                                                                                  as repairs
from repairs
group by all;
