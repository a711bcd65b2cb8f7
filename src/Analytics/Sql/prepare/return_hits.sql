-- table:   return_hits, temporary
-- grain:   one row per completed repair of the asked months after which the unit came back for repair within the session's reach
-- params:  none; reads the asked months and the session's state of knowledge
-- columns: ticket_no           the repair
--          any_fault_at_utc    first receipt of another repair ticket of the unit, whatever its fault, at or after the repair
-- note:    as Sql/prepare/repeat_hits.sql
create or replace temp table return_line as
select
    hash(unit_key) as key_hash,
    received_at_utc,
    case when is_completed_repair and repaired_at_utc >= getvariable('months_from_utc')::timestamp and repaired_at_utc < getvariable('months_to_utc')::timestamp
         then repaired_at_utc end as repaired_at_utc,
    ticket_no
from mart_tickets
where request_type = 'repair' and unit_key is not null
    and received_at_utc <= getvariable('months_to_utc')::timestamp + to_days(getvariable('repeat_reach_days')::integer);

create or replace temp table return_hits as
select ticket_no, back_at_utc as any_fault_at_utc from next_receipts('return_line');

drop table return_line;
