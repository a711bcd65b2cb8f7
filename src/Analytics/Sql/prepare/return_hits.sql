-- table:   return_hits, temporary
-- grain:   one row per completed repair of the asked months after which the unit came back within the session's reach
-- params:  none; reads the asked months and the session's state of knowledge
-- columns: ticket_no           the repair
--          same_fault_at_utc   first receipt of another ticket of the unit and fault (any request type), at or after the repair; null when there was none
--          any_fault_at_utc    first receipt of another repair ticket of the unit, whatever its fault, at or after the repair; null when there was none
-- note:    one search for both; hashes and reach as in Sql/prepare/repeat_hits.sql
create or replace temp view return_line as
select
    unit_hash,
    case when fault_key is not null then hash(fault_key) end as fault_hash,
    coalesce(request_type = 'repair', false)                 as is_repair,
    received_at_utc,
    case when is_completed_repair and repaired_at_utc >= getvariable('months_from_utc')::timestamp and repaired_at_utc < getvariable('months_to_utc')::timestamp
         then repaired_at_utc end as repaired_at_utc,
    ticket_no
from mart_tickets
where has_unit
    and (received_at_utc >= getvariable('months_from_utc')::timestamp or repaired_at_utc >= getvariable('months_from_utc')::timestamp)
    and received_at_utc <= getvariable('months_to_utc')::timestamp + to_days(getvariable('repeat_reach_days')::integer);

create or replace temp table return_hits as
select ticket_no, same_fault_at_utc, any_fault_at_utc from next_receipts('return_line');

drop view return_line;
