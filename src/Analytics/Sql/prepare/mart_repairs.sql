-- table:   mart_repairs, temporary
-- grain:   one row per completed repair of the asked months
-- params:  none; reads the asked months and the session's state of knowledge
-- columns: ticket_no, repaired_at_utc, visit_count  of the ticket
--          month              first day of the local month of the repair
--          has_unit           the ticket names its unit
--          has_fault          and its fault
--          is_on_site         resolution mode on site
--          same_fault_at_utc  of repeat_hits; null when the same fault wasn't received within the session's reach
--          any_fault_at_utc   of return_hits; null likewise
-- note:    narrow, so that every metric of repairs reads it in no time; what groups are made by is joined to it by ticket_no
create or replace temp table mart_repairs as
select
    t.ticket_no,
    t.repaired_at_utc,
    t.visit_count,
    mart_month(t.repaired_at_utc)           as month,
    t.unit_key is not null                  as has_unit,
    t.fault_key is not null                 as has_fault,
    coalesce(t.resolution_mode = 'on_site', false) as is_on_site,
    h.same_fault_at_utc,
    r.any_fault_at_utc
from mart_tickets t
left join repeat_hits h on t.ticket_no = h.ticket_no
left join return_hits r on t.ticket_no = r.ticket_no
where t.is_completed_repair
    and t.repaired_at_utc >= getvariable('months_from_utc')::timestamp and t.repaired_at_utc < getvariable('months_to_utc')::timestamp
    and (getvariable('months_are_whole') or mart_month(t.repaired_at_utc) is not null);
