-- table:   repeat_hits, temporary
-- grain:   one row per completed repair of the asked months after which the same fault of the unit was received within the session's reach
-- params:  none; reads the asked months and the session's state of knowledge
-- columns: ticket_no           the repair
--          same_fault_at_utc   first receipt of another ticket of the same unit and fault (any request type), at or after the repair
-- note:    Units and faults are compared by a 64-bit hash: among ten million different ones, the chance that any two share one is 3 in a million.
--          The reach is the longest window that a metric or the policy asks for (session variable repeat_reach_days).
create or replace temp table repeat_line as
select
    hash(unit_key, fault_key) as key_hash,
    received_at_utc,
    case when is_completed_repair and repaired_at_utc >= getvariable('months_from_utc')::timestamp and repaired_at_utc < getvariable('months_to_utc')::timestamp
         then repaired_at_utc end as repaired_at_utc,
    ticket_no
from mart_tickets
where unit_key is not null and fault_key is not null
    and received_at_utc <= getvariable('months_to_utc')::timestamp + to_days(getvariable('repeat_reach_days')::integer);

create or replace temp table repeat_hits as
select ticket_no, back_at_utc as same_fault_at_utc from next_receipts('repeat_line');

drop table repeat_line;
