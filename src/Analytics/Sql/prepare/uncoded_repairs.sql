-- table:   uncoded_repairs, temporary
-- grain:   one row per completed repair of the asked months whose fault has no key
-- params:  none; reads the asked months, the session's dimension and state of knowledge
-- columns: ticket_no         the repair
--          month             first day of the local month of the repair
--          group_name        of the ticket, as in mart_tickets
--          has_unit, unit_hash   as in mart_tickets
--          repaired_at_utc   as stored
--          fault_text        as stored; null when there is none
create or replace temp table uncoded_repairs as
select ticket_no, mart_month(repaired_at_utc) as month, group_name, has_unit, unit_hash, repaired_at_utc, fault_text
from mart_tickets
where fault_key is null and is_completed_repair
    and repaired_at_utc >= getvariable('months_from_utc')::timestamp and repaired_at_utc < getvariable('months_to_utc')::timestamp
    and (getvariable('months_are_whole') or mart_month(repaired_at_utc) is not null);
